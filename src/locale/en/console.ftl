# The console's frame and its pages.
section-overview = Overview
section-professionals = Professionals
section-rounds = Rounds
section-mail = Mail
section-needs = Needs and expertise
section-activity = Activity
section-settings = Settings
