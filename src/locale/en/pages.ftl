# The pages for professionals, and what stands everywhere.
skip = Skip to content
other-language = Nederlands
footer = Tweespan pairs professionals who want to learn from each other.
footer-link = Lost your link?
footer-coordinator = For coordinators
menu = Menu
next-page = Next page

# Errors.
error-not-found-title = This page is not here
error-not-found-text = Perhaps the address was not copied completely. Check it, or start at the front page.
error-number = Contacting us about this? Give this number:
error-not-found-next = To the front page
error-link-title = This link no longer works
error-link-text = The link has expired or was not copied completely, or there is a newer email. Ask for a new one and we send it to your address.
error-link-next = Ask for a new link
error-not-opened-title = Open the link in your email
error-not-opened-text = This page opens with the link in your email and the button behind it. Your browser remembers that for some hours in a cookie. If you come here again all the same, allow cookies for this site.
open-title = Open your page
open-text = This link is for you only. Press the button to go on. That does not change anything yet.
open-button = Continue
open-cookie = Your page stays open on this device for { $hours } hours, with a cookie. So the secret code from your email is no longer in the address.
closed-title = Your page was closed
closed-text = A page stays open for a few hours only, so this one was closed. What you filled in is kept on this page. Nothing has been saved yet.
closed-step-1 = Open the link in your email once more, in another tab.
closed-step-2 = Come back to this page and go on.
closed-go-on = Go on with what I filled in
error-sign-in-link-title = This link no longer works
error-sign-in-link-text = The link was used, has expired or was not copied completely, or there is a newer email. Ask for a new one and we send it to your address.
error-sign-in-title = Sign in first
error-sign-in-text = This page is for coordinators. You are not signed in, or it was too long ago.
error-too-many-people-title = That is too many people for one day
error-too-many-people-text = Nobody was invited. Invite some now and the others tomorrow, or ask whoever runs this server for a wider limit.
error-forbidden-title = This is not for your role
error-forbidden-text = Nothing has changed. An owner of the programme can give you another role.
error-stale-title = This page was open too long
error-stale-text = Nothing has changed. Go back, reload the page and try once more.
error-method-title = That does not work here
error-method-text = Nothing has changed. Go back and use the buttons on the page.
error-changed-title = Somebody else was first
error-changed-text = This has changed in the meantime. Go back, reload the page and see what it says now.
error-too-large-title = This is too large
error-too-large-text = Nothing was stored. Go back and send less text or a smaller file.
error-too-many-title = A moment, please
error-too-many-text = There were many requests in a row. Wait a minute and try again.
error-too-slow-title = This took too long
error-too-slow-text = The connection was slow and not everything came in. Go back and try again.
error-busy-title = It is busy for a moment
error-busy-text = Nothing has changed. Wait a minute and try again.
error-internal-title = Something went wrong on our side
error-internal-text = We have made a note of it. Try again in a few minutes.
error-bad-request-title = We do not understand this
error-bad-request-text = Nothing has changed. Go back and try again.

# The front page.
home-title = Learning in pairs
home-lead = Choose the programme you belong to. Signing up takes a few minutes and you need no account.
home-empty = No programme is open now. Look again later.

