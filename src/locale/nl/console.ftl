# Het kader van de console en haar pagina’s.
section-overview = Overzicht
section-professionals = Professionals
section-rounds = Rondes
section-mail = Mail
section-needs = Vragen en expertise
section-activity = Logboek
section-settings = Instellingen
