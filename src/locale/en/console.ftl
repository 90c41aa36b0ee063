# The console's frame and its pages.
section-overview = Overview
section-professionals = Professionals
section-rounds = Rounds
section-mail = Mail
section-needs = Needs and expertise
section-activity = Activity
section-settings = Settings

# Lists: filters, pages.
console-filter-q = Search
console-filter-all = all
filter-element = Element
console-filter-topic = Topic
filter-button = Filter
console-filter-clear = Show everyone
filter-on = Filters that are on
filter-drop = remove this filter
filter-chip-q = “{ $words }”
console-pager = Pages
pager-here = Page { $page } of { $last }
pager-newest = Back to the newest
pager-older = Older
previous-page = Previous page

# The overview.
programmes-title = Your programmes
programmes-none-title = You coordinate no programme
programmes-none = Ask a coordinator of your programme to invite you.
overview-now = What needs you now
overview-nothing-title = Nothing waits for you
overview-nothing = When a round, a duo or a mail asks for your attention, it is here.
overview-figures = How the programme stands
overview-unconfirmed = Waiting for confirmation
overview-duos-confirmed = Duos confirmed
overview-others = Your other programmes
task-mails-failed =
    { $count ->
        [one] { $count } mail could not be delivered.
       *[other] { $count } mails could not be delivered.
    }
task-mails-action = See what went wrong
task-round-draft = { $round } is a draft. Its duos are not proposed yet.
task-round-draft-action = Propose duos
task-round-proposed = { $round } has its proposals. Nobody has been told yet.
task-round-proposed-action = Look and publish
task-silent =
    { $count ->
        [one] { $round }: { $count } person has not answered yet. The last day is { $date }.
       *[other] { $round }: { $count } people have not answered yet. The last day is { $date }.
    }
task-silent-action = See which
task-unconfirmed =
    { $count ->
        [one] { $count } person has not confirmed their address yet, and does not count until then.
       *[other] { $count } people have not confirmed their address yet, and do not count until then.
    }
task-unconfirmed-action = See who

# Professionals.
professionals-none-title = Nobody is on the list yet
professionals-not-found-title = Nobody fits
professionals-not-found = Drop a filter, or search for fewer words.
professionals-shown = { $first } to { $last } of { $found }
professional-profile = Profile
professional-changed = Last changed
professional-rounds = Rounds and duos
professional-no-rounds = Not in a round yet.
professional-duo-with = Duo with
professional-no-duo = no duo
professional-mails = Mails
professional-no-mails = No mail has gone to this address yet.
nothing-named = Nothing named.

# Mail.
mail-title = Mail
mail-state = State
mail-kind = Mail
console-mail-to = To
mail-when = When
mail-attempts = Tries
mail-error = What the server said
mail-none-next = Mails go out by themselves: confirmations, introductions, contact details.
mail-tab-waiting = On their way
mail-tab-sent = Sent
mail-tab-failed = Failed
mail-none-waiting = No mail is on its way
mail-none-sent = No mail was sent yet
mail-none-failed = No mail failed
mail-state-waiting = on its way
mail-state-sent = sent
mail-state-failed = failed
mail-kind-verify_address = Confirm your address
mail-kind-already_known = You are known here
mail-kind-invitation = Invitation to take part
mail-kind-profile_link = Link to the profile
mail-kind-introduction = Introduction
mail-kind-contact_details = Contact details
mail-kind-sign_in = Link to sign in
mail-kind-key_ends = A key ends soon
mail-kind-coordinator_ends = A coordinator’s access ends

# Needs and expertise.
needs-title = Needs and expertise
needs-text = What people want to learn, beside what others can help with. Only those who take part count.
needs-five = Groups of fewer than five people are not shown. Sometimes a larger one is not shown either, so that nobody can work out a smaller one.
needs-asked = Want to learn
needs-offered = Can help
needs-drawn = Drawn as bars
needs-total = Named in all: { $asked } times as a learning need, { $offered } times as expertise.
needs-fewer = fewer than 5
needs-withheld = not shown
needs-none-title = There is nothing to show yet
needs-none = As soon as five people have told what they want to learn or can help with, a picture appears here.

