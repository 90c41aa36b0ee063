# Links that are replaced, invitations, doubles, and leaving.

mail-kind-fresh_links = New links
links-subject = Your new links for { $programme }
links-what = You asked for new links. Below is everything that is open to you now. Once you open one, older links to the same page no longer work.
links-reported-subject = All your links for { $programme } have been replaced
links-reported-what = You told us that somebody else has a link of yours. All your old links have stopped working. These are your new ones.
links-duo-answer = Your duo with { $name }: you can answer until { $date }.
links-duo-answer-button = See your duo with { $name }
links-duo-meet = Your duo with { $name } is confirmed. The page of your duo says how to reach { $name }, and lets you plan a talk.
links-duo-meet-button = Go to your duo with { $name }
links-duo-look-back = Your duo with { $name } has ended. You can still tell us what you got out of it.
links-duo-look-back-button = Look back on your duo with { $name }
links-round = Will you take part in { $round }?
links-round-by = Will you take part in { $round }? Let us know by { $date } at the latest.
links-round-button = Say whether you take part
links-profile = On your own page you change your profile. You can also take a break there, get your data, or leave.
links-not-you = Did you not ask for this? Then there is nothing to do. Nobody but you got this email.
links-reported-not-you = Was it not you? Then keep this email. Whoever had an old link can do nothing with it any more.

report-link-open = Does somebody else have my link?
report-link-text = With your link somebody else can see your profile and your duos. Stop all your links here. You get new ones at { $email } at once.
report-link-button = Stop all my links and email me new ones
report-link-sent-title = All your links have stopped
report-link-sent-text = An email with new links is on its way to your own address. The old ones no longer work, for anybody.
close-page-button = Close this page on this device
close-page-hint = Do this on a computer that you share. The link in your email opens the page again.
close-page-sent-title = Your page is closed
close-page-sent-text = Your page is closed on this device. The link in your email opens it again.
error-link-replaced-title = This link no longer works
error-link-replaced-text = There is a newer email with a new link. Look for that email, or ask for a new link here.
error-sign-in-link-replaced-title = This link no longer works
error-sign-in-link-replaced-text = There is a newer email with a new link. Look for that email, or ask for a new link here.
activity-links-replaced = had all their own links replaced

invitation-again-subject = Once more: will you take part in { $programme }?
invitation-again = We emailed you before and have not heard from you. This is a new link.
invitation-until = The link works until { $time }.
invitation-no = Would you rather not take part? Say so on the page and we remove your data at once. If you do nothing, we do so on { $date }.
invitation-no-date = Would you rather not take part? Then there is nothing to do.
confirm-refuse-open = Would you rather not take part?
confirm-refuse-text = We then remove everything we have about you at once. We do not invite you again.
confirm-refuse = No, remove my data
confirmed-once = Did you sign up before with another email address? Then keep one of the two, and leave on the page of the other.
no-invitations-title = No more invitations
no-invitations-text = Hello { $name }. Would you like no more emails about taking part in { $programme }?
no-invitations-button = Send me no more invitations
no-invitations-done = You get no more emails about taking part in { $programme }.
no-invitations-removed = We remove your data on the day that the invitation says. Would you like to take part after all? Use the link in the invitation for as long as it works, or sign up yourself.

import-check-title = Check this first
import-check-text = Nothing has been sent or stored yet.
import-will-invite =
    { $count ->
        [0] Nobody gets a first invitation.
        [one] { $count } person gets an invitation.
       *[other] { $count } people get an invitation.
    }
import-will-invite-again =
    { $count ->
        [one] { $count } person did not answer an earlier invitation and gets a new one.
       *[other] { $count } people did not answer an earlier invitation and get a new one.
    }
import-again =
    { $count ->
        [one] { $count } person did not answer an earlier invitation and got a new one.
       *[other] { $count } people did not answer an earlier invitation and got a new one.
    }
import-left =
    { $count ->
        [one] { $count } person left by their own wish and is not invited: line { $lines }.
       *[other] { $count } people left by their own wish and are not invited: lines { $lines }.
    }
import-doubles =
    { $count ->
        [one] { $count } person may be in the list twice
       *[other] { $count } people may be in the list twice
    }
import-doubles-text = They have the same name and organisation, or another address of the same mailbox. They are invited all the same; remove the line if you do not want that.
import-double-line = Line { $line }: { $name } may be the same person as on line { $earlier }.
import-double-known = Line { $line }: { $name } may be the same person as { $other }, who is there already.
import-invite-button =
    { $count ->
        [one] Invite { $count } person
       *[other] Invite { $count } people
    }
import-nobody-button = Go on without invitations
import-another = Or choose another file

invite-title = Invitation
invite-since = Invited since
invite-times = Number of emails
invite-last = Last email
invite-until = Link works until
invite-removed = Removed without an answer on
invite-own = This person signed up themselves and has not confirmed the address yet.
invite-again = Invite again
invite-daily = You can invite somebody again once a day.
invite-invited = The invitation is on its way.
invite-answered = This person has answered already.
invite-declined = This person wants no more invitations.
invite-too_soon = This person got an email less than a day ago. Try again tomorrow.
invite-distinct = Noted: these are two people.
invite-all = Invite them again
invite-all-text =
    { $count ->
        [one] { $count } person has not answered the invitation yet.
       *[other] { $count } people have not answered their invitation yet.
    }
