# The pages for coordinators.
sign-in-title = Sign in as a coordinator
sign-in-text = Fill in your e-mail address. We send you a link with which you sign in once.
sign-in-send = Send me a link
sign-in-sent-title = Look in your mailbox
sign-in-sent-text = If this is a coordinator’s address, a link is on its way.
enter-title = Sign in
enter-text = The link works. It is used up once you sign in.
enter-button = Sign in
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
import-title = Read in a list
import-text = Everybody on the list gets a mail and takes part only once they confirm it themselves. Those we know already stay as they are.
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
access-title = Access for programs
access-text = With a key a program of yours works with the API, in your name.
access-docs = See what the API can do
access-new = This is the key. Keep it now: you see it only once.
access-label = Name of the key
access-label-hint = What you use it for.
access-button = Make a key
access-list = Keys that work
access-empty = There is no key yet.
access-revoke = Revoke
round-new = New round
round-new-text = Everybody who takes part will be on the list. You can still change everything before anything is sent.
round-default-name = Round of { $date }
round-create = Make the round
round-name = Name of the round
round-state = State
round-answer-by = Answers until
round-answer-by-hint = The last day on which the duos can answer.
round-answer-by-date = answers until { $date }
round-answer-by-problem = Choose a day from { $first } to { $last }.
round-answer-by-passed = The last day to answer has passed. Choose a later day below, and have the duos proposed again.
round-outdated =
    { $count ->
        [one] { $count } duo is no longer allowed: a profile or another round has changed. Propose the duos again.
       *[other] { $count } duos are no longer allowed: a profile or another round has changed. Propose the duos again.
    }
round-too-large = This round is too large to pair at once. Let fewer people take part.
round-kind = Kind of round
round-kind-not-there = Choose guidance; the other kinds are not there yet.
round-prefer = What comes first
round-weights = What counts
round-weights-hint = From 0 (does not count) to 10 (counts most). With ‘must’ only duos for which it holds are made.
round-weight-problem = Choose a number from 0 to 10 at ‘{ $factor }’, or must.
round-earlier = People who were a duo before may be one again
round-participants = Who takes part
round-settings = Settings and participants
round-settings-proposed = If you change something, the proposals are dropped and you propose the duos again.
round-save = Save
round-draft-text =
    { $count ->
        [one] { $count } professional takes part. Propose the duos; nothing is sent yet.
       *[other] { $count } professionals take part. Propose the duos; nothing is sent yet.
    }
round-propose = Propose duos
round-proposed-text =
    { $count ->
        [one] There is { $count } duo. If you publish, both members get a mail.
       *[other] There are { $count } duos. If you publish, both members of each duo get a mail.
    }
round-publish = Publish and send
round-duos = Duos
round-without = Learners without a guide
round-total = Total
round-lowest = Lowest score
round-no-duos = No duo is possible. See below why, and make the demands less strict.
round-why = Why these two
points = points
round-unmatched = Who has no duo
round-unmatched-none = Everybody has a duo.
round-unmatched-why = Why
unmatched-no-guide = No guide is possible: { $rules }.
unmatched-no-learner = No learner is possible: { $rules }.
unmatched-guides-full =
    { $count ->
        [one] { $count } guide is possible, and has no seat left.
       *[other] { $count } guides are possible, and have no seats left.
    }
unmatched-nothing-gained =
    { $count ->
        [one] { $count } guide is possible, but it would score no points.
       *[other] { $count } guides are possible, but it would score no points.
    }
unmatched-not-needed =
    { $count ->
        [one] { $count } learner is possible, but has another guide.
       *[other] { $count } learners are possible, but have another guide.
    }
unmatched-in-neither-group = Is in neither group.
rule-count = { $rule } ({ $count })
rule-must = ‘{ $factor }’ is a must, and does not hold
rule-private = a confidential reason
rule-oneself = the same person
rule-sides = does not take part on this side
rule-banned = you excluded these two
rule-earlier_duo = a duo before
rule-no_common_language = no common language
rule-no_way_to_meet = no way to meet
