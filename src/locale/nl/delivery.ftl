# Over mail die niet weggaat.
mail-paused = Er gaat nu geen mail weg: de mailinstellingen werken niet. Niets raakt kwijt; alles wacht tot ze weer werken.
mail-paused-why = De mailserver zei: { $words }
mail-paused-since = Sinds { $date }. Vraag wie de server beheert om de instellingen te herstellen.
overview-mails-bounced = Mails teruggekomen
