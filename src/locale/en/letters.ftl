# The mails in the life of a round and of a duo. One message a paragraph; the next step is the button.

opt-in-subject = Will you take part in { $round }?
opt-in-what = There is a new round: { $round }. We will look for a duo for everybody who takes part.
opt-in-ask = Do you take part? Let us know by { $date } at the latest.
opt-in-button = Tell us whether you take part
opt-in-silence = If we hear nothing, we will not look for a duo for you this round.
opt-in-no = Is it not a good moment? That is fine too. You stay signed up for later rounds.

reminder-subject = What do you think of a duo with { $name }?
reminder-last-subject = Your duo with { $name }: the last day to answer is { $date }
reminder-what = We introduced you to { $name }. We do not have your answer yet. Perhaps you had no time for it so far.
reminder-both = In this duo you both learn, from each other.
reminder-by = Let us know by { $date } at the latest.
reminder-last-by = The last day to answer is { $date }. After that this duo lapses.
later-day-subject = You have more time: answer about { $name } by { $date }
later-day-what = We introduced you to { $name }. We do not have your answer yet. The last day to answer has moved.
later-day-by = You can now answer until { $date }.
reminder-no = Does it not fit? Then feel free to say so. It saves { $name } the wait.

partner-declined-subject = Your duo with { $name } does not go ahead
partner-declined-what = { $name } let us know that this duo does not fit now. There can be all kinds of reasons. It says nothing about you.
partner-declined-next = You are free for another duo. Did you say yes? Then you get priority after this round.

lapsed-subject = Your duo with { $name } has lapsed
lapsed-you-answered = The time to answer has passed, and we heard nothing from { $name }. Thank you for letting us know.
lapsed-you-answered-next = You are free for another duo. After this round you get priority.
lapsed-silent = The time to answer has passed, and we heard nothing from you. That can happen when things are busy.
lapsed-silent-next = You are free for another duo. You stay signed up for later rounds.
lapsed-pause = Is it not a good time at all? You can take a break, on your own page.

no-duo-subject = { $round }: no duo this time
no-duo-what = In { $round } we looked for a duo for everybody who took part. For you we did not find one this time.
no-duo-why-nobody = Nobody took part now with whom you could make a good duo.
no-duo-why-taken = There were people who suit you, but they have another duo in this round.
no-duo-why-little_to_learn = With the people who were still free, there was too little to learn from each other.
no-duo-why-not_needed = There were more guides this time than were needed.
no-duo-why-in_neither_group = This round brought two groups together, and you belong to neither.
no-duo-why-stands_elsewhere = You are in a duo that is running. This round was for people who still had a place.
no-duo-why-regrouped = We arranged the duos of this round anew, so that more people have a duo that suits them. The duo we wrote to you about does not go ahead because of that.
no-duo-next = In the next round you get priority.
no-duo-tip = With more topics or more half-days in your profile, a duo becomes more likely.

introduction-instead = Your duo with { $earlier } does not go ahead. So we looked again.
introduction-three = There are three of you: { $third } is part of it too. There is a separate button for { $third }, so that you can answer about each of them.

partner-unreachable-subject = We cannot reach { $name }
partner-unreachable-what = Our mail to { $name } about your duo did not arrive. The e-mail address does not work.
partner-unreachable-next = The coordinator knows, and will see whether { $name } can be reached in another way. If not, the coordinator can look for somebody else for you.
partner-unreachable-you = There is nothing you need to do.

check-in-subject = How are things with { $name } and you?
check-in-what =
    { $count ->
        [one] { $name } and you have been a duo for a week now. We would like to know how it goes.
       *[other] { $name } and you have been a duo for { $count } weeks now. We would like to know how it goes.
    }
check-in-questions = Did you talk? What did you learn? And how do you work together?
check-in-button = Tell us how it goes
check-in-not-met = Has it not happened yet? Tell us that too. The coordinator can help, or look for somebody else for you.
check-in-clients = Write about yourself, and not about clients.

closing-subject = What did the duo with { $name } bring you?
closing-what = The duo of { $name } and you is coming to its end. A good moment to look back together.
closing-ask = What went well, however small? A few sentences are enough.
closing-button = Tell us what went well
closing-consent = We only share it with others if you agree.

duo-ended-subject = Your duo with { $name } has ended
duo-ended-by-you = You ended your duo with { $name }. { $name } will be told as well.
duo-ended-by-other = { $name } ended your duo. There can be all kinds of reasons. It says nothing about you.
duo-ended-gone = The other no longer takes part, and your duo has ended. We no longer keep the name. It says nothing about you.
somebody-gone = somebody who no longer takes part
duo-ended-thanks = Thank you for your time and attention.
duo-ended-next = You are free for another duo. You stay signed up for later rounds.

