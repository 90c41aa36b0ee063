# De e-mails.
