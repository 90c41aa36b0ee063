# Een ronde maken, in vier stappen.
stages = Stappen
stage-1 = Wie doet mee
stage-2 = Wat telt
stage-3 = Voorstellen
stage-4 = Publiceren
rounds-none = Nog geen rondes
rounds-caption = Alle rondes, de nieuwste eerst
round-new-people =
    { $count ->
        [0] Er doet nog niemand mee. Je kunt al wel een ronde klaarzetten.
        [one] { $count } professional kan meedoen. Je kunt alles nog veranderen voordat er iets verstuurd wordt.
       *[other] { $count } professionals kunnen meedoen. Je kunt alles nog veranderen voordat er iets verstuurd wordt.
    }
people-take-part =
    { $count ->
        [0] Er doet niemand mee
        [one] Er doet { $count } professional mee
       *[other] Er doen { $count } professionals mee
    }
people-next = Verder
people-save = Bewaar
people-filter = Kies op rol, organisatie, regio of onderwerp
people-fit =
    { $count ->
        [one] { $count } professional
       *[other] { $count } professionals
    }
people-only =
    { $count ->
        [0] Laat niemand meedoen
        [one] Alleen deze { $count } doet mee
       *[other] Alleen deze { $count } doen mee
    }
people-everyone = Iedereen doet mee
people-in-a-duo =
    { $count ->
        [one] { $count } van hen zit in een duo dat loopt.
       *[other] { $count } van hen zitten in een duo dat loopt.
    }
people-in-a-duo-left-out = Wie daarin leert, krijgt er geen tweede bij. Gidsen krijgen nooit meer dan ze aanbieden.
people-in-a-duo-let-in = Zij kunnen er een bij krijgen, maar nooit meer dan ze aanbieden.
people-duos =
    { $count ->
        [one] zit in een duo dat loopt
       *[other] zit in { $count } duo’s die lopen
    }
people-kept = Wat je aanvinkt blijft staan als je naar een andere bladzijde gaat.
filter-in-a-duo = Duo dat loopt
filter-in-a-duo-yes = Zit in een duo
filter-in-a-duo-no = Zit niet in een duo
people-nobody = Niemand past hierbij.
filter-q = Zoek op naam of organisatie
filter-all = Alle
filter-topic = Onderwerp
filter-show = Toon
filter-clear = Wis
pager = Bladeren
pager-before = Vorige
pager-after = Volgende
round-pairs = Vaste en uitgesloten duo’s
preview-title = Wat dit oplevert
preview-button = Laat zien wat dit oplevert
preview-none = Schuif, en zie hier hoeveel duo’s er komen. Er verandert nog niets.
preview-not-proved = Dit zijn de beste duo’s die zijn gevonden. Het is niet bewezen dat het niet beter kan. Een totaal boven { $bound } kan niet.
preview-compare = Kwaliteit tegenover dekking
preview-chosen = gekozen
stale-title = Iemand anders heeft deze ronde veranderd
stale-text = Wat je invulde staat er nog. Kijk of het nog klopt, en verstuur het opnieuw.
changed-nothing-done = Jouw knop heeft niets gedaan.
changed-look = Bekijk de ronde zoals die nu is
change-line = { $who } { $what }, { $when }
change-by-nobody = Iemand
change-people = veranderde wie er meedoen
change-settings = veranderde de instellingen
change-fix = zette een duo vast
change-free = maakte een duo los
change-exclude = sloot een duo uit
change-allow = liet een duo weer toe
change-leave_out = liet twee mensen weg
change-ask = vroeg de deelnemers of ze meedoen
change-propose = stelde duo’s voor
change-undo = maakte een verandering ongedaan
change-publish = publiceerde de ronde
ago-now = zojuist
ago-minutes =
    { $count ->
        [one] { $count } minuut geleden
       *[other] { $count } minuten geleden
    }
ago-hours = { $count } uur geleden
ago-days =
    { $count ->
        [one] { $count } dag geleden
       *[other] { $count } dagen geleden
    }
changed-from-to = { $what }: van ‘{ $from }’ naar ‘{ $to }’
changed-earlier-yes = Wie al eens een duo was, mag weer een duo worden
changed-earlier-no = Wie al eens een duo was, mag niet weer een duo worden
changed-second-yes = Wie in een duo zit, mag er een tweede bij krijgen
changed-second-no = Wie in een duo zit, krijgt er geen tweede bij
changed-both-ways-yes = Twee mensen mogen elkaars gids zijn
changed-both-ways-no = Twee mensen mogen niet elkaars gids zijn
changed-trio-yes = Wie alleen overblijft, sluit aan bij een duo
changed-trio-no = Wie alleen overblijft, sluit niet aan bij een duo
changed-groups = De groepen zijn veranderd
changed-fixed = Vast: { $one } en { $other }
changed-freed = Niet meer vast: { $one } en { $other }
changed-excluded = Uitgesloten: { $one } en { $other }
changed-allowed = Niet meer uitgesloten: { $one } en { $other }
changed-people-added =
    { $count ->
        [one] Doet nu mee: { $names }
       *[other] Doen nu mee ({ $count }): { $names }
    }
