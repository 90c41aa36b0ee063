# About mail that does not leave.
mail-paused = No mail leaves at the moment: the mail settings do not work. Nothing is lost; everything waits until they do.
mail-paused-why = The mail server said: { $words }
mail-paused-since = Since { $date }. Ask whoever runs the server to mend the settings.
overview-mails-bounced = Mails returned
