# A published round that changes: mails to those it concerns.
duo-stopped-subject = Your duo with { $name } has ended
duo-stopped-coordinator = The coordinator has ended this duo. That is no reflection on you.
duo-stopped-regrouped = We rearranged a few duos so that more people have one. That is no reflection on you.
duo-stopped-after-priority = You are free for another duo. In the next round you get priority.
duo-stopped-after-other_duo = Your other duo simply goes on.
ask-again-subject = Would you like to meet somebody else this round? ({ $round })
ask-again-what = In { $round } you have no duo at the moment. Would you like us to look for somebody else this round?
ask-again-button = Yes, look for somebody else
ask-again-silence = If you do nothing, we will not look for anybody else for you this round. Let us know by { $date }.
mail-kind-duo_stopped = The coordinator ended the duo
mail-kind-ask_again = Somebody else this round?
no-duo-why-late = You joined when the round was already running. No duo came up for you after that.

# Somebody else in the same round.
again-title = Somebody else this round?
again-text = In { $round } you have no duo at the moment. Would you like us to look for somebody else? Let us know by { $date }.
again-said-yes = We are looking for somebody else for you. If we find somebody, you will get an email.
again-no = No, not after all
again-over = You can no longer answer: the round is over, or you have a new duo.

# New duos in a running round.
repair-title = Find new duos
repair-text = Choose which duos to introduce. We look at the profiles of today. Duos in which somebody answered, or that you fixed yourself, stay as they are.
repair-undecided =
    { $count ->
        [one] In { $count } duo somebody said no, but that may still change. Look again later.
       *[other] In { $count } duos somebody said no, but that may still change. Look again later.
    }
repair-back = Back to the round
repair-nothing = No new duo is possible now.
repair-new = New duos
repair-needs = instead of { $duos }
repair-apart = Duos that are split up for this
repair-apart-hint = Nobody has answered here yet. If you untick one, the new duo that needs its place goes too.
repair-let-down = These people are left without a duo:
repair-nobody-let-down = Nobody is left without a duo by this.
repair-told = Members of a new duo get an introduction. Whoever loses a duo gets an email.
repair-button = Introduce the chosen duos
repair-stands =
    { $count ->
        [one] { $count } other duo is waiting for answers and stays.
       *[other] { $count } other duos are waiting for answers and stay.
    }
repair-changed = Something has changed in the meantime. Below is what is possible now.
repair-no-longer = { $one } – { $other } is no longer possible.
repair-would-let-down = Without what you unticked, some people are left without a duo: { $names }. Click again if that is what you want.
repair-goes-with = This is not possible without splitting up the duo that you left: { $duos }.
repair-none-chosen = Choose at least one new duo.
repair-again = Those who said “not now”
repair-again-text = They do not get a new duo by themselves. First ask whether they want somebody else this round.
repair-ask =
    { $count ->
        [one] Ask { $count } person by email
       *[other] Ask { $count } people by email
    }
repair-asked = Asked, and no yes yet:
repair-asked-now =
    { $count ->
        [0] There was nobody to ask.
        [one] { $count } person gets the question by email.
       *[other] { $count } people get the question by email.
    }
repair-free = Without a duo
repair-free-text = Choose somebody to make a duo yourself.

# By hand.
by-hand-stop = Stop this duo
by-hand-add = Make these two a duo
by-hand-replace = Give another partner
by-hand-exchange = Swap the partners of two duos
by-hand-other = Another partner for { $name }
by-hand-obstacles = This is not possible
by-hand-stops = This stops
by-hand-makes = This duo is made
by-hand-consequences = What happens then
by-hand-said-yes = Already said yes to a duo that stops: { $names }.
by-hand-refused = Said no, or nothing, earlier in this round: { $names }.
by-hand-introduced = Gets an introduction by email: { $names }.
by-hand-let-down = Is emailed that the duo has ended, and then has no duo in this round: { $names }.
by-hand-keep-another = Is emailed that the duo has ended, and keeps another duo: { $names }.
by-hand-reason = Why? (optional)
by-hand-reason-hint = Only coordinators read this.
by-hand-reason-problem = Make your reason shorter: at most 500 characters, on one line.
by-hand-stopped-because = Stopped by the coordinator: { $reason }
by-hand-partner-title = A duo for { $name }
by-hand-partner-text = These people fit the rules and have a place now, best first. Choose somebody; then you see what happens.
by-hand-partner-none = There is nobody with whom this is possible now.
by-hand-exchanges = Or swap with another duo
board-changed-stop = The duo has been stopped. Its members get an email.
board-changed-swap = The partners have been swapped. Everybody concerned gets an email.
board-changed-add = The duo has been made. Both members get an introduction.
board-changed-reopen = The round is open again.
obstacle-not-here = { $name } does not take part in this round now.
obstacle-unreachable = Email to { $name } does not arrive.
obstacle-taken = { $name } already has a duo in this round, and no place for another.
obstacle-together = { $one } and { $other } are or were a duo in this round.
obstacle-rule = { $one } and { $other } cannot be a duo: { $rule }.

# Joining late, and opening again.
latecomer-link = Add somebody
latecomer-text = Find somebody in the programme by email address. They can then take part in this round, although it is already running.
latecomer-find = Find
latecomer-unknown = Nobody in this programme has this address.
latecomer-there = This person already takes part in this round.
latecomer-not-active = This person has not confirmed the address yet, or is taking a break.
latecomer-consequence = No email is sent yet. When you make a duo, both get an introduction. If there is no duo, this person is told when the round closes.
latecomer-button = Let them take part
reopen-title = Open the round again
reopen-text = You can then make new duos again. What has lapsed stays lapsed. No email is sent. You can do this until { $date }.
reopen-until = Answers are possible until
reopen-too-late = This round was closed more than two weeks ago. Start a new round.
change-reopen = opened the round again
change-stop = stopped a duo
change-swap = swapped partners
change-add = made a duo
change-join = added somebody
change-ask_again = asked those who said no whether they want somebody else
activity-step-reopen = opened { $round } again
activity-step-stop = stopped a duo in { $round }
activity-step-swap = swapped partners in { $round }
activity-step-add = made a duo in { $round }
activity-step-join = added somebody to { $round }
activity-step-ask_again = asked those who said no whether they want somebody else in { $round }
