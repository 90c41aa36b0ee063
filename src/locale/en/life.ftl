# What a duo does together: think it over, agree, look back and end.
duo-thinking-button = I am still thinking about it
duo-thinking = Good that you take a moment to think. You can answer until { $date }.
duo-final = You said that it does not suit you now. { $name } knows. You hear from us when there is a new round.
duo-lapsed = The date to answer by has passed. This duo does not go ahead.
duo-ended = This duo has ended. Thank you for your time and attention.
duo-about-you = Write about yourself as a professional, not about a client.
duo-clock = Times are Dutch times.
moment = { $date }, { $time }

agreement-title = What you agree
agreement-text = Say it out loud: what can you expect of each other? Both of you can fill this in and change it.
agreement-expectations = What do you expect of each other?
agreement-how_often = How often do you meet or talk?
agreement-how_often-hint = For example: an hour every two weeks.
agreement-place = Where?
agreement-place-hint = Online, or a place.
agreement-check_in_weeks = In how many weeks do we ask how it goes?
agreement-check_in_weeks-hint = A number from 1 to 26, counted from the moment you both said yes.
agreement-save = Save the agreement
agreement-saved = Your agreement is saved. { $name } sees it too.
agreement-write = Write down what you agree
agreement-change = Change the agreement
agreement-weeks =
    { $count ->
        [one] after { $count } week
       *[other] after { $count } weeks
    }
agreement-weeks-label = We ask how it goes
agreement-stale = { $name } has changed the agreement in the meantime. Below is what it says now, and in the form what you typed. Save it if that is how it should be.

meeting-title = When you two meet
meeting-agreed = You are going to meet:
meeting-called-off = This meeting does not take place:
meeting-download = Put it in your calendar
meeting-cancel = Call this meeting off
meeting-you-proposed = You proposed these moments. { $name } picks one.
meeting-other-proposed = { $name } proposes these moments. Pick what suits you.
meeting-pick = Pick this moment
meeting-propose = Propose moments
meeting-propose-else = Propose other moments
meeting-propose-text = Choose at most three moments. { $name } picks one, and you both get a mail for your calendar.
meeting-suggestions = Moments that suit you both
meeting-moments = Another moment
meeting-moments-hint = Day and time, such as 7/12/2026 10:00.
meeting-minutes = How long, in minutes?
meeting-minutes-hint = A number from 15 to 240.
meeting-place = Where or how?
meeting-place-hint = For example: I will call you, or the name of a place.
meeting-send = Propose these moments
meeting-how-many = Choose one, two or three moments.
meeting-when-wrong = “{ $value }” is no moment in the coming year. Choose a day and a time still to come.
meeting-stale = { $name } was just ahead of you. See what it says now, and then propose something else if you need to.

duo-more = How it goes
duo-to-check-in = Tell us how it goes
duo-to-closing = Look back together
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
check-in-help-comes = The coordinator sees that you would like help, and will contact you.
check-in-not-met-title = Not talked yet
check-in-not-met-text = That happens. What would help you most?
check-in-not-met-moments = Propose moments to { $name }
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
end-not-met-text = The duo with { $name } ends. { $name } gets a kind mail about it. The coordinator can look for somebody else for both of you.
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
away-leave-text = We then remove your profile, your duos and everything we keep about you. Whoever is in a duo with you gets a kind mail. Only an unreadable code of your address may stay, so that what somebody else asked still holds. This cannot be undone. If you want to take part again later, you sign up anew.
away-leave-sure = I know that this cannot be undone
away-leave-sure-problem = Tick this if you are sure.
away-leave = Remove everything about me
away-saved = That is saved.
back-to-profile = Back to your profile
left-title = Everything is removed
left-text = Your data is gone. Thank you for taking part. You are always welcome again.

# Taking part in a round.
opt-in-title = Do you take part in { $round }?
opt-in-text = { $programme } begins a new round. We look for a duo for everybody who takes part.
opt-in-by = Let us know by { $date }.
opt-in-yes = Yes, I take part
opt-in-not-now = No, not now
opt-in-said-yes = You take part. You hear from us as soon as there is a duo for you.
opt-in-said-no = You do not take part in this round. Next time we ask you again.
opt-in-change = You can still change this.
opt-in-over = This round has begun. It is too late to answer.
away-data-title = Your data
away-data-text = You can fetch everything that we keep about you, as a JSON file.
away-data = Fetch my data