# Signing up and the profile.
sign-up-step-1 = Tell us what you want to learn and what you can teach others.
sign-up-step-2 = We look for somebody who suits you, preferably at another organisation.
sign-up-step-3 = You get a mail to meet each other. If you both say yes, you make a date.
sign-up-title = Take part
sign-up-text = Write about yourself, never about a child, a family or a client.
form-stale = This page was open too long. What you filled in is still here: send it once more.
form-problems = Check these points
form-you = Who you are
form-meeting = How and when you can meet
form-part = Learning or guiding
form-learn = What you want to learn
form-teach = What you can teach others
form-private = What stays between us
hint-email = We send a link here to confirm that you signed up.
hint-role = Your job, such as youth worker or child protection officer. No names or stories of clients.
hint-region = The province or region where you work.
hint-availability = Tick what usually works. You commit to nothing.
hint-capacity = For guides only. You get at most what you offer here; in a trio it can be one more.
hint-learn = Choose at most ten topics and say how much they matter to you. Leave the others at{ "\u00A0" }–.
hint-sharing = If a topic is sensitive, you choose whether your partner reads that you want to learn about it. Without a tick we do not tell them; the coordinator does see it.
sharing-tick = My partner may read this, also before we both said yes
sharing-yes = your partner may read this
sharing-no = your partner does not read this from us
field-sharing = Sensitive topics that your partner may read
hint-teach = Choose at most twenty topics that you know something about. A little is something too.
hint-private = We never pair you with these people, and nobody sees what you fill in here. Coordinators can notice that two people are never paired, but not why.
hint-addresses = E-mail addresses, each on a line of its own. You may leave this empty.
part-learn = I want to learn from somebody with experience
part-guide = I want to guide somebody else
part-both = Both
consent-title = Consent
consent-text = { $programme } uses your details to make duos and to email you about them. We do so with your consent; { $responsible } is responsible. The coordinators, and whoever looks on with them, see your profile, what you want to learn, why a duo does not suit you and how it is going. Somebody we pair you with sees your first name, role, organisation, what you can learn from each other and when you can both meet, a sensitive topic only if you allow it; your surname and e-mail address only once you both say yes. We also count what people want to learn, never of fewer than five. If you do nothing for { $months } months, we ask whether you want to stay, and otherwise remove your data. If you want to stop, write to { $contact }, or do it yourself on your own page.
consent-more = Read the privacy statement
consent-new-title = Our text about your data has changed
consent-new-text = Read what we do with your data now. Do you agree?
consent-before = What you agreed to before
consent-now = Now
consent-not = Would you rather not? Then you can pause or leave.
footer-privacy = Privacy
footer-accessibility = Accessibility
privacy-title = Privacy
privacy-who = This page says what { $programme } does with your data. { $responsible } is responsible.
privacy-why-title = What for
privacy-why = We use what you fill in to pair you with somebody you can learn from or who can learn from you, to email you about it, and to see how the duos are doing.
privacy-basis = We do so with your consent (GDPR, article 6(1)(a)). You can withdraw it at any time.
privacy-readers-title = Who reads what
privacy-readers-coordinators = The coordinators, and whoever looks on with them, read your profile, what you want to learn and know, your answers about a duo and the reason you give with a no, your check-in and your look back, and whether our email arrives. They also see which steps you take, and when. They do not read what the two of you agree, nor where you meet.
privacy-readers-partner = Somebody we pair you with reads your first name, role, organisation, what you can learn from each other and when you can both meet. If you want to learn something sensitive, they read that only if you allow it. Your surname and e-mail address follow once you both say yes.
privacy-readers-nobody = Who your manager is and whom you do not want to meet, we show to nobody. A coordinator can notice that two people are never paired, but not why.
privacy-readers-counts = What people want to learn and know we count only of five people or more. We give nothing to others and use it for nothing else.
privacy-kept-title = How long
privacy-kept-unconfirmed =
    { $count ->
        [one] Whoever signs up and does not confirm their address: { $count } day.
       *[other] Whoever signs up and does not confirm their address: { $count } days.
    }
privacy-kept-inactive = Your profile and your duos: until you leave. If you do nothing for { $count } months, we ask whether you want to stay.
privacy-kept-mails =
    { $count ->
        [one] Which emails we sent: { $count } day. What was in them: until they have left, and of email that did not arrive thirty days at most.
       *[other] Which emails we sent: { $count } days. What was in them: until they have left, and of email that did not arrive thirty days at most.
    }
privacy-kept-log =
    { $count ->
        [one] Who did what, and who looked at what: { $count } day.
       *[other] Who did what, and who looked at what: { $count } days.
    }
privacy-kept-rounds =
    { $count ->
        [one] What a round was worked out from, also who would rather not be paired with whom: { $count } month after the round.
       *[other] What a round was worked out from, also who would rather not be paired with whom: { $count } months after the round.
    }
