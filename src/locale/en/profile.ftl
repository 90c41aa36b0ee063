# The profile: fields, choices, and what can be wrong with what somebody types.

field-name = Name
field-email = E-mail address
field-role = Role
field-organisation = Organisation
field-region = Region
field-years_experience = Years of experience
field-languages = Languages
field-meets = How you can meet
field-availability = Half-days on which you can meet
field-takes_part_as = How you take part
field-capacity = Number of learners you would guide
field-learning_needs = Learning needs
field-expertise = Expertise
field-reports_to = Whom you report to
field-avoid = Whom you would rather not meet
field-waited = Rounds without a duo
field-tags = Tags
field-consent = Consent

half-day-mon-am = Monday morning
half-day-mon-pm = Monday afternoon
half-day-tue-am = Tuesday morning
half-day-tue-pm = Tuesday afternoon
half-day-wed-am = Wednesday morning
half-day-wed-pm = Wednesday afternoon
half-day-thu-am = Thursday morning
half-day-thu-pm = Thursday afternoon
half-day-fri-am = Friday morning
half-day-fri-pm = Friday afternoon

meets-online = online only
meets-in_person = in person only
meets-either = online or in person

takes-part-learn = learner
takes-part-guide = guide
takes-part-both = learner and guide

element-personal = Yourself
element-collaboration = Working together
element-specific = Your field of work
element-generic = The profession in general
element-personal-explained = Your own challenges: reflection, limits, ambitions and initiative.
element-collaboration-explained = Working with people who have another role, organisation or way of working.
element-specific-explained = Knowledge and skill for one kind of work or one group of clients.
element-generic-explained = Knowledge and skill that everyone who works with young people needs.

priority-1 = nice to have
priority-2 = important
priority-3 = very important

level-1 = can help think
level-2 = experienced
level-3 = very experienced

problem-missing-name = Enter your name.
problem-missing-email = Enter your e-mail address.
problem-missing-role = Enter your role.
problem-missing-organisation = Enter your organisation.
problem-missing-region = Enter your region.
problem-missing-years_experience = Enter how many years of experience you have; 0 is fine too.
problem-missing-languages = Choose at least one language in which you can hold a conversation.
problem-missing-meets = Choose how you can meet.
problem-missing-availability = Choose at least one half-day.
problem-missing-takes_part_as = Choose how you take part.
problem-missing-capacity = Enter how many learners you would guide.
problem-missing-learning_needs = Choose at least one learning need, and say for each how important it is.
problem-missing-expertise = Choose at least one topic you know about, and say for each how experienced you are.
problem-missing-reports_to = Enter an e-mail address, or leave this field empty.
problem-missing-avoid = Enter an e-mail address, or leave this field empty.
problem-missing-waited = Enter a whole number, or leave this field empty.
problem-missing-tags = Enter a tag, or leave this field empty.
problem-missing-consent = Give your consent to take part.

problem-missing = Fill in ‘{ $field }’.
problem-too-long = Make “{ $field }” shorter: at most { $max } characters.
problem-control-character = Remove line breaks and invisible characters from “{ $field }”.
problem-not-an-email = Enter a complete e-mail address at “{ $field }”, such as name@example.org.
problem-not-a-number = Enter a whole number at “{ $field }”; “{ $value }” is not one.
problem-out-of-range = Enter a number from { $min } to { $max } at “{ $field }”.
problem-unknown-choice = Choose from { $allowed } at “{ $field }”; we do not know “{ $value }”.
problem-unknown-topic = Choose a topic of this programme at “{ $field }”; we do not know “{ $value }”.
problem-duplicate = Name everything once at “{ $field }”; “{ $value }” is there twice.
problem-too-many = Choose at most { $max } at “{ $field }”.
problem-not-a-slug = Use only lower-case letters, digits and single hyphens at “{ $field }”; “{ $value }” does not fit.
problem-oneself = Name somebody other than yourself at “{ $field }”.
problem-not-two-addresses = Enter two e-mail addresses on each line at “{ $field }”; “{ $value }” is not that.

# Errors in a people file. Who reads the file in is seldom who is in it.
import-at = line { $line }: { $problem }
import-at-field = line { $line }, { $column }: { $problem }
import-missing = This field is empty, and has to be filled in.
import-missing-rated = Name at least one topic, each with a number from 1 to 3, such as feedback:2.
import-oneself = This is the person themselves; name somebody else, or leave the field empty.
import-not-utf8 = This line is not UTF-8; save the file as CSV UTF-8.
import-field-count = This line has { $found } fields and the header { $expected }; put quotes around a field that has a comma in it.
import-missing-column = The column “{ $column }” is missing; add it to the header.
import-unknown-column = We do not know the column “{ $column }”; remove it.
import-repeated-column = The column “{ $column }” is in the header twice; remove one.
import-same-address = This e-mail address is also on line { $earlier }; keep one of the two.