meeting-subject = Your meeting with { $name }: { $date }
meeting-changed-subject = Moved: your meeting with { $name }, now { $date }
meeting-cancelled-subject = Cancelled: your meeting with { $name }, { $date }
meeting-what = You and { $name } have a meeting.
meeting-changed = Your meeting with { $name } has moved. This is the new time.
meeting-cancelled = { $name } cancelled your meeting.
meeting-file = The meeting is attached to this email as a file. You can also add it to your calendar here.
meeting-cancelled-file = The file attached to this email takes the meeting out of your calendar.
meeting-else = Does it not suit you after all? On your page you can suggest another time, or cancel.
meeting-cancelled-next = Suggest a new time when it suits you both again.
meeting-when = When
meeting-where = Where
meeting-time = { $date }, from { $from } to { $to }, Dutch time
meeting-summary = Talk with { $name }
meeting-file-name = meeting.ics

contact-meeting = Your first talk

digest-subject = How is { $round } doing?
digest-what = This is what happened in { $round } so far.
digest-introduced = Duos introduced
digest-confirmed = Confirmed
digest-declined = Declined
digest-lapsed = Lapsed
digest-silent = People who did not answer yet
digest-unreachable = People we cannot reach
digest-overdue =
    { $count ->
        [one] { $count } message was not sent, because it should have left long ago. The page of the professional says which.
       *[other] { $count } messages were not sent, because they should have left long ago. The pages of the professionals say which.
    }
digest-unreachable-what = See whether you have another address of the people we cannot reach. Whoever is in a duo with them has been told.
digest-button = See the round

export-subject = Your data is ready
export-what = You asked what we keep about you. It is ready for you on your own page.
export-button = Get your data
export-not-you = Did you not ask for this? Let us know.

# The page behind the unsubscribe button of mail programs.
unsubscribe-title = No more rounds for now?
unsubscribe-text = Hello { $name }. You will get no more mails about new rounds of { $programme }, and we will look for no duo for you.
unsubscribe-button = Sign me off from new rounds
unsubscribed-title = You are signed off from new rounds
unsubscribed-text = You get no more mails about new rounds of { $programme }, and we look for no duo for you.
unsubscribed-duos = Are you in a duo now? Nothing changes about that, and mails about that duo will still come.
unsubscribed-back = Do you want to take part again later? You can, on your own page.

# The page with all mails, for whoever writes them.
letters-title = All mails
letters-text = Every kind of mail, with made-up people and links that lead nowhere. With a mail server this page is not here.
letters-kind = Kind
letters-programme = A programme
digests-title = No more summaries?
digests-text = You then get no more mails about how rounds are doing. Your overview still tells it.
digests-stop = Send me no summaries
digests-stopped-title = You get no more summaries
digests-stopped-text = Your overview tells how rounds are doing.
digests-again = Send them to me again

duo-page-link = Your duo’s page

meeting-cancelled-by-you = You cancelled your meeting with { $name }. { $name } will be told as well.
meeting-cancelled-duo-over = Your duo with { $name } has ended. That is why your meeting does not take place.
meeting-button = Go to your duo’s page
meeting-again-button = Suggest a new time
meeting-google = Add to Google Calendar
meeting-outlook = Add to Outlook on the web

meeting-reminder-subject = Reminder: your meeting with { $name } on { $date }
meeting-reminder-what = You and { $name } are meeting on { $date }.

meeting-proposed-subject = { $name } suggests a time to talk
meeting-proposed-what = { $name } suggests these times to talk:
meeting-proposed-long = How long
meeting-proposed-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
meeting-proposed-next = Pick what suits you, or suggest something else.
meeting-proposed-button = Pick a time

proposal-withdrawn-subject = The times that { $name } suggested no longer apply
proposal-withdrawn-what = { $name } withdrew the suggested times. No suggestion is open now.

agreement-changed-subject = { $name } wrote down what you expect of each other
agreement-changed-what = { $name } wrote down or changed what you expect of each other.
agreement-changed-next = Read it on your page. You can change it there too.
agreement-changed-button = Read what it says
digest-needs-help = Duos that ask for help
help-asked-subject = { $name } asks for your help ({ $round })
help-asked-what = { $name } asks for your help in the duo with { $other }.
help-asked-another = { $name } ended the duo with { $other }. They had not talked yet. { $first-name } would like a duo with somebody else.
help-asked-about = What about
help-asked-met = Did they talk (according to { $first-name })
help-asked-next = Get in touch with { $first-name }. Then say in the round that you have dealt with it.
# Several messages in one email: each under a heading of its own, what they share once at the end.
several-subject-introduction = Your new duos: { $names }
several-subject-reminder = Your answer about { $names }
several-subject-later_day = You have more time to answer: { $names }
several-subject-lapsed = Your duos with { $names } have lapsed
several-subject-partner_declined = Your duos with { $names } do not go ahead
several-subject-check_in = How are things with { $names } and you?
several-subject-closing = Your duos with { $names } are coming to an end
several-subject-digest = How they are doing: { $names }
several-subject-other = News for you about { $names }
several-names =
    { $count ->
        [one] { $names } and one more
       *[other] { $names } and { $count } others
    }
several-shared = For all of these
