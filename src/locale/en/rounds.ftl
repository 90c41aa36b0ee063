# Making a round, in four steps.
stages = Steps
stage-1 = Who takes part
stage-2 = What matters
stage-3 = Proposals
stage-4 = Publish
rounds-none = No rounds yet
rounds-caption = All rounds, the newest first
round-new-people =
    { $count ->
        [0] Nobody can take part yet. You can prepare a round already.
        [one] { $count } professional can take part. You can still change everything before anything is sent.
       *[other] { $count } professionals can take part. You can still change everything before anything is sent.
    }
people-take-part =
    { $count ->
        [0] Nobody takes part
        [one] { $count } professional takes part
       *[other] { $count } professionals take part
    }
people-next = Continue
people-save = Save
people-filter = Choose by role, organisation, region or topic
people-fit =
    { $count ->
        [one] { $count } professional
       *[other] { $count } professionals
    }
people-only =
    { $count ->
        [0] Let nobody take part
        [one] Only this { $count } takes part
       *[other] Only these { $count } take part
    }
people-everyone = Everybody takes part
people-in-a-duo =
    { $count ->
        [one] { $count } of them is in a duo that is running.
       *[other] { $count } of them are in a duo that is running.
    }
people-in-a-duo-left-out = Whoever learns in it gets no second one. Guides never get more than they offer.
people-in-a-duo-let-in = They can get one more, but never more than they offer.
people-duos =
    { $count ->
        [one] in a duo that is running
       *[other] in { $count } duos that are running
    }
people-kept = Your choices are saved when you go to another page.
filter-in-a-duo = Running duo
filter-in-a-duo-yes = Is in a duo
filter-in-a-duo-no = Is not in a duo
people-nobody = Nobody fits this.
filter-q = Search by name or organisation
filter-all = All
filter-topic = Topic
filter-show = Show
filter-clear = Clear
pager = Pages
pager-before = Previous
pager-after = Next
round-pairs = Fixed and excluded duos
preview-title = What this gives
preview-button = Show what this gives
preview-none = Move a slider, and see here how many duos there will be. Nothing changes yet.
preview-not-proved = These are the best duos that were found. It is not proved that there are none better. A total above { $bound } is not possible.
preview-compare = Quality against coverage
preview-chosen = chosen
stale-title = Somebody else changed this round
stale-text = What you filled in is still here. See whether it still holds, and send it again.
changed-nothing-done = Your button did nothing.
changed-look = See the round as it is now
change-line = { $who } { $what }, { $when }
change-by-nobody = Somebody
change-people = changed who takes part
change-settings = changed the settings
change-fix = fixed a duo
change-free = freed a duo
change-exclude = excluded a duo
change-allow = allowed a duo again
change-leave_out = left two people out
change-ask = asked the participants whether they take part
change-propose = proposed duos
change-undo = undid a change
change-publish = published the round
ago-now = just now
ago-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
changed-from-to = { $what }: from “{ $from }” to “{ $to }”
changed-earlier-yes = People who were a duo before may be one again
changed-earlier-no = People who were a duo before may not be one again
changed-second-yes = People in a duo may get a second one
changed-second-no = People in a duo get no second one
changed-both-ways-yes = Two people may guide each other
changed-both-ways-no = Two people may not guide each other
changed-trio-yes = Whoever is left over joins a duo
changed-trio-no = Whoever is left over does not join a duo
changed-groups = The groups are different
changed-fixed = Fixed: { $one } and { $other }
changed-freed = No longer fixed: { $one } and { $other }
changed-excluded = Excluded: { $one } and { $other }
changed-allowed = No longer excluded: { $one } and { $other }
changed-people-added =
    { $count ->
        [one] Takes part now: { $names }
       *[other] Take part now ({ $count }): { $names }
    }
changed-people-removed =
    { $count ->
        [one] Takes part no longer: { $names }
       *[other] Take part no longer ({ $count }): { $names }
    }
cost-nothing = costs nothing
cost-duos-fewer =
    { $count ->
        [one] { $count } duo fewer
       *[other] { $count } duos fewer
    }
cost-duos-more =
    { $count ->
        [one] { $count } duo more
       *[other] { $count } duos more
    }
cost-points-fewer =
    { $count ->
        [one] { $count } point fewer
       *[other] { $count } points fewer
    }
cost-points-more =
    { $count ->
        [one] { $count } point more
       *[other] { $count } points more
    }
round-too-many-pairs = So many people cannot be matched in one mutual round. Demand more of a duo, or make several rounds.
round-same-address = Two participants have the address { $email }. Leave one of them out.
round-member = Member { $n }
round-score = Score
round-points =
    { $count ->
        [one] { $count } point
       *[other] { $count } points
    }
