# What a duo does together: think it over, agree, look back and end.
duo-thinking-button = I am still thinking about it
duo-thinking = Take your time. You can answer until { $date }.
duo-final = You said that it does not suit you now. We have let { $name } know. You stay signed up for later rounds.
duo-lapsed = The date to answer by has passed. This duo does not go ahead. You stay signed up for later rounds.
duo-ended = This duo has ended. Thank you for your time and attention.
duo-about-you = Write about yourself as a professional, not about a client.
duo-clock = Times are Dutch times.
moment = { $date }, { $time }

agreement-title = Your agreement
agreement-text = Say it out loud: what can you expect of each other? Both of you can fill this in and change it.
agreement-expectations = What do you expect of each other?
agreement-how_often = How often do you meet or talk?
agreement-how_often-hint = For example: an hour every two weeks.
agreement-place = Where?
agreement-place-hint = Online, or a place.
agreement-check_in_weeks = In how many weeks do we ask how it goes?
agreement-check_in_weeks-hint = A number from 1 to { $most }, counted from the moment you both said yes.
agreement-save = Save
agreement-saved = Saved. { $name } gets an email about it, and sees it on this page.
agreement-write = Write down what you expect of each other
agreement-change = Change this
agreement-weeks =
    { $count ->
        [one] after { $count } week
       *[other] after { $count } weeks
    }
agreement-weeks-label = We ask how it goes
agreement-stale = This was changed in the meantime. Below is what it says now, and in the form what you typed. Save it if that is how it should be.

meeting-title = Plan your talk
meeting-agreed = You are going to meet:
meeting-called-off = This meeting was cancelled:
meeting-download = Download a file for your calendar
meeting-cancel = Cancel this meeting
meeting-you-proposed = You suggested these times. { $name } got an email about them or will get one, and picks one.
meeting-other-proposed = { $name } suggests these times. Pick what suits you.
meeting-pick = Pick this time
meeting-propose = Suggest times
meeting-propose-else = Suggest other times
meeting-propose-text = Choose at most three times. { $name } gets an email and picks one. Then you both get an email for your calendar.
meeting-suggestions = Times that suit you both
meeting-moments = Another time
meeting-moments-hint = Day and time, such as 7/12/2026 10:00.
meeting-minutes = How long, in minutes?
meeting-minutes-hint = A number from 15 to 240.
meeting-place = Where or how?
meeting-place-hint = For example: I will call you, or the name of a place.
meeting-send = Suggest these times
meeting-how-many = Choose one, two or three times.
meeting-when-wrong = “{ $value }” is not possible. Choose a date and time in the next 12 months.
meeting-stale = Something was changed in the meantime. See what it says now, and then suggest something else if you need to.

duo-more = How it goes
duo-to-check-in = Tell us how it goes
duo-to-closing = Look back on this duo
duo-to-end = End this duo

check-in-title = How are things with { $name } and you?
check-in-lead = Three short questions. Only the coordinator reads your answers.
check-in-met = Have you talked to each other?
check-in-met-yes = Yes
check-in-met-no = No, not yet
check-in-met-problem = Choose yes or no.
check-in-learned = What did you learn?
check-in-collaboration = How do you work together?
check-in-collaboration-good = Well
check-in-collaboration-fair = So-so
check-in-collaboration-hard = It is hard
check-in-help = I would like help from the coordinator
check-in-send = Send
check-in-saved = Thank you. This helps us.
check-in-help-comes = We have emailed the coordinator.
check-in-not-met-title = Not talked yet
check-in-not-met-text = That happens. What would help you most?
check-in-not-met-moments = Suggest times to { $name }
check-in-not-met-else = Look for somebody else for me

closing-title = What did the duo with { $name } bring?
closing-lead = Look back on your duo. Say what you like; nothing is required.
closing-success = What went well, however small?
closing-shares = This may be shared with others, without my name
closing-not-again = I would rather not be a duo with { $name } again
closing-not-again-hint = Only we know. { $name } is not told, and neither is the coordinator.
closing-send = Send
closing-saved = Thank you for looking back.
closing-shares-problem = Write down what went well, or untick sharing.

end-title = End the duo with { $name }
end-text = { $name } gets a kind mail about it. You need not say why.
end-not-met-title = Look for somebody else
end-not-met-text = The duo with { $name } then ends. { $name } gets a friendly email about it. We email the coordinator that you would like a duo with somebody else.
end-button = End this duo
end-not-met-button = End it, and look for somebody else
back-to-duo = Back to your duo

