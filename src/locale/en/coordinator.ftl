# The pages for coordinators.
sign-in-title = Sign in as a coordinator
sign-in-text = Fill in your e-mail address. We send you a link with which you sign in once.
sign-in-send = Send me a link
sign-in-sent-title = Look in your mailbox
sign-in-sent-text = If this is a coordinator’s address, a link is on its way. Open it in this browser. Did you ask more than once? Then use the newest email. Nothing after an hour? Look among the unwanted email, or ask again later: we send one address only a few emails an hour.
enter-title = Sign in
enter-text = You sign in as { $email }. The link is used up once you do.
enter-elsewhere = This link works only in the browser in which you asked for it. Open it there, or ask for a new one here.
enter-ask-here = Ask for a link here
enter-button = Sign in
open-id-or = Or sign in with the account of your organisation.
open-id-button = Sign in with { $name }
open-id-there-title = Sign in at your organisation
open-id-there-text = You go on to { $name }, and come back here after signing in.
open-id-back-text = You signed in with { $name }. One more step.
open-id-refused-title = Signing in did not work
open-id-again = Back to signing in
open-id-not-signed-in = { $name } did not sign you in. Try again, or ask for a link by email.
open-id-other-browser = This does not belong to a sign-in that began in this browser, or it took too long. Begin again.
open-id-no-answer = { $name } does not answer as it should. Try again in some minutes, or ask for a link by email.
open-id-does-not-hold = We could not verify the answer of { $name }, or it was used before. Begin again.
open-id-no-address = { $name } does not tell which email address is yours, or did not check it. Ask for a link by email, and tell whoever manages the accounts of your organisation.
open-id-unknown = { $name } says that your email address is { $email }. Nobody with that address coordinates a programme here. Ask an owner of your programme to invite that address.
open-id-other-account = { $email } signs in here with another account of { $name }. Is this one new? Then ask whoever runs this server to unlink the old one.
sign-out = Sign out
overview-title = Overview
overview-active = Professionals
overview-mails-waiting = Mails on their way
overview-mails-sent = Mails sent
overview-mails-failed = Mails failed
overview-page = See the sign-up page
rounds-title = Rounds
rounds-empty = There is no round yet. Make one as soon as there are enough people.
professionals-title = Professionals
professionals-empty = Nobody takes part yet. Share the sign-up page, or read in a list.
professionals-seats = Seats
professionals-standing = Standing
professionals-waited = Rounds without a duo
standing-unconfirmed = waits for confirmation
standing-active = takes part
standing-paused = takes a break
import-title = Read in a list
import-text = Whoever is new on the list gets an email, and takes part only once they confirm it themselves. Those we know already stay as they are.
import-file = File
import-file-hint = CSV in UTF-8, at most 1 MB. If one line is wrong, nothing is read in.
import-button = Read in and invite
import-missing-file = Choose a file.
import-refused = Nothing was read in. Mend this and try again
import-added =
    { $count ->
        [one] { $count } person was invited.
       *[other] { $count } people were invited.
    }
import-known =
    { $count ->
        [0] Nobody was known already.
        [one] { $count } person was known already and stays as they are.
       *[other] { $count } people were known already and stay as they are.
    }
import-columns = Columns
import-optional = These may be added:
access-title = Access for software
access-text = With a key your own software works with the API, in your name.
access-docs = See what the API can do
access-new = This is the key. Keep it now: you see it only once.
access-label = Name of the key
access-label-hint = What you use it for.
access-button = Make a key
access-list = Keys that work
access-empty = There is no key yet.
access-sessions = Where you are signed in
access-session = Since { $since }, last used { $used }.
access-session-own = This device
access-session-end = Sign out there
access-sign-out-all = Sign out everywhere
access-revoke = Revoke
round-new = New round
round-default-name = Round of { $date }
round-create = Make the round
round-name = Name of the round
round-state = State
round-answer-by = Answers until
round-answer-by-hint = The last day on which the duos can answer.
round-answer-by-date = answers until { $date }
round-answer-by-problem = Choose a day from { $first } to { $last }.
round-answer-by-passed = The last day to answer is today, or has passed. Choose a later day.
round-outdated = Something has changed since the proposal, and the round cannot be published like this. Propose the duos again.
outdated-duos =
    { $count ->
        [one] { $count } duo is no longer possible: somebody no longer takes part, or another round has changed. Propose the duos again.
       *[other] { $count } duos are no longer possible: somebody no longer takes part, or another round has changed. Propose the duos again.
    }
outdated-duo = { $one } and { $other }: { $why }.
outdated-away = one of the two no longer takes part
outdated-more =
    { $count ->
        [one] And { $count } more duo.
       *[other] And { $count } more duos.
    }