changed-people-removed =
    { $count ->
        [one] Doet niet meer mee: { $names }
       *[other] Doen niet meer mee ({ $count }): { $names }
    }
cost-nothing = kost niets
cost-duos-fewer =
    { $count ->
        [one] { $count } duo minder
       *[other] { $count } duo’s minder
    }
cost-duos-more =
    { $count ->
        [one] { $count } duo meer
       *[other] { $count } duo’s meer
    }
cost-points-fewer =
    { $count ->
        [one] { $count } punt minder
       *[other] { $count } punten minder
    }
cost-points-more =
    { $count ->
        [one] { $count } punt meer
       *[other] { $count } punten meer
    }
round-too-many-pairs = Zoveel mensen kunnen niet in één wederzijdse ronde. Stel meer eisen aan een duo, of maak meerdere rondes.
round-same-address = Twee deelnemers hebben het adres { $email }. Laat een van de twee weg.
round-member = Lid { $n }
round-score = Score
round-points =
    { $count ->
        [one] { $count } punt
       *[other] { $count } punten
    }
round-to-mails = Verder naar de mails
round-propose-again = Stel opnieuw voor
round-undo = Maak ongedaan: { $what }
round-nobody-title = Er doet nog niemand mee
round-nobody = Kies wie er meedoet, of wacht op hun antwoord als je hebt gevraagd of ze meedoen.
round-no-duos-title = Er zijn geen duo’s
round-history = Wat er gebeurde
duos-search = Zoek in de duo’s
duos-caption =
    { $count ->
        [one] { $count } duo
       *[other] { $count } duo’s
    }
duos-none-found = Geen duo past hierbij.
duos-topics = Gedeelde onderwerpen
unmatched-help-link = Bekijk wat hen aan een duo zou helpen
pair-title = { $one } en { $other }
pair-no-duo = geen duo
pair-excluded-mark = uitgesloten
pair-against = Deze twee kunnen nu geen duo zijn: { $rules }.
pair-by-hand = Maak hier een duo van
pair-fix = Zet vast
pair-free = Maak los
pair-exclude = Sluit dit duo uit
pair-allow = Laat dit duo weer toe
pair-leave_out = Laat beiden deze ronde weg
pair-factor = Wat telt
pair-bar = Balk
pair-points = { $points } van { $most }
pair-topics = Wat ze delen
pair-topics-none = Ze delen geen onderwerpen.
pair-profiles = Hun profielen
pair-shared = gedeeld
pair-stranger = Een van de twee doet niet mee in deze ronde.
pair-too-many = Er staan al 500 duo’s op die lijst. Haal er eerst een paar weg.
back-to-pair = Terug naar deze twee
alternatives-title = Wie anders
alternatives-link = Bekijk wie anders kan, en wat dat kost
alternatives-of = Voor { $name }
alternatives-none = Er is niemand anders mogelijk.
alternatives-cost = Wat het de ronde kost
alternatives-choose = Kies
alternatives-more = Zoek zelf iemand voor { $name }
alternatives-not-proved = Van deze duo’s is niet bewezen dat het niet beter kan. Daarom weten we niet wat een ander duo kost.
alternatives-too-large = Deze ronde is zo groot dat we andere duo’s niet vooraf uitrekenen. Kies twee mensen, dan rekenen we het voor je uit voordat er iets verandert.
alternatives-outdated = Sinds het voorstel is een profiel veranderd. Stel de duo’s eerst opnieuw voor.
alternatives-one-way = Voor deze kosten blijft staan wie in de andere duo’s de gids is. Mag dat ook wisselen, dan kan een duo minder kosten.
alternatives-trio = De punten die een derde in een trio meebrengt, tellen in deze kosten niet mee.
confirm-pair = Een duo maken van { $one } en { $other }
confirm-fix = { $one } en { $other } vastzetten
confirm-free = { $one } en { $other } losmaken
confirm-exclude = { $one } en { $other } uitsluiten als duo
confirm-allow = { $one } en { $other } weer toelaten als duo
confirm-leave-out = { $one } en { $other } deze ronde weglaten
confirm-cost = Voor de hele ronde: { $cost }.
confirm-nothing = Verder verandert er niets.
confirm-nobody-loses = Niemand raakt zijn duo kwijt.
confirm-lose = Zij raken hun duo kwijt:
confirm-back = Toch niet
confirm-figures = De ronde in cijfers
confirm-now = Nu
confirm-then = Straks
confirm-gone = Deze duo’s gaan weg
confirm-new = Deze duo’s komen erbij
partners-title = Wie past bij { $name }
partners-text = Kies iemand. Je ziet eerst wat dat voor de anderen betekent.
partners-possible = Mogelijk
partners-most =
    { $count ->
        [one] Je ziet de beste.
       *[other] Je ziet de beste { $count }. Zoek om anderen te zien.
    }