round-to-mails = On to the mails
round-propose-again = Propose again
round-undo = Undo: { $what }
round-nobody-title = Nobody takes part yet
round-nobody = Choose who takes part, or wait for their answers if you asked whether they do.
round-no-duos-title = There are no duos
round-history = What happened
duos-search = Search the duos
duos-caption =
    { $count ->
        [one] { $count } duo
       *[other] { $count } duos
    }
duos-none-found = No duo fits this.
duos-topics = Shared topics
unmatched-help-link = See what would help them to a duo
pair-title = { $one } and { $other }
pair-no-duo = no duo
pair-excluded-mark = excluded
pair-against = These two cannot be a duo now: { $rules }.
pair-by-hand = Make these two a duo
pair-fix = Fix
pair-free = Free
pair-exclude = Exclude this duo
pair-allow = Allow this duo again
pair-leave_out = Leave both out of this round
pair-factor = What counts
pair-bar = Bar
pair-points = { $points } of { $most }
pair-topics = What they share
pair-topics-none = They share no topics.
pair-profiles = Their profiles
pair-shared = shared
pair-stranger = One of the two does not take part in this round.
pair-too-many = There are 500 duos on that list already. Take some away first.
back-to-pair = Back to these two
alternatives-title = Who else
alternatives-link = See who else is possible, and what it costs
alternatives-of = For { $name }
alternatives-none = Nobody else is possible.
alternatives-cost = What it costs the round
alternatives-choose = Choose
alternatives-more = Look for somebody for { $name }
alternatives-not-proved = It is not proved that these duos cannot be better. So what another duo costs is not known.
alternatives-too-large = This round is so large that we do not work out other duos beforehand. Choose two people, and we work it out for you before anything changes.
alternatives-outdated = A profile has changed since the proposal. Propose the duos again first.
alternatives-one-way = Who guides whom in the other duos stays as it is for these costs. If that may change too, a duo can cost less.
alternatives-trio = The points that a third brings to a trio are not part of these costs.
confirm-pair = Make { $one } and { $other } a duo
confirm-fix = Fix { $one } and { $other }
confirm-free = Free { $one } and { $other }
confirm-exclude = Exclude { $one } and { $other } as a duo
confirm-allow = Allow { $one } and { $other } as a duo again
confirm-leave-out = Leave { $one } and { $other } out of this round
confirm-cost = For the whole round: { $cost }.
confirm-nothing = Nothing else changes.
confirm-nobody-loses = Nobody loses their duo.
confirm-lose = They lose their duo:
confirm-back = Rather not
confirm-figures = The round in numbers
confirm-now = Now
confirm-then = Then
confirm-gone = These duos go
confirm-new = These duos come
partners-title = Who fits { $name }
partners-text = Choose somebody. You see first what it means for the others.
partners-possible = Possible
partners-most =
    { $count ->
        [one] You see the best.
       *[other] You see the best { $count }. Search to see others.
    }
relief-title = What would help
unmatched-one-more = There can be more duos if you choose coverage instead of quality. The first step: { $cost }.
relief-none = One seat or exception would not help here.
relief-coverage = Choose coverage instead of quality.
relief-seat = One seat more with { $name }.
relief-exception = An exception for { $one } and { $other }: { $rules }.
picture-link = See the round as a picture
picture-title = Who with whom
picture-by = Show by
picture-organisations = Organisations
picture-roles = Roles
picture-rest = the others
picture-said-organisations =
    { $count ->
        [one] { $count } of { $all } duos connects two organisations.
       *[other] { $count } of { $all } duos connect two organisations.
    }
picture-said-roles =
    { $count ->
        [one] { $count } of { $all } duos connects two roles.
       *[other] { $count } of { $all } duos connect two roles.
    }
picture-together = The { $count } smallest stand together.
picture-desc = Each dot is a group of people; each arc is duos between two groups, thicker the more there are. The table says the same.
picture-table = The same in words
picture-between = Between
picture-within = among themselves
publish-nothing = There is nothing to publish
publish-text =
    { $count ->
        [one] { $count } email goes out.
       *[other] { $count } emails go out. Do have a look at some of them first.
    }