# A break, coming back and leaving.
profile-away = Take a break, or stop
away-title = Take a break, or stop
away-active = You take part in { $programme } now.
away-paused = You are taking a break from { $programme } now.
away-paused-until = You are taking a break from { $programme } until { $date }. After that you take part again by yourself.
away-pause-title = A break
away-pause-text = We will not pair you then. If a duo still waits for your answer, we say that it does not suit you now. A duo to which you both said yes simply goes on.
away-until = Take part again from (may stay empty)
away-until-hint = The day on which you take part again. If you leave this empty, you take part again when you say so here.
away-until-problem = Choose a day between tomorrow and two years from now, or leave this empty.
away-pause = Take a break
away-back = Take part again
away-leave-title = Stop, and have everything removed
away-leave-text = We then remove your profile, your duos and everything we keep about you. Whoever is in a duo with you gets a kind email. We keep only an unreadable code of your address. With it we do not invite you again, and what somebody else asked still holds. This cannot be undone. If you want to take part again later, you sign up anew.
away-leave-sure = I know that this cannot be undone
away-leave-sure-problem = Tick this if you are sure.
away-leave = Remove everything about me
away-saved = That is saved.
back-to-profile = Back to your profile
left-title = Everything is removed
left-text = Your data is gone, and we do not invite you again. Should you ever want to take part, you are welcome: sign up yourself then.

# Taking part in a round.
opt-in-title = Do you take part in { $round }?
opt-in-text = { $programme } begins a new round. We look for a duo for everybody who takes part.
opt-in-by = Let us know by { $date }.
opt-in-yes = Yes, I take part
opt-in-not-now = No, not now
opt-in-said-yes = You take part. You hear from us as soon as there is a duo for you.
opt-in-said-no = You do not take part in this round. You stay signed up for later rounds.
opt-in-change = You can still change this.
opt-in-over = This round has begun. It is too late to answer.
away-data-title = Your data
away-data-text = You can read what we keep about you, and fetch it as a JSON file.
away-data = Fetch my data

duo-answer-late = The date to answer by has passed, but your answer still counts until { $date }.
duo-too-late = The date to answer by has passed. You can no longer answer.
duo-final-soon = You said that it does not suit you now. You can no longer change this. We will let { $name } know.
duo-final-both = You both said that it does not suit you now. You stay signed up for later rounds.
duo-other-declined-unanswered = It does not suit { $name } now. That is no reflection on you. You take part again in the next round.
duo-lapsed-closed = The round is closed. This duo does not go ahead. You stay signed up for later rounds.
duo-ended-repaired = This duo does not go ahead, because the round was rearranged. You got an email about it.
duo-ended-unreachable = This duo does not go ahead, because our email does not reach both of you.

not-done-agreement = What you wrote was not saved.
not-done-meeting = What you wanted to plan was not saved.
not-done-check-in = The questions about how it goes can no longer be answered.
not-done-closing = The questions about how it was cannot be answered.

meeting-to-calendar = Put it in your calendar:
meeting-past = You were going to meet on { $time }. Did you?
meeting-past-tell = Tell us how it goes
meeting-times-passed = { $name } suggested times that have passed. Suggest new times below.
meeting-your-times-passed = The times that you suggested have passed. Suggest new times below.
meeting-withdraw = Withdraw these times
meeting-pick-passed = { $time } has passed. Pick another time, or suggest one yourself.
meeting-when-passed = “{ $value }” has passed. Choose a time still to come.
meeting-when-skipped = “{ $value }” does not exist: the clock goes forward an hour then. Choose another time.
meeting-when-twice = “{ $value }” comes twice: the clock goes back an hour then. Choose another time.
meeting-cancel-passed = This meeting has begun or is over. You can no longer cancel it.
duo-ended-stopped = This duo does not go ahead. The coordinator stopped it, and you got an email about it.
check-in-help-legend = Help from the coordinator
check-in-help-about = What can the coordinator help you with? (optional)
check-in-help-dealt-with = The coordinator dealt with your question on { $date }. Do you need help again? Then tick the box again.
opt-in-late = We asked this until { $date }. As long as the round has not begun, your answer still counts.