relief-title = Wat zou helpen
unmatched-one-more = Er kunnen meer duo’s zijn als je dekking kiest in plaats van kwaliteit. De eerste stap: { $cost }.
relief-none = Hier helpt één stoel of uitzondering niet.
relief-coverage = Kies dekking in plaats van kwaliteit.
relief-seat = Eén plek meer bij { $name }.
relief-exception = Een uitzondering voor { $one } en { $other }: { $rules }.
picture-link = Bekijk de ronde als plaatje
picture-title = Wie met wie
picture-by = Bekijk per
picture-organisations = Organisaties
picture-roles = Rollen
picture-rest = de overige
picture-said-organisations =
    { $count ->
        [one] { $count } van de { $all } duo’s verbindt twee organisaties.
       *[other] { $count } van de { $all } duo’s verbinden twee organisaties.
    }
picture-said-roles =
    { $count ->
        [one] { $count } van de { $all } duo’s verbindt twee rollen.
       *[other] { $count } van de { $all } duo’s verbinden twee rollen.
    }
picture-together = De { $count } kleinste staan bij elkaar.
picture-desc = Elke stip is een groep mensen; elke boog zijn duo’s tussen twee groepen, dikker als het er meer zijn. De tabel zegt hetzelfde.
picture-table = Hetzelfde in woorden
picture-between = Tussen
picture-within = onderling
publish-nothing = Er is niets om te publiceren
publish-text =
    { $count ->
        [one] Er gaat { $count } mail uit.
       *[other] Er gaan { $count } mails uit. Bekijk er gerust eerst een paar.
    }
mails-title = De mails
mails-text = Zo ziet elke lezer ze, in de eigen taal. De links werken hier nog niet.
mail-to = Aan { $to }
mail-as-sent = Bekijk zoals verstuurd
mail-test = Stuur mij een proefmail
mail-test-to = Stuur een proefmail naar { $email }
test-sent = De proefmail is onderweg naar { $email }.
mail-test-subject = Proef: { $subject }
mail-test-note = Dit is een proefmail. Zo zien de deelnemers hem straks. De link werkt hier nog niet.
change-remind = herinnerde wie nog stil is
change-extend = gaf meer tijd om te antwoorden
change-repair = maakte nieuwe duo’s
change-call_back = riep de mails terug
change-close = sloot de ronde af
pair-learns = Wil leren
pair-teaches = Kan anderen leren
pair-meets = Spreekt af
pair-availability = Kan op
board-title = Hoe het gaat
board-leaving = { $sent } van { $all } mails zijn vertrokken
board-left = Alle { $all } introducties zijn vertrokken.
board-failed = Mails die niet aankwamen: { $count }.
board-refresh = Kijk opnieuw
board-introduced = Duo’s
board-confirmed = Bevestigd
board-declined = Past nu niet
board-waiting = Wacht op antwoord
board-silent-people = Mensen zonder antwoord
board-lapsed = Verlopen
board-answers = Antwoorden
board-seen = reageerde, antwoordde nog niet
board-silent = nog stil
board-no-answer = geen antwoord
board-unreachable = mail komt niet aan
board-unreachable-people =
    { $count ->
        [one] Van { $count } deelnemer komt de mail niet aan.
       *[other] Van { $count } deelnemers komt de mail niet aan.
    }
board-help-mark = vraagt hulp
board-overdue =
    { $count ->
        [one] { $count } mail is niet verstuurd omdat het moment allang voorbij was.
       *[other] { $count } mails zijn niet verstuurd omdat het moment allang voorbij was.
    }
board-do = Wat je kunt doen
board-remind = Herinner wie nog stil is
pair-helped = Ik heb dit opgepakt
board-remind-duo = Herinner dit duo
board-extended = De laatste dag om te antwoorden is nu { $date }.
board-closed = De ronde is afgesloten. Wie nog op antwoord wachtte, krijgt bericht.
board-reminded =
    { $count ->
        [0] Niemand krijgt nu een herinnering.
        [one] { $count } deelnemer krijgt een herinnering.
       *[other] { $count } deelnemers krijgen een herinnering.
    }
