# The e-mails.