edited-duo = { $one } and { $other }
round-edited =
    { $count ->
        [one] Since the proposal, something changed that counts for one duo: { $duos }. Propose again to take it into account, or publish the duos as they are.
       *[other] Since the proposal, something changed that counts for { $count } duos, such as { $duos }. Propose again to take it into account, or publish the duos as they are.
    }
round-joined =
    { $count ->
        [one] { $names } joined, or has a place again, since the duos were proposed. Have the duos proposed again.
       *[other] { $count } people joined, or have a place again, since the duos were proposed: { $names }. Have the duos proposed again.
    }
taken-place = { $name } has no place left, and is already in a duo with { $duos }
taken-duo = { $partner } (round “{ $round }”)
round-kind = Kind of round
round-groups = Groups, for an exchange
round-groups-hint = Somebody belongs to a group if one of your words fits at everything you fill in. Capital letters make no difference. Put a comma between words; if a name has a comma itself, use semicolons throughout.
round-group-first = First group
round-group-second = Second group
round-group-second-hint = If you leave this empty, everybody who is not in the first group is in the second.
round-groups-missing = Enter at least a role, organisation, region or tag for the first group.
round-group-empty = Enter something for the first group, or empty the second too.
round-locked = Fixed duos
round-locked-hint = These duos will be made. Two e-mail addresses on each line; for guidance first the learner, then the guide.
round-banned = Excluded duos
round-banned-hint = These duos will not be made. Two e-mail addresses on each line.
round-pair-oneself = Enter two different people on each line at “{ $field }”.
lock-stranger = Fixed duos: { $email } does not take part in this round.
lock-forbidden = Fixed duos: { $one } and { $other } cannot be a duo: { $rule }.
lock-banned = Fixed duos: { $one } and { $other } are among the excluded duos too. Take them away from one of the two.
lock-twice = Fixed duos: { $email } is in two duos, and can have only one.
lock-both-ways = Fixed duos: { $one } and { $other } would guide each other, but two people are one duo. Take one of the two away, or let people guide each other.
lock-seats =
    { $count ->
        [one] Fixed duos: { $email } has { $count } seat, and is in more duos than that.
       *[other] Fixed duos: { $email } has { $count } seats, and is in more duos than that.
    }
round-prefer = What comes first
round-weights = What counts
round-weights-hint = From 0 (does not count) to 10 (counts most). With ‘must’ only duos for which it holds are made.
round-weight-problem = Choose a number from 0 to 10 at ‘{ $factor }’, or must.
round-earlier = People who were a duo before may be one again
round-second = People who are in a duo now may get a second one
round-second-hint = Never more than they offered. Without this, whoever learns in a running duo gets no other.
round-both-ways = Two people may guide each other: two duos in one round
round-trio = Whoever is left over in a mutual round joins the duo that they fit best; each of the three then has two partners, even someone who offers only one place
round-trio-join = Make it a trio
round-trio-three = { $names } are a trio: each of the three meets both of the others.
round-settings-proposed = If you change something, the proposals are dropped and you propose the duos again.
round-save = Save
round-propose = Propose duos
round-publish = Publish and send
round-duos = Duos
round-without = Learners without a guide
round-without-duo = Without a duo
round-total = Total
round-lowest = Lowest score
round-no-duos = No duo is possible. See below why, and make the demands less strict.
round-why = Why these two
round-locked-mark = fixed
round-learns = { $name } learns
round-trio-title = A trio
round-trio-offer =
    { $count ->
        [one] { $third } is left over, and fits best with { $one } and { $other }, with { $count } point. Make it a trio, and each of the three meets both of the others.
       *[other] { $third } is left over, and fits best with { $one } and { $other }, with { $count } points. Make it a trio, and each of the three meets both of the others.
    }
points = points
round-unmatched = Who has no duo
round-unmatched-none = Nobody is without a duo.
round-unmatched-why = Why
unmatched-no-guide = No guide can: { $rules }.
unmatched-no-learner = No learner can: { $rules }.
unmatched-guides-full =
    { $count ->
        [one] { $count } guide fits, but has no seat left.
       *[other] { $count } guides fit, but have no seats left.
    }
unmatched-nothing-gained =
    { $count ->
        [one] { $count } guide fits, but that duo would score no points.
       *[other] { $count } guides fit, but such a duo would score no points.
    }
unmatched-not-needed =
    { $count ->
        [one] { $count } learner fits, but has another guide.
       *[other] { $count } learners fit, but have another guide.
    }
unmatched-nobody = Nobody can: { $rules }.
unmatched-alone = there is nobody else
unmatched-nobody-left = of the others, none can be proposed
unmatched-taken =
    { $count ->
        [one] { $count } person fits, but is in another duo.
       *[other] { $count } people fit, but are in other duos.
    }
unmatched-no-points =
    { $count ->
        [one] { $count } person fits, but that duo would score no points.
       *[other] { $count } people fit, but such a duo would score no points.
    }
