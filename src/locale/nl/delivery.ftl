# Over mail die niet weggaat.
mail-paused = Er gaat nu geen mail weg: de mailinstellingen werken niet. Niets raakt kwijt; alles wacht tot ze weer werken.
mail-paused-why = De mailserver zei: { $words }
mail-paused-since = Sinds { $date }. Vraag wie de server beheert om de instellingen te herstellen.
overview-mails-bounced = Mails teruggekomen

# Mail die niet meer is verstuurd, omdat niet meer klopte wat erin stond.
mail-tab-withdrawn = Ingetrokken
mail-none-withdrawn = Er is geen mail ingetrokken
mail-state-withdrawn = ingetrokken
mail-why-not = Waarom niet verstuurd
mail-withdrawn-duo_changed = Het duo was intussen niet meer wat de mail zei.
mail-withdrawn-duo_gone = Dit duo bestaat niet meer.
mail-withdrawn-answered = Er was al antwoord.
mail-withdrawn-too_late = De laatste dag om te antwoorden was voorbij.
mail-withdrawn-round_past = De ronde was al verder.
mail-withdrawn-has_duo = Deze persoon had intussen een duo.
mail-withdrawn-not_in_round = Deze persoon deed niet meer mee aan de ronde.
mail-withdrawn-confirmed = Het adres was al bevestigd.
mail-withdrawn-link_replaced = De link was verlopen, of er was een nieuwere.
mail-withdrawn-superseded = Een nieuwere mail zei hetzelfde.
mail-withdrawn-not_wanted = Deze persoon wil deze mails niet meer.
mail-withdrawn-reader_left = Deze persoon was vertrokken.
mail-withdrawn-called_back = Teruggeroepen voor de mail vertrok.
mail-kind-later_day = Meer tijd om te antwoorden
mail-kind-several = Nieuws over meer duo’s

# Mails aan veel mensen, die nog teruggeroepen kunnen worden.
mailing-publication = De introducties van een ronde
mailing-invitation = Uitnodigingen
mailing-opt_in = De vraag wie meedoet
mailing-waits =
    { $count ->
        [one] { $what }: { $count } mail vertrekt op { $moment }. Tot dan kun je hem terugroepen.
       *[other] { $what }: { $count } mails vertrekken op { $moment }. Tot dan kun je ze terugroepen.
    }
mailing-call-back = Roep deze mails terug
mailing-hold-text =
    { $count ->
        [one] De mails vertrekken na { $count } minuut. Tot dan kun je ze terugroepen.
       *[other] De mails vertrekken na { $count } minuten. Tot dan kun je ze terugroepen.
    }
mailing-at-once = De mails vertrekken meteen. Ze kunnen niet worden teruggeroepen.
mail-again-called-back = De mails zijn teruggeroepen. Niemand heeft ze gekregen.
mail-again-too-late = De eerste mails zijn al vertrokken. Terugroepen kan niet meer.
mail-again-changed = De ronde is intussen veranderd. Terugroepen kan niet meer.

# Voordat iets aan veel mensen wordt gemaild.
before-title = Wat er vertrekt
before-text =
    { $count ->
        [one] Hiermee gaat { $count } mail naar één persoon.
       *[other] Hiermee gaan { $count } mails weg, één per persoon.
    }
before-back = Terug, zonder te mailen
before-mails = De mails
before-mails-text = Van elke soort kun je er één lezen. De links werken hier nog niet.
before-kind =
    { $count ->
        [one] { $kind }: { $count } mail
       *[other] { $kind }: { $count } mails
    }