privacy-rights-title = What you can ask
privacy-rights = On your own page you see and change your data, fetch what we keep about you, pause, and leave. Then your data are gone. What stays is counts without names, and a code of your address by which we recognise only that you left, so that nobody invites you again.
privacy-ask = Does that not work, or do you have a question? Write to { $asked }.
privacy-authority = Are you not satisfied with how we handle your data? Then you can complain to the Dutch Data Protection Authority:
privacy-cookies-title = Cookies
privacy-cookies = We use only the cookies that are needed: for the language you chose, against forged forms, to keep your page open after you opened a link from an email, and to sign coordinators in. We follow nobody.
privacy-consent-title = What you agree to
privacy-version = Version { $version }.
accessibility-title = Accessibility
accessibility-text = Everybody has to be able to take part in { $programme }. The pages are made to meet WCAG 2.2, level AA.
accessibility-how-title = How we see to that
accessibility-how-keyboard = Everything works with a keyboard, on a phone, and when you zoom in. The pages have the headings, names and labels that a screen reader reads out.
accessibility-how-scripts = Everything works without JavaScript too, in light and in dark.
accessibility-how-tested = With every change the pages are checked automatically in a real browser, on a narrow and on a wide screen, in Dutch and in English.
accessibility-limits-title = What we do not know yet
accessibility-limits = No independent party has examined the pages, and people with a disability have not tested them yet. What others fill in, we cannot check.
accessibility-report-title = Does something not work for you?
accessibility-report = Write to { $contact }. Say which page it was and what you use. If that does not help, you can turn to the Netherlands Institute for Human Rights.
consent-choice = I agree
signed-up-title = Look in your mailbox
signed-up-text = We are sending an email to the address you filled in.
signed-up-next = What happens now
signed-up-step-1 = Open the mail and confirm that the address is yours.
signed-up-step-2 = You get a link of your own to see and change your profile.
signed-up-step-3 = In a coming round we look for somebody who suits you.
signed-up-help = No mail? Look among the unwanted mail, or try again in an hour: we send one address only a few emails an hour. Does it not work? Write to { $contact }.
ask-link-title = Ask for a new link
ask-link-text = Fill in the e-mail address you signed up with. You get one email with everything that is open to you: your profile, your duos and questions about a round. An older link stops working once you open the new one.
ask-link-send = Send me a link
ask-link-sent-title = Look in your mailbox
ask-link-sent-text = If we know this address, an email is on its way. Did you ask more than once? Then use the newest email. If nothing comes, see whether you used another address, or ask again later: we send one address only a few emails an hour.
confirm-title = Confirm that you take part
confirm-hello = Hello { $name }
confirm-text = Is this right? Confirm it, and you take part in { $programme }.
confirm-change = You can change it once you have confirmed.
confirm-button = Confirm and take part
confirm-not-you = Was this not you? Then close this page. Without confirmation we remove what is here.
confirmed-title = You take part
confirmed-text = Welcome to { $programme }. In a coming round we look for somebody who suits you.
confirmed-next = We have sent you a mail with a link of your own. With it you see and change your profile whenever you want.
profile-title = Your profile
profile-text = This is what { $programme } knows about you. What you change counts for new duos; your current duo sees your role and organisation at once.
profile-details = Your details
profile-saved = Your profile is saved.
profile-save = Save your profile

# The page of a duo.
duo-title = Meet { $name }
duo-title-later = Your duo with { $name }
duo-confirmed = You have both said yes. Email { $name }, or suggest a time below.
duo-closed = You can no longer answer.
duo-accepted = You said yes. As soon as { $name } says yes too, you get each other’s address. Until then you can still change your mind.
duo-declined = You said that it does not suit you now. That is fine. You can change this until { $time }. After that we tell { $name }.
duo-other-declined = You said yes, but it does not suit { $name } now. That is no reflection on you. You take part again in the next round.
duo-you-learn = In this duo you learn from { $name }.
duo-you-guide = In this duo { $name } learns from you.
duo-both-learn = In this duo you and { $name } both learn, from each other.
duo-why = Why you two
duo-openers = To talk about
duo-question = Does this suit you?
duo-answer-by = Let us know by { $date }. You are not locked into anything.
duo-accept = Confirm this duo
duo-decline = This does not suit me now
duo-reason-label = Why not? You need not say.
duo-reason-hint = Only the coordinator reads this. Write about yourself, not about a client.

# The mailbox for whoever develops.
mailbox-title = Mail that was sent
mailbox-text = Mail now goes to a folder on this computer, and reaches nobody. With a mail server this page is not here.
mailbox-empty = Nothing was sent yet.
mailbox-to = To
mailbox-subject = Subject
mailbox-date = Time (UTC)
