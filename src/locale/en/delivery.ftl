# About mail that does not leave.
mail-paused = No mail leaves at the moment: the mail settings do not work. Nothing is lost; everything waits until they do.
mail-paused-why = The mail server said: { $words }
mail-paused-since = Since { $date }. Ask whoever runs the server to mend the settings.
overview-mails-bounced = Mails returned

# Emails that were not sent any more, because what they said was no longer true.
mail-tab-withdrawn = Withdrawn
mail-none-withdrawn = No email was withdrawn
mail-state-withdrawn = withdrawn
mail-why-not = Why it was not sent
mail-withdrawn-duo_changed = The duo was no longer what the email said.
mail-withdrawn-duo_gone = This duo no longer exists.
mail-withdrawn-answered = There was an answer already.
mail-withdrawn-too_late = The last day to answer had passed.
mail-withdrawn-round_past = The round had moved on.
mail-withdrawn-has_duo = This person had a duo by then.
mail-withdrawn-not_in_round = This person no longer took part in the round.
mail-withdrawn-confirmed = The address was confirmed already.
mail-withdrawn-link_replaced = The link had expired, or there was a newer one.
mail-withdrawn-superseded = A newer email said the same.
mail-withdrawn-not_wanted = This person no longer wants these emails.
mail-withdrawn-reader_left = This person had left.
mail-withdrawn-called_back = Called back before it left.
mail-kind-later_day = More time to answer
mail-kind-several = News about several duos

# Emails to many people, which can still be called back.
mailing-publication = The introductions of a round
mailing-invitation = Invitations
mailing-opt_in = The question who takes part
mailing-waits =
    { $count ->
        [one] { $what }: { $count } email leaves on { $moment }. Until then you can call it back.
       *[other] { $what }: { $count } emails leave on { $moment }. Until then you can call them back.
    }
mailing-call-back = Call these emails back
mailing-hold-text =
    { $count ->
        [one] The emails leave after { $count } minute. Until then you can call them back.
       *[other] The emails leave after { $count } minutes. Until then you can call them back.
    }
mailing-at-once = The emails leave at once. They cannot be called back.
mail-again-called-back = The emails were called back. Nobody got them.
mail-again-too-late = The first emails have left. They can no longer be called back.
mail-again-changed = The round has changed since. They can no longer be called back.

# Before something is emailed to many people.
before-title = What will leave
before-text =
    { $count ->
        [one] This sends { $count } email to one person.
       *[other] This sends { $count } emails, one for each person.
    }
before-back = Back, without sending
before-mails = The emails
before-mails-text = You can read one of each kind. The links do not work here yet.
before-kind =
    { $count ->
        [one] { $kind }: { $count } email
       *[other] { $kind }: { $count } emails
    }
