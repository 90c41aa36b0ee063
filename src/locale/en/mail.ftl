# The e-mails. One message a paragraph; the next step is the button.

mail-greeting = Hello { $name },
mail-from = This mail comes from { $programme }, through Tweespan.
mail-contact = Questions? Answer this mail or write to { $contact }.
mail-privacy = What we do with your data: { $page }
mail-why-sign-up = You get this mail because this e-mail address was entered at { $programme }.
mail-why-listed = You get this mail because the coordinator of { $programme } entered your e-mail address.
mail-why-member = You get this mail because you take part in { $programme }.
mail-why-coordinator = You get this email because you are a coordinator of { $programme }, or its contact.

verify-subject = Confirm your e-mail address for { $programme }
verify-hello = Hello,
verify-welcome = Good to hear that you want to take part in { $programme }.
verify-ask = Confirm that this is your e-mail address. From then on your profile counts in new rounds.
verify-button = Confirm your e-mail address
verify-not-you = Was it not you who signed up? Then there is nothing to do: without confirmation the profile does not count.

known-subject = You already take part in { $programme }
known-what = This e-mail address was just signed up again, probably by you. You already had a profile, and nothing in it was changed.
known-ask = Do you want to change something? You can do so on your own page.
known-button = See your profile
known-not-you = Was it not you? Then there is nothing to do: whoever did this cannot see or change your profile.

invitation-subject = Will you take part in { $programme }?
invitation-what = The coordinator of { $programme } has invited you. In this programme you learn in a duo, from and with another professional.
invitation-ask = You only take part once you confirm it yourself. After that you can see what is in your profile, and change it.
invitation-button = Confirm that you take part

profile-subject = Your profile at { $programme }
profile-what = On your own page you can see your profile, and change it whenever you like.
profile-button = See your profile
profile-private = The link is for you alone. Keep this mail, and do not pass it on.
profile-next = In a coming round we look for somebody who suits you. You will get an email when we find somebody.

introduction-subject = Meet { $name }, { $role }
introduction-learner = We found somebody for you. In this duo you learn, and { $name } is your guide.
introduction-guide = We found somebody for you. In this duo { $name } learns, and you are the guide.
introduction-both = We found somebody for you. In this duo you and { $name } both learn, from each other.
introduction-who = Who is { $name }?
introduction-why = Why you two
introduction-openers = To talk about
introduction-answer = Does this suit you?
introduction-answer-by = Let us know by { $date } at the latest.
introduction-button = See this duo and answer
introduction-safe = You are not tied to anything: only on the page itself do you say yes or no.
introduction-yes = If you both say yes, we send each of you the other's e-mail address.
introduction-no = Does it not fit now? That is fine too. You need not give a reason.

detail-name = Name
detail-role = Role
detail-organisation = Organisation
detail-email = E-mail

reason-you-learn = { $topic }: { $priority } for you. { $name } { $knows }.
reason-other-learns = { $topic }: { $priority } for { $name }. You { $knows }.
reason-not-told = We do not tell { $name } this; that is up to you.
reason-untold = What { $name } wants to learn from you, { $name } will tell you.
reason-more-untold = Does { $name } want to learn anything else from you? Then { $name } will tell you.
knows-1 = can help you think about this
knows-2 = is experienced in this
knows-3 = is very experienced in this
you-know-1 = can help think about this
you-know-2 = are experienced in this
you-know-3 = are very experienced in this
together-organisation = You work for different organisations.
together-role = You have different roles.
together-region = You both work in the region { $region }.
together-half-days = You can both meet on { $half-days }.
together-meets-online = You can talk online.
together-meets-in_person = You can visit each other.
together-meets-either = You can talk online or visit each other.

contact-subject = You and { $name } can meet
contact-what = You both said yes. This is how you reach { $first-name }.
contact-ask = Read this first? Suggest a time.
contact-button = Suggest a time
contact-mail = Email { $first-name }
contact-when = Meeting
contact-openers = Conversation starters
contact-agreement = Also say out loud what you expect of each other: how often you meet, for how long, and what stays between you. You can write it down on your page.

sign-in-subject = Sign in to { $programme }
sign-in-hello = Hello,
sign-in-what = With this link you sign in as a coordinator. The link works once.
sign-in-here =
    { $count ->
        [one] This link signs you in as a coordinator. It works once, for { $count } minute. Open it in the browser in which you asked for it.
       *[other] This link signs you in as a coordinator. It works once, for { $count } minutes. Open it in the browser in which you asked for it.
    }
sign-in-button = Sign in
sign-in-not-you = Did you not ask for this? Then there is nothing to do.

key-ends-subject = The key “{ $label }” ends soon
key-ends-what = Software works with the key “{ $label }” at { $programme }. The key works until { $time }.
key-ends-do = Does that software have to go on? Then make a new key and put it in. If not, there is nothing to do.
key-ends-button = Open the keys

coordinator-ends-subject = Do you want to stay a coordinator of { $programme }?
coordinator-ends-what = You have not signed in at { $programme } for a long time. Do you want to keep your access? Then sign in before { $date }.
coordinator-ends-no = If you do not sign in, we remove your address, your keys and your access.
coordinator-ends-button = Sign in

# To begin a conversation with.
opener-personal-1 = When do you stand still for a moment, to see from a distance whether you do the right thing?
opener-personal-2 = Which case stayed with you, what did it do to you, and who noticed?
opener-personal-3 = What do you need to do your work well, and how do you get it?
opener-personal-4 = Where is your limit, and how do you let people know?
opener-content-1 = Which case taught you most about this?
opener-content-2 = What did you do at first that you would not do now?
opener-content-3 = What would you try if you dared?
opener-content-4 = How do you notice that something works?
opener-collaboration-1 = What does my work look like from where you are?
opener-collaboration-2 = Which word do we both use, that means something else to you?
opener-collaboration-3 = What can people in our work expect of each other, and did we ever say it out loud?
opener-collaboration-4 = What would you show me if I spent a day with you?
opener-general-1 = What went well last month, however small?
opener-general-2 = Why do you do this work?
opener-general-3 = What would make this talk worth your while?
