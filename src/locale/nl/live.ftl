# A published round that changes: mails to those it concerns.
duo-stopped-subject = Je duo met { $name } is gestopt
duo-stopped-coordinator = De coördinator heeft dit duo gestopt. Dat zegt niets over jou.
duo-stopped-regrouped = We hebben een paar duo’s anders verdeeld, zodat meer mensen een duo hebben. Dat zegt niets over jou.
duo-stopped-after-priority = Je bent weer vrij voor een ander duo. In de volgende ronde krijg je voorrang.
duo-stopped-after-other_duo = Je andere duo gaat gewoon door.
ask-again-subject = Wil je deze ronde iemand anders ontmoeten? ({ $round })
ask-again-what = In { $round } heb je nu geen duo. Wil je dat we deze ronde iemand anders voor je zoeken?
ask-again-button = Ja, zoek iemand anders
ask-again-silence = Doe je niets, dan zoeken we deze ronde niemand anders voor je. Laat het uiterlijk { $date } weten.
mail-kind-duo_stopped = Het duo is gestopt door de coördinator
mail-kind-ask_again = Iemand anders deze ronde?
no-duo-why-late = Je kwam erbij toen de ronde al liep. Daarna kwam er geen duo voor je vrij.

# Iemand anders in dezelfde ronde.
again-title = Iemand anders deze ronde?
again-text = In { $round } heb je nu geen duo. Wil je dat we iemand anders voor je zoeken? Laat het uiterlijk { $date } weten.
again-said-yes = We zoeken iemand anders voor je. Vinden we iemand, dan krijg je een mail.
again-no = Toch niet
again-over = Antwoorden kan niet meer: de ronde is voorbij, of je hebt al een nieuw duo.

# Nieuwe duo’s in een ronde die loopt.
repair-title = Nieuwe duo’s zoeken
repair-text = Kies welke duo’s je wilt introduceren. We kijken naar de profielen van nu. Duo’s waarin iemand al antwoordde of die je zelf vastzette, blijven staan.
repair-undecided =
    { $count ->
        [one] In { $count } duo zei iemand nee, maar dat kan nog veranderen. Kijk later opnieuw.
       *[other] In { $count } duo’s zei iemand nee, maar dat kan nog veranderen. Kijk later opnieuw.
    }
repair-back = Terug naar de ronde
repair-nothing = Er is nu geen nieuw duo mogelijk.
repair-new = Nieuwe duo’s
repair-needs = in plaats van { $duos }
repair-apart = Duo’s die daarvoor uit elkaar gaan
repair-apart-hint = Hier heeft nog niemand geantwoord. Haal je een vinkje weg, dan vervalt ook het nieuwe duo dat de plek nodig heeft.
repair-let-down = Deze mensen houden geen duo over:
repair-nobody-let-down = Niemand raakt hierdoor zonder duo.
repair-told = Leden van een nieuw duo krijgen een introductie. Wie een duo kwijtraakt, krijgt een mail.
repair-button = Introduceer de gekozen duo’s
repair-stands =
    { $count ->
        [one] { $count } ander duo wacht nog op antwoord en blijft staan.
       *[other] { $count } andere duo’s wachten nog op antwoord en blijven staan.
    }
repair-changed = Er is intussen iets veranderd. Hieronder staat wat nu kan.
repair-no-longer = { $one } – { $other } kan niet meer.
repair-would-let-down = Zonder wat je uitvinkte, houdt een deel geen duo over: { $names }. Klik nog een keer als je dat wilt.
repair-goes-with = Dit kan niet zonder het duo dat je liet staan: { $duos }.
repair-none-chosen = Kies minstens één nieuw duo.
repair-again = Wie “past nu niet” zei
repair-again-text = Zij krijgen niet vanzelf een nieuw duo. Vraag eerst of ze deze ronde iemand anders willen.
repair-ask =
    { $count ->
        [one] Vraag het { $count } persoon per mail
       *[other] Vraag het { $count } mensen per mail
    }
repair-asked = Gevraagd, nog geen ja:
repair-asked-now =
    { $count ->
        [0] Er was niemand om het te vragen.
        [one] { $count } persoon krijgt de vraag per mail.
       *[other] { $count } mensen krijgen de vraag per mail.
    }