unmatched-other-way = Whoever fits and is still free is in a duo with this person already, the other way round.
unmatched-in-neither-group = Is in neither group.
unmatched-stands-elsewhere = Is in a duo of another round already, with no place for a second one.
shut-out-oneself = with { $count } it would be a duo with oneself
shut-out-sides =
    { $count ->
        [one] { $count } is on the same side of this round
       *[other] { $count } are on the same side of this round
    }
shut-out-banned = { $count } you excluded
shut-out-stands_elsewhere =
    { $count ->
        [one] { $count } is in a duo of another round already
       *[other] { $count } are in a duo of another round already
    }
shut-out-other_way = with { $count } it is a duo the other way round
shut-out-earlier_duo = with { $count } there was a duo before
shut-out-no_common_language = with { $count } there is no common language
shut-out-no_way_to_meet = with { $count } there is no way to meet
shut-out-private = with { $count } there is a confidential reason
shut-out-must-learning = with { $count } what the one wants to learn is not what the other knows
shut-out-must-reciprocity = with { $count } the learning does not go the other way as well
shut-out-must-organisation =
    { $count ->
        [one] { $count } works for the same organisation
       *[other] { $count } work for the same organisation
    }
shut-out-must-role =
    { $count ->
        [one] { $count } has the same role
       *[other] { $count } have the same role
    }
shut-out-must-region =
    { $count ->
        [one] { $count } works in another region
       *[other] { $count } work in another region
    }
shut-out-must-half_days = with { $count } there is no shared half-day
shut-out-must-experience = with { $count } there is no difference in experience that counts
shut-out-must-waited = with { $count } nobody waited before
shut-out-must-novelty = with { $count } there was a duo in the last round
rule-must = the round demands ‘{ $factor }’, which does not hold here
rule-private = they are not proposed as a duo
rule-oneself = the same person
rule-sides = not on opposite sides of this round
rule-banned = you excluded these two
rule-stands_elsewhere = one of them is in a duo of another round already, with no place for a second one
rule-other_way = they are a duo the other way round as well, and two people are one duo
rule-earlier_duo = a duo before
rule-no_common_language = no common language
rule-no_way_to_meet = no way to meet
round-answered-by-date = answers were possible until { $date }
round-closed-on = closed on { $date }
round-day-over = passed
round-day-passed = The last day to answer is { $date }. You can only publish with a later day. The proposed duos stay as they are.
round-later-day = Choose a later day to answer
round-later-day-button = Use this day

viewer-note = You can look at everything here. Coordinators and owners make changes.
second-factor-title = Your code
second-factor-code = Code
second-factor-code-hint = Six digits, from the app on your phone. Or one of your recovery codes.
second-factor-go-on = Go on
second-factor-lost = Are your phone and your recovery codes gone? Whoever runs this server can let you set up a new app.
second-factor-wrong = This code is not right, or was used before. Wait for the next one, and fill it in.
second-factor-new-title = Sign in safely
second-factor-new-text = From now on you sign in with a link from your email and a code from an app. Whoever gets into your mailbox cannot get in here then.
second-factor-step-app = Open an app that gives codes, such as FreeOTP, Aegis or Google Authenticator.
second-factor-step-scan = Let the app read this picture.
second-factor-picture = Picture for the app
second-factor-by-hand = Can the app not read it? Then type in:
second-factor-step-code = Fill in the code that the app shows.
second-factor-new-hint = Six digits.
second-factor-set-up = Use this app
recovery-title = Your recovery codes
recovery-text = You are signed in. These codes let you in when your phone is gone. Each works once.
recovery-keep = Print them, or keep them in a safe place. They are not shown again.
recovery-go-on = I have kept them
prove-title = Is it still you?
prove-text = For this you prove that it is you. We send a new link to { $email }.
prove-button = Send me a link
prove-after = Open it in this browser. Then go back to the page and try once more.
role-viewer = viewer
role-coordinator = coordinator
role-owner = owner
role-viewer-explained = Looks at everything, and changes nothing.
role-coordinator-explained = Looks after people and rounds.
role-owner-explained = Also decides who comes in, and what the programme says of itself.
settings-role = Role
settings-role-change = Change role
settings-role-of = Role of { $email }
settings-role-changed = The role was changed.
settings-owners-only = Only owners change this.
access-scopes = What the software may do
access-scope-read = Look at people, rounds and emails
access-scope-people = Import, invite and remove people
access-scope-rounds = Make and publish rounds, and look after duos
access-programmes = For which programmes
access-programmes-missing = Choose at least one programme.
access-key = { $label }, by { $by }
access-key-days = Made { $made }, works until { $until }.
access-key-used = Last used { $used }.
access-key-unused = Not used yet.
access-second-factor = Second factor
access-second-factor-on = You sign in with a code from an app. Recovery codes left: { $count }.
access-second-factor-off = You sign in with a link only.
access-second-factor-set-up = Set up an app
access-second-factor-anew = Set up another app