# The log.
activity-title = Activity
activity-text = Who did what, and when. What people tell in confidence is not here.
activity-empty-title = Nothing has happened yet
activity-empty = As soon as somebody signs up or you make a round, it is here.
activity-when = When
activity-who = Who
activity-what = What
activity-operator = Whoever runs the server
activity-clock = By itself
activity-gone = somebody who is no longer here
activity-gone-round = a round that is no longer here
activity-gone-duo = a duo that is no longer here
activity-signed-up = signed up
activity-confirmed = confirmed their address
activity-profile-changed = changed their profile
activity-agreed = agreed to the new text about data
activity-left = left
activity-paused = takes part in no rounds for now
activity-came-back = takes part again
activity-pause-ended = { $name } takes part again after a pause
activity-imported =
    { $count ->
        [one] read in a list: { $count } person invited, { $again } again, { $known } known already, { $left } left by their own wish
       *[other] read in a list: { $count } people invited, { $again } again, { $known } known already, { $left } left by their own wish
    }
activity-round-made = made { $round }
activity-step-people = changed who takes part in { $round }
activity-step-settings = changed { $round }
activity-step-fix = fixed a duo in { $round }
activity-step-free = left a duo free again in { $round }
activity-step-exclude = excluded a duo in { $round }
activity-step-allow = allowed a duo again in { $round }
activity-step-leave_out = left somebody out of { $round }
activity-step-ask = asked who takes part in { $round }
activity-step-propose = had duos proposed in { $round }
activity-step-undo = undid the last step in { $round }
activity-step-publish = published { $round }
activity-step-remind = reminded those who had not answered in { $round }
activity-step-extend = extended { $round }
activity-step-repair = made new duos in { $round }
activity-step-call_back = called the emails of { $round } back
activity-invitations-called-back =
    { $count ->
        [one] called { $count } invitation back
       *[other] called { $count } invitations back
    }
activity-step-close = closed { $round }
activity-duo-answered = answered in the duo of { $duo }
activity-duo-confirmed = confirmed the duo of { $duo }
activity-duo-declined = declined the duo of { $duo }
activity-duo-lapsed = the duo of { $duo } lapsed
activity-duo-ended = the duo of { $duo } ended
activity-agreement-changed = wrote down what is expected in the duo of { $duo }
activity-meeting-proposed = suggested times in the duo of { $duo }
activity-proposal-withdrawn = withdrew suggested times in the duo of { $duo }
activity-meeting-agreed = picked a time in the duo of { $duo }
activity-meeting-cancelled = cancelled a meeting in the duo of { $duo }
activity-help-asked = asked for help in the duo of { $duo }
activity-mail-again =
    { $count ->
        [one] had { $count } mail sent again
       *[other] had { $count } mails sent again
    }
activity-data-sent = mailed somebody a link to their own data
activity-mails-resumed = had the mail go out again
activity-settings-changed = changed the settings of the programme
activity-programme-opened = opened the programme for sign-ups
activity-programme-closed = closed the programme for sign-ups
activity-topic-added = added the topic “{ $topic }”
activity-topic-renamed = renamed a topic to “{ $topic }”
activity-topic-retired = retired the topic “{ $topic }”
activity-topic-returned = offered the topic “{ $topic }” again
activity-topic-made-sensitive = made the topic “{ $topic }” sensitive
activity-topic-made-plain = made the topic “{ $topic }” no longer sensitive
activity-coordinator-invited = invited { $email } as a coordinator
activity-coordinator-removed = removed { $email } as a coordinator
activity-coordinator-expired = removed a coordinator who had not signed in for a long time
activity-role-changed = gave { $email } the role “{ $role }”
activity-second-factor-set = set up an app that gives codes to sign in with
activity-recovery-code-used = signed in with a recovery code
activity-account-forgotten = unlinked the account that { $email } signed in with
activity-second-factor-reset = removed the second factor of { $email }
activity-key-made = made the key “{ $label }”, for a program
activity-key-revoked = revoked the key “{ $label }”