invited-all =
    { $count ->
        [0] Nobody got a new invitation.
        [one] { $count } person gets a new invitation.
       *[other] { $count } people get a new invitation.
    }
double-like = May be the same person as
double-text = They have the same name and organisation, or another address of the same mailbox. We do not pair them with each other.
double-distinct = They are two people
filter-doubles = may be there twice
task-doubles =
    { $count ->
        [one] { $count } time somebody may be in the list twice
       *[other] { $count } times somebody may be in the list twice
    }
activity-invited-again =
    { $count ->
        [one] invited { $count } person again
       *[other] invited { $count } people again
    }
activity-invitation-reminded = { $name } was reminded of the invitation
activity-invitation-declined = wants no more invitations
activity-invitation-expired = somebody who did not answer the invitation was removed
activity-found-distinct = found { $two } to be two people

round-doubles-title = Somebody may be in this round twice
round-doubles-text = We do not pair them with each other. Leave one out, or say on the page of either that they are two people.
round-doubles-leave-out = Leave out { $email }
shut-out-same_person = { $count } may be the same person under another address
rule-same_person = perhaps the same person under two addresses
links-again = Your duo in { $round } did not go ahead. Would you like somebody else? Let us know by { $date } at the latest.
links-again-button = Say whether you want somebody else

# Whose time is over.
mail-kind-still_there = Would you like to stay?
mail-kind-removed = Your data was removed
mail-why-removed = You get this email because you took part in { $programme }.
still-there-subject = Would you still like to take part in { $programme }?
still-there-what = We have not heard from you for a long time. Would you still like to take part in { $programme }?
still-there-ask = Yes? Open your page and press “I want to stay”. We then keep your profile.
still-there-button = Go to your page
still-there-no = No? Then you don’t have to do anything. We remove your data on { $date }.
removed-subject = Your data at { $programme } was removed
removed-by-coordinator = The coordinator removed you from { $programme }.
removed-inactive = We had not heard from you for a long time, and you did not answer our email. So you no longer take part in { $programme }.
removed-what = We removed your profile, your duos and our emails to you. Your old links no longer work.
removed-kept = Only if somebody asked not to be paired with you, we keep a code of your address. That way their wish still holds.
removed-last = This is our last email. Would you like to take part again later? Then sign up again.
stay-title = Would you like to stay?
stay-text = We have not heard from you for a long time. If you do nothing, we remove your data on { $date }.
stay-button = I want to stay
stay-done = You stay. We keep your profile.
professional-removal = Did nothing for a long time, and was asked to stay. Without an answer we remove the data on { $date }.
professional-remove = Remove this person
removal-title = Remove a person
removal-text = We remove everything that we keep about { $name }: the profile, the duos and the emails. Only if somebody asked not to be paired with { $name }, a code of the address stays. This cannot be undone.
removal-told = { $name } gets an email about it. Whoever is in a duo with { $name } hears that it has ended.
removal-not-told = The address was never confirmed. So we do not send an email there.
removal-button = Remove this person
removal-done = The person was removed.
activity-sign-up-expired = somebody who did not confirm their sign-up was removed
activity-asked-to-stay = { $name } was asked to stay
activity-wants-to-stay = wants to stay
activity-removed-as-inactive = somebody who did nothing for a long time was removed
activity-removed = removed a person
activity-round-forgotten = removed what the duos of { $round } were based on

away-data-read = Read my data
data-title = What we keep about you
data-text = This is what we keep about you. Excluded duos, and what is planned in rounds that are not published yet, are left out: they could tell what others asked in confidence. The points of a duo are there once you both said yes: before that they would tell more of the other than you read of each other. You can fetch it as a file too.
data-general = In general
data-yes = yes
data-no = no
data-programme = Programme
data-signed_up = Signed up
data-consent_version = Version you agreed to
data-consent_at = Agreed on
data-consent_text = The text you agreed to
data-standing = Whether you take part
data-active = Last active
data-removal = Removed on
data-profile = Your profile
data-duos = Your duos
data-rounds = Your rounds
data-trouble = Mail that does not arrive
data-looks = When your profile was looked at, or your data fetched
data-log = What you did
data-done = What coordinators or the system did with your data
data-fixed = Duos of yours that the coordinator fixed
data-profile_then = Your profile as it was then
data-mails = Emails to you
data-round = Round
data-with = With
data-state = State
data-score = Points
data-reasons = What they consist of
data-introduced = Introduced
data-answer = Your answer
data-answered = Answered
data-answer_reason = Your reason
data-expectations = What you expect
data-how_often = How often
data-place = Where
data-start = When
data-minutes = Minutes
data-goes_ahead = Goes ahead
data-by_you = Proposed by you
data-moments = Proposed times
data-met = Met
data-learned = What you learned
data-collaboration = How it went together
data-wants_help = You asked for help
data-success = Your small success
data-success_is_shared = May be shared
data-at = When
data-about = About
data-asked = Asked
data-dealt_with = Dealt with
data-takes_part = Do you take part
data-no_duo = Why no duo
data-since = Since
data-words = What the mail server said
data-what = What
data-kind = Kind
data-written = Written
data-sent = Sent