board-reminded-skipped =
    { $count ->
        [one] { $count } deelnemer is vandaag al herinnerd, of krijgt een mail die nog onderweg is.
       *[other] { $count } deelnemers zijn vandaag al herinnerd, of krijgen een mail die nog onderweg is.
    }
board-last-reminder = De laatste herinnering ging op { $moment }. Niemand krijgt er meer dan één per dag.
board-reminder-leaves = De volgende herinnering vertrekt op { $moment }. Niemand krijgt er meer dan één per dag.
board-repair = Zoek nieuwe duo’s
board-repaired =
    { $count ->
        [one] Er is { $count } nieuw duo. Beide leden krijgen een mail.
       *[other] Er zijn { $count } nieuwe duo’s. Hun leden krijgen een mail.
    }
board-close = Sluit de ronde af
board-until = Geef tijd tot en met
board-extend = Geef meer tijd
board-too-late = De laatste dag om te antwoorden is voorbij. Geef eerst meer tijd.
board-table = Bekijk de duo’s met hun scores
close-title = De ronde afsluiten
close-text =
    { $count ->
        [0] Niemand wacht nog op antwoord. Bevestigde duo’s gaan gewoon verder.
        [one] { $count } duo wacht nog op antwoord en verloopt dan. Bevestigde duo’s gaan gewoon verder.
       *[other] { $count } duo’s wachten nog op antwoord en verlopen dan. Bevestigde duo’s gaan gewoon verder.
    }
people-ask-late = Vragen kan niet meer: de laatste dag om te antwoorden is al geweest, of is vandaag. Kies eerst een latere dag.
people-ask = Vraag hun eerst of ze meedoen
people-asked = Deelnemers kregen de vraag of ze meedoen. Alleen wie ja zegt, krijgt een duo. Tot nu toe: { $yes } ja, { $no } nee, { $silent } nog geen antwoord.
people-unasked =
    { $count ->
        [one] Eén deelnemer kreeg de vraag nog niet.
       *[other] { $count } deelnemers kregen de vraag nog niet.
    }
pair-said = Wat zij na een tijdje vertelden
board-running = Lopen nu
board-met = Spraken elkaar
board-finished = Goed afgerond
board-ended-early = Eerder gestopt
board-dissolved = Door coördinator gestopt
board-left-programme = Deelnemer vertrok
board-ended-unreachable = Deelnemer onbereikbaar
board-erased =
    { $count ->
        [one] { $count } duo telt mee zonder namen, omdat een deelnemer zijn gegevens liet verwijderen.
       *[other] { $count } duo’s tellen mee zonder namen, omdat een deelnemer zijn gegevens liet verwijderen.
    }
asks-title = Wie vraagt je hulp
ask-help = { $name } vraagt je hulp in het duo met { $other }, sinds { $moment }.
ask-another = { $name } stopte het duo met { $other } en wil graag iemand anders, sinds { $moment }.
ask-met-yes = { $name } zegt dat ze elkaar spraken.
ask-met-no = { $name } zegt dat ze elkaar nog niet spraken.
ask-met-unknown = { $name } zei nog niet of ze elkaar spraken.
ask-to-duo = Bekijk dit duo
board-day-over-waiting = De laatste dag om te antwoorden was { $date }. Antwoorden tellen nog mee tot en met { $last }.
board-day-over = De laatste dag om te antwoorden was { $date }. Niemand kan nog antwoorden. Sluit je de ronde niet af, dan doen we dat op { $closes }.
board-repair-later = Nieuwe duo’s zoeken kan weer als je een latere dag kiest.
board-nothing-to-extend = Niemand wacht op antwoord en niemand zoekt nog een duo. Een latere dag is niet nodig.
people-asked-by = Antwoorden kan tot en met { $date }.
people-asked-over = De laatste dag om te antwoorden was { $date }. Wie nog antwoordt, telt mee tot je publiceert.
people-silent =
    { $count ->
        [one] { $count } deelnemer antwoordde de laatste 3 keer of vaker niet.
       *[other] { $count } deelnemers antwoordden de laatste 3 keer of vaker niet.
    }
people-silent-out = Laat hen deze ronde weg
people-silent-ask = Vraag alleen hun eerst of ze meedoen
people-asked-some = Een deel van de deelnemers kreeg de vraag of ze meedoen. Wie van hen geen ja zegt, doet niet mee. Tot nu toe: { $yes } ja, { $no } nee, { $silent } nog geen antwoord.