# Settings.
settings-title = Settings
settings-saved = Saved.
settings-invited = The invitation is on its way.
settings-removed = This coordinator was removed.
settings-changed-meanwhile = Somebody else changed the settings while you were typing. What you typed is still here; what stands there now is below. Save once more to put yours in its place.
settings-last-coordinator = Nobody else owns this programme who has signed in. Let another owner sign in first.
settings-open-title = Sign-ups
settings-is-open = People can sign up now.
settings-is-closed = Nobody can sign up now. Whoever takes part already stays.
settings-open = Open for sign-ups
settings-close = Close for sign-ups
settings-words-title = The programme
settings-name_nl = Name in Dutch
settings-name_en = Name in English
settings-about_nl = What it is, in Dutch
settings-about_en = What it is, in English
settings-about-hint = This stands on top of the sign-up page.
settings-contact = Contact address
settings-contact-hint = Replies to our mails go here.
settings-save = Save
settings-coordinators-title = Coordinators
settings-coordinators-text = Who may look and work in this programme.
settings-you = (you)
settings-remove = Remove
settings-remove-sure = { $email } will no longer see this programme. You can invite them again.
settings-remove-yes = Yes, remove
settings-invite-email = Invite somebody
settings-invite-hint = They get a mail with a link to sign in with.
settings-invite = Send the invitation
settings-to-access = Manage keys
topics-title = Topics
topics-text = What people can learn and help with. If a topic is retired, nobody can choose it any more; whoever chose it keeps it.
topics-sensitive-text = Whoever wants to learn about a sensitive topic chooses whether their partner reads that. If a topic is no longer sensitive, what people chose still holds.
topics-to = Manage topics
topics-none = No topic yet.
topics-too-many = There can be at most 300 topics.
topic-new = New topic
topic-element-choose = Choose an element
topic-element-missing = Choose the element that the topic belongs to.
topic-known = There is a topic with this name already. Choose another name.
topic-changed-meanwhile = Somebody else renamed this topic meanwhile. What you typed is still in its fields; save once more to use it.
topic-label_nl = Name of the topic in Dutch
topic-label_en = Name of the topic in English
topic-add = Add the topic
topic-change = Change
topic-rename = Rename
topic-retire = Retire
topic-return = Offer again
topic-is-retired = retired
topic-sensitive = This topic is sensitive
topic-sensitive-hint = Somebody who wants to learn about it then chooses whether a partner reads that.
topic-is-sensitive = sensitive
topic-make-sensitive = Make sensitive
topic-make-plain = No longer sensitive

# Signing up: drafts, topics, checking the answers.
sign-up-check = Check your answers
sign-up-check-hint = First you see everything once more. Nothing is sent yet.
check-title = Check your answers
check-text = Is this right? Nothing has been sent yet.
check-change = Change
check-next = When you send this, you get a mail to confirm your address. Only then do you take part.
check-send = Send your sign-up
draft-kept = What you fill in is kept in this tab until you send it or close the tab. Your name, your email address and addresses of others are not kept.
draft-not-kept = What you fill in leaves this page only when you send it. If you close the page before, it is gone.
draft-restored = You began here before. We have put back what you filled in then.
draft-clear = Begin again
topic-search = Search for a topic
topic-found = topics found
topic-found-one = 1 topic found
topic-found-none = No topic found. Try another word.
topic-chosen = Chosen
topic-count =
    { $count ->
        [one] { $count } topic
       *[other] { $count } topics
    }

# A form that was sent after the session ended.
signed-out-title = You were signed out
signed-out-text = It took a while, so you were signed out. What you typed is kept on this page.
signed-out-step-1 = Sign in once more, in another tab:
signed-out-step-2 = Come back to this page and go on.
signed-out-go-on = Go on with what I typed

