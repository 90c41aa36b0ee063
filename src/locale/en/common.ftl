# Words that return everywhere.

date-long = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month } { $year }
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# A list: "a, b and c". The last part stands apart.
list-last = { $rest } and { $last }

language-nl = Dutch
language-en = English
language-fy = Frisian
language-dse = Dutch Sign Language
language-de = German
language-fr = French
language-es = Spanish
language-pt = Portuguese
language-it = Italian
language-pl = Polish
language-uk = Ukrainian
language-ru = Russian
language-tr = Turkish
language-ar = Arabic
language-fa = Farsi
language-so = Somali
language-ti = Tigrinya
language-pap = Papiamento

round-state-draft = draft
round-state-proposed = proposed
round-state-published = published
round-state-closed = closed

duo-state-proposed = proposed
duo-state-introduced = introduced
duo-state-confirmed = confirmed
duo-state-declined = does not fit now
duo-state-lapsed = lapsed
duo-state-ended = ended

side-learner = learner
side-guide = guide
group-first = first group
group-second = second group

attribute-role = Role
attribute-organisation = Organisation
attribute-region = Region
attribute-tag = Tag

answer-accepted = yes
answer-declined = does not fit now

kind-guidance = guidance
kind-exchange = exchange
kind-mutual = mutual
kind-guidance-explained = Learners are paired with guides; no guide gets more learners than they offered to take.
kind-exchange-explained = Two groups are paired with each other, and both sides learn.
kind-mutual-explained = Everyone is in one group, and in every duo both learn.

preference-quality = quality
preference-coverage = coverage
preference-balance = balance
preference-quality-explained = The highest total score counts; duos without points are not made.
preference-coverage-explained = As many duos as possible first, then the highest total score.
preference-balance-explained = As many duos as possible first, then the weakest duo as good as possible, then the highest total score.

factor-learning = learning
factor-reciprocity = reciprocity
factor-organisation = other organisation
factor-role = other role
factor-region = same region
factor-half_days = shared half-days
factor-experience = experience
factor-waited = waiting
factor-novelty = new to each other
factor-learning-explained = One knows much of what the other wants to learn. If both learn, the one who learns least counts double.
factor-reciprocity-explained = It goes the other way as well: each knows something the other wants to learn.
factor-organisation-explained = They work for different organisations.
factor-role-explained = They have different roles.
factor-region-explained = They work in the same region.
factor-half_days-explained = They can meet on the same half-days.
factor-experience-explained = They differ in years of experience. If one guides the other, only what that one has more counts.
factor-waited-explained = Somebody got no duo in an earlier round, and so goes first.
factor-novelty-explained = They were never a duo, or long ago. Counts only if people who were a duo before may be one again.

weight-must = must
weight-points =
    { $count ->
        [0] does not count
        [one] { $count } point
       *[other] { $count } points
    }