mails-title = The mails
mails-text = This is how each reader sees them, in their own language. The links do not work here yet.
mail-to = To { $to }
mail-as-sent = See it as sent
mail-test = Send me a test
mail-test-to = Send a test to { $email }
test-sent = The test is on its way to { $email }.
mail-test-subject = Test: { $subject }
mail-test-note = This is a test. It is what the participants will see. The link does not work yet.
change-remind = reminded whoever is silent
change-extend = gave more time to answer
change-repair = made new duos
change-call_back = called the emails back
change-close = closed the round
pair-learns = Wants to learn
pair-teaches = Can teach
pair-meets = Meets
pair-availability = Available
board-title = How it is going
board-leaving = { $sent } of { $all } mails have left
board-left = All { $all } introductions have left.
board-failed = Mails that did not arrive: { $count }.
board-refresh = Look again
board-introduced = Duos
board-confirmed = Confirmed
board-declined = Not now
board-waiting = Waiting for an answer
board-silent-people = People yet to answer
board-lapsed = Lapsed
board-answers = Answers
board-seen = reacted, has not answered yet
board-silent = still silent
board-no-answer = no answer
board-unreachable = mail does not arrive
board-unreachable-people =
    { $count ->
        [one] The mail of { $count } participant does not arrive.
       *[other] The mail of { $count } participants does not arrive.
    }
board-help-mark = asks for help
board-overdue =
    { $count ->
        [one] { $count } mail was not sent because its moment had long passed.
       *[other] { $count } mails were not sent because their moment had long passed.
    }
board-do = What you can do
board-remind = Remind whoever is silent
pair-helped = I have dealt with this
board-remind-duo = Remind this duo
board-extended = The last day to answer is now { $date }.
board-closed = The round is closed. Whoever still waited for an answer gets a mail.
board-reminded =
    { $count ->
        [0] Nobody gets a reminder now.
        [one] { $count } participant gets a reminder.
       *[other] { $count } participants get a reminder.
    }
board-reminded-skipped =
    { $count ->
        [one] { $count } participant was reminded today already, or gets an email that is on its way.
       *[other] { $count } participants were reminded today already, or get an email that is on its way.
    }
board-last-reminder = The last reminder was on { $moment }. Nobody gets more than one a day.
board-reminder-leaves = The next reminder leaves on { $moment }. Nobody gets more than one a day.
board-repair = Find new duos
board-repaired =
    { $count ->
        [one] There is { $count } new duo. Both members get a mail.
       *[other] There are { $count } new duos. Their members get a mail.
    }
board-close = Close the round
board-until = Give time until
board-extend = Give more time
board-too-late = The last day to answer has passed. Give more time first.
board-table = See the duos with their scores
close-title = Close the round
close-text =
    { $count ->
        [0] Nobody waits for an answer. Confirmed duos simply go on.
        [one] { $count } duo still waits for an answer, and will lapse. Confirmed duos simply go on.
       *[other] { $count } duos still wait for an answer, and will lapse. Confirmed duos simply go on.
    }
people-ask-late = It is too late to ask: the last day to answer has passed, or is today. Choose a later day first.
people-ask = Ask them first whether they take part
people-asked = Participants were asked whether they take part. Only who says yes gets a duo. So far: { $yes } yes, { $no } no, { $silent } no answer yet.
people-unasked =
    { $count ->
        [one] One participant has not been asked yet.
       *[other] { $count } participants have not been asked yet.
    }
pair-said = What they told after a while
board-running = Running now
board-met = Met
board-finished = Finished
board-ended-early = Ended early
board-dissolved = Ended by coordinator
board-left-programme = Participant left
board-ended-unreachable = Participant unreachable
board-erased =
    { $count ->
        [one] { $count } duo is counted without names, because a participant had their data deleted.
       *[other] { $count } duos are counted without names, because a participant had their data deleted.
    }
asks-title = Who asks for your help
ask-help = { $name } has asked for your help in the duo with { $other } since { $moment }.
ask-another = { $name } ended the duo with { $other } and has asked for somebody else since { $moment }.
ask-met-yes = { $name } says that they have talked.
ask-met-no = { $name } says that they have not talked yet.
ask-met-unknown = { $name } has not said whether they talked.
ask-to-duo = See this duo
board-day-over-waiting = The last day to answer was { $date }. Answers still count until { $last }.
board-day-over = The last day to answer was { $date }. Nobody can answer any more. If you do not close the round, we do so on { $closes }.
board-repair-later = You can look for new duos again once you choose a later day.
board-nothing-to-extend = Nobody is waiting for an answer and nobody is looking for a duo. A later day is not needed.
people-asked-by = They can answer until { $date }.
people-asked-over = The last day to answer was { $date }. Whoever still answers counts until you publish.
people-silent =
    { $count ->
        [one] { $count } participant did not answer the last 3 times or more.
       *[other] { $count } participants did not answer the last 3 times or more.
    }
people-silent-out = Leave them out of this round
people-silent-ask = Ask only them first whether they take part
people-asked-some = Some participants were asked whether they take part. Those of them who do not say yes do not. So far: { $yes } yes, { $no } no, { $silent } not answered yet.