# Mail: what came back, and sending again.
mail-tab-bounced = Returned
mail-none-bounced = No mail came back
mail-state-bounced = returned
mail-again = Send again
mail-again-queued = The mail is on its way again.
mail-again-not-failed = This mail is on its way again already, or was sent.
mail-again-forgotten = This mail failed more than 30 days ago, and its content was removed. Let whoever needs it ask for a new link.
mail-kind-opt_in = Do you take part in this round?
mail-kind-reminder = Reminder
mail-kind-partner_declined = The other said no
mail-kind-lapsed = The duo lapsed
mail-kind-no_duo = No duo this time
mail-kind-partner_unreachable = The other cannot be reached
mail-kind-check_in = How is it going?
mail-kind-closing = What came of it?
mail-kind-duo_ended = The duo ended
mail-kind-meeting = A moment to meet
mail-kind-meeting_proposed = A moment is proposed
mail-kind-proposal_withdrawn = A proposal is withdrawn
mail-kind-meeting_reminder = A meeting tomorrow
mail-kind-agreement_changed = What a duo agreed has changed
mail-kind-digest = How a round is doing
mail-kind-export_ready = What is kept about you
task-troubles =
    { $count ->
        [one] Mail to { $count } person comes back.
       *[other] Mail to { $count } people comes back.
    }
task-help =
    { $count ->
        [one] { $round }: somebody in { $count } duo asks for help.
       *[other] { $round }: in { $count } duos somebody asks for help.
    }
professional-trouble = Mail to this address has come back since { $date }. Ask them for another address. The mail server said:
professionals-part = Takes part as
professional-meets = Can meet
professional-availability = Half-days
filter-trouble = mail comes back
professional-data = Mail the link to their data
professional-data-text = Does somebody ask what we keep? We send a link to their own page. They can read and fetch it there, without what others asked in confidence.
professional-data-sent = That mail is on its way.
overview-successes = Small successes
overview-successes-text = Participants wrote this after their duo. They agree that you share it, without their names.
overview-duos-running = Duos running now
overview-duos-met = Duos that met
overview-duos-finished = Duos finished
activity-help-given = dealt with a call for help in the duo of { $duo }
mail-kind-help_asked = Somebody asks for help
task-round-day-passed = { $round }: the last day to answer is { $date }. You can only publish with a later day.
task-round-day-passed-action = Choose a later day
task-round-opt-in-over =
    { $count ->
        [one] People could say until { $date } whether they take part in { $round }. { $count } person said yes.
       *[other] People could say until { $date } whether they take part in { $round }. { $count } people said yes.
    }
task-round-over = { $round }: the last day to answer was { $date }. Close the round, or look for new duos.
task-round-over-action = See the round
task-silent-late =
    { $count ->
        [one] { $round }: { $count } person has not answered yet. The last day was { $date }.
       *[other] { $round }: { $count } people have not answered yet. The last day was { $date }.
    }
filter-silent = keeps not answering
person-unanswered = did not answer the last { $count } times
professional-unanswered = Did not answer the last { $count } times. In a new round you can ask them first, or leave them out.
settings-responsible = Who is responsible for the data
settings-responsible-hint = The organisation, as it stands in the privacy statement. Empty: the programme. If this changes, we ask everybody to agree again.
settings-privacy_contact = E-mail address for questions about data
settings-privacy-contact-hint = Such as that of the data protection officer. Empty: the contact.
session-over-title = This page is hidden
session-over = You have not used this page for a while. What you typed is still there.
session-over-show = Show what I typed
security-title = Security log
security-text = Who signed in or was refused, which keys were used, and who looked at which profile, round or list. Only owners see this.
security-empty = Nothing has happened yet.
security-link-asked = somebody asked for a link to sign in, for this address
security-signed-out-everywhere = was signed out everywhere
security-session-closed = signed another device out
security-signed-in = signed in with a link
security-signed-in-elsewhere = signed in at { $issuer }
security-account-refused = was not signed in: { $issuer } named another account with the same address
security-signed-out = signed out
security-sign-in-refused = used a link to sign in, in another browser than the one that asked for it
security-code-given = gave the code of the app, or a recovery code
security-code-wrong = gave a code that is not right
security-session-ended = gave a wrong code too often, and was signed out
security-key-used = software used the key “{ $label }”, for the first time that day
security-refused = asked for what their role or key is not for: { $method } { $route }
security-profile-seen = looked at the profile of { $name }
security-data-fetched = fetched their own data
security-list-seen = looked at { $path }
security-profiles-read = software read the profiles of the programme
settings-has-a-role = They have a role in this programme already. Change it below.