repair-free = Zonder duo
repair-free-text = Kies iemand om zelf een duo te maken.

# Met de hand.
by-hand-stop = Stop dit duo
by-hand-add = Maak van deze twee een duo
by-hand-replace = Geef een andere partner
by-hand-exchange = Wissel de partners van twee duo’s
by-hand-other = Andere partner voor { $name }
by-hand-obstacles = Dit kan niet
by-hand-stops = Dit stopt
by-hand-makes = Dit duo komt erbij
by-hand-consequences = Wat er dan gebeurt
by-hand-said-yes = Zei al ja tegen een duo dat stopt: { $names }.
by-hand-refused = Zei eerder deze ronde nee of niets: { $names }.
by-hand-introduced = Krijgt een introductie per mail: { $names }.
by-hand-let-down = Krijgt een mail dat het duo gestopt is, en heeft dan geen duo in deze ronde: { $names }.
by-hand-keep-another = Krijgt een mail dat het duo gestopt is, en houdt een ander duo: { $names }.
by-hand-reason = Waarom? (niet verplicht)
by-hand-reason-hint = Alleen coördinatoren lezen dit.
by-hand-reason-problem = Maak je reden korter: hoogstens 500 tekens, op één regel.
by-hand-stopped-because = Gestopt door de coördinator: { $reason }
by-hand-partner-title = Een duo voor { $name }
by-hand-partner-text = Deze mensen passen nu bij de regels en hebben plek, de beste eerst. Kies iemand; daarna zie je wat er gebeurt.
by-hand-partner-none = Er is nu niemand met wie dit kan.
by-hand-exchanges = Of wissel met een ander duo
board-changed-stop = Het duo is gestopt. De leden krijgen een mail.
board-changed-swap = De partners zijn gewisseld. Wie het aangaat, krijgt een mail.
board-changed-add = Het duo is gemaakt. Beide leden krijgen een introductie.
board-changed-reopen = De ronde is weer open.
obstacle-not-here = { $name } doet nu niet mee aan deze ronde.
obstacle-unreachable = Mail aan { $name } komt niet aan.
obstacle-taken = { $name } heeft in deze ronde al een duo, en geen plek voor nog een.
obstacle-together = { $one } en { $other } zijn of waren in deze ronde al een duo.
obstacle-rule = { $one } en { $other } kunnen geen duo zijn: { $rule }.

# Erbij komen, en weer openen.
latecomer-link = Neem iemand erbij
latecomer-text = Zoek iemand uit het programma op e-mailadres. Die kan dan meedoen aan deze ronde, ook al loopt hij al.
latecomer-find = Zoek
latecomer-unknown = Niemand in dit programma heeft dit adres.
latecomer-there = Deze persoon doet al mee aan deze ronde.
latecomer-not-active = Deze persoon heeft het adres nog niet bevestigd, of heeft pauze.
latecomer-consequence = Er gaat nog geen mail uit. Maak je een duo, dan krijgen beiden een introductie. Komt er geen duo, dan hoort deze persoon dat als de ronde sluit.
latecomer-button = Laat meedoen
reopen-title = Open de ronde weer
reopen-text = Je kunt dan weer nieuwe duo’s maken. Wat vervallen is, blijft vervallen. Er gaat geen mail uit. Dit kan tot en met { $date }.
reopen-until = Antwoorden kan tot en met
reopen-too-late = Deze ronde is langer dan twee weken geleden gesloten. Begin een nieuwe ronde.
change-reopen = opende de ronde weer
change-stop = stopte een duo
change-swap = wisselde partners
change-add = maakte een duo
change-join = nam iemand erbij
change-ask_again = vroeg wie nee zei of ze iemand anders willen
activity-step-reopen = opende { $round } weer
activity-step-stop = stopte een duo in { $round }
activity-step-swap = wisselde partners in { $round }
activity-step-add = maakte een duo in { $round }
activity-step-join = nam iemand op in { $round }
activity-step-ask_again = vroeg wie nee zei of ze iemand anders willen in { $round }
