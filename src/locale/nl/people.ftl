# Links that are replaced, invitations, doubles, and leaving.

mail-kind-fresh_links = Nieuwe links
links-subject = Je nieuwe links voor { $programme }
links-what = Je vroeg om nieuwe links. Hieronder staat wat nu voor jou openstaat. Open je er een, dan werken oudere links naar dezelfde pagina niet meer.
links-reported-subject = Al je links voor { $programme } zijn vervangen
links-reported-what = Je liet weten dat iemand anders een link van jou heeft. Al je oude links werken niet meer. Dit zijn je nieuwe.
links-duo-answer = Je duo met { $name }: je kunt antwoorden tot en met { $date }.
links-duo-answer-button = Bekijk je duo met { $name }
links-duo-meet = Je duo met { $name } is bevestigd. Op de pagina van je duo staat hoe je { $name } bereikt en kun je een gesprek plannen.
links-duo-meet-button = Ga naar je duo met { $name }
links-duo-look-back = Je duo met { $name } is afgelopen. Je kunt nog vertellen wat het je bracht.
links-duo-look-back-button = Kijk terug op je duo met { $name }
links-round = Doe je mee met { $round }?
links-round-by = Doe je mee met { $round }? Laat het uiterlijk { $date } weten.
links-round-button = Zeg of je meedoet
links-profile = Op je eigen pagina wijzig je je profiel. Je kunt daar ook even niet meedoen, je gegevens ophalen of stoppen.
links-not-you = Vroeg je hier niet om? Dan hoef je niets te doen. Alleen jij kreeg deze mail.
links-reported-not-you = Deed jij dit niet? Bewaar dan deze mail. Wie een oude link had, kan er niets meer mee.

report-link-open = Heeft iemand anders mijn link?
report-link-text = Met je link kan een ander je profiel en je duo’s zien. Stop al je links hier. Je krijgt meteen nieuwe op { $email }.
report-link-button = Stop al mijn links en mail mij nieuwe
report-link-sent-title = Al je links zijn gestopt
report-link-sent-text = Er is een mail met nieuwe links onderweg naar je eigen adres. De oude werken niet meer, ook niet bij een ander.
close-page-button = Sluit deze pagina op dit apparaat
close-page-hint = Doe dit op een computer die je deelt. Met de link in je mail open je de pagina weer.
close-page-sent-title = Je pagina is dicht
close-page-sent-text = Op dit apparaat is je pagina dicht. Met de link in je mail open je haar weer.
error-link-replaced-title = Deze link werkt niet meer
error-link-replaced-text = Er is een nieuwere mail met een nieuwe link. Zoek die mail op, of vraag hier een nieuwe link aan.
error-sign-in-link-replaced-title = Deze link werkt niet meer
error-sign-in-link-replaced-text = Er is een nieuwere mail met een nieuwe link. Zoek die mail op, of vraag hier een nieuwe link aan.
activity-links-replaced = liet alle eigen links vervangen

invitation-again-subject = Nog een keer: doe je mee met { $programme }?
invitation-again = We mailden je eerder en hoorden nog niets. Dit is een nieuwe link.
invitation-until = De link werkt tot { $time }.
invitation-no = Wil je niet meedoen? Zeg het op de pagina, dan verwijderen we je gegevens meteen. Doe je niets, dan gebeurt dat op { $date }.
invitation-no-date = Wil je niet meedoen? Dan hoef je niets te doen.
confirm-refuse-open = Wil je niet meedoen?
confirm-refuse-text = We verwijderen dan meteen alles wat er over jou staat. We nodigen je daarna niet meer uit.
confirm-refuse = Nee, verwijder mijn gegevens
confirmed-once = Meldde je je eerder aan met een ander e-mailadres? Houd er dan één over, en stop op de pagina van het andere.
no-invitations-title = Geen uitnodigingen meer
no-invitations-text = Dag { $name }. Wil je geen mails meer over meedoen met { $programme }?
no-invitations-button = Stuur mij geen uitnodigingen meer
no-invitations-done = Je krijgt geen mails meer over meedoen met { $programme }.
no-invitations-removed = We verwijderen je gegevens op de dag die in de uitnodiging staat. Wil je toch meedoen? Gebruik de link in de uitnodiging zolang die werkt, of meld je zelf aan.

import-check-title = Controleer dit eerst
import-check-text = Er is nog niets verstuurd en nog niets bewaard.
import-will-invite =
    { $count ->
        [0] Niemand krijgt een eerste uitnodiging.
        [one] { $count } persoon krijgt een uitnodiging.
       *[other] { $count } mensen krijgen een uitnodiging.
    }
import-will-invite-again =
    { $count ->
        [one] { $count } persoon antwoordde niet op een eerdere uitnodiging en krijgt een nieuwe.
       *[other] { $count } mensen antwoordden niet op een eerdere uitnodiging en krijgen een nieuwe.
    }
import-again =
    { $count ->
        [one] { $count } persoon antwoordde niet op een eerdere uitnodiging en kreeg een nieuwe.
       *[other] { $count } mensen antwoordden niet op een eerdere uitnodiging en kregen een nieuwe.
    }
import-left =
    { $count ->
        [one] { $count } persoon stopte op eigen verzoek en wordt niet uitgenodigd: regel { $lines }.
       *[other] { $count } mensen stopten op eigen verzoek en worden niet uitgenodigd: regels { $lines }.
    }
import-doubles =
    { $count ->
        [one] { $count } persoon staat er misschien dubbel in
       *[other] { $count } mensen staan er misschien dubbel in
    }
import-doubles-text = Ze hebben dezelfde naam en organisatie, of een ander adres van dezelfde mailbox. Ze krijgen wel een uitnodiging; haal de regel weg als je dat niet wilt.
import-double-line = Regel { $line }: { $name } is misschien dezelfde persoon als op regel { $earlier }.
import-double-known = Regel { $line }: { $name } is misschien dezelfde persoon als { $other }, die al bekend is.
import-invite-button =
    { $count ->
        [one] Nodig { $count } persoon uit
       *[other] Nodig { $count } mensen uit
    }
import-nobody-button = Ga door zonder uitnodigingen
import-another = Of kies een ander bestand

invite-title = Uitnodiging
invite-since = Uitgenodigd sinds
invite-times = Aantal mails
invite-last = Laatste mail
invite-until = Link werkt tot
invite-removed = Zonder antwoord verwijderd op
invite-own = Deze persoon meldde zich zelf aan en bevestigde het adres nog niet.
invite-again = Nodig opnieuw uit
invite-daily = Je kunt iemand één keer per dag opnieuw uitnodigen.
invite-invited = De uitnodiging is onderweg.
invite-answered = Deze persoon heeft al geantwoord.
invite-declined = Deze persoon wil geen uitnodigingen meer.
invite-too_soon = Deze persoon kreeg minder dan een dag geleden al een mail. Probeer het morgen.
invite-distinct = Onthouden: dit zijn twee mensen.
invite-all = Nodig hen opnieuw uit
invite-all-text =
    { $count ->
        [one] { $count } persoon antwoordde nog niet op de uitnodiging.
       *[other] { $count } mensen antwoordden nog niet op hun uitnodiging.
    }
invited-all =
    { $count ->
        [0] Niemand kreeg een nieuwe uitnodiging.
        [one] { $count } persoon krijgt een nieuwe uitnodiging.
       *[other] { $count } mensen krijgen een nieuwe uitnodiging.
    }
double-like = Misschien dezelfde persoon als
double-text = Ze hebben dezelfde naam en organisatie, of een ander adres van dezelfde mailbox. We koppelen hen niet aan elkaar.
double-distinct = Het zijn twee mensen
filter-doubles = misschien dubbel
task-doubles =
    { $count ->
        [one] { $count } keer staat iemand misschien dubbel in de lijst
       *[other] { $count } keer staat iemand misschien dubbel in de lijst
    }
activity-invited-again =
    { $count ->
        [one] nodigde { $count } persoon opnieuw uit
       *[other] nodigde { $count } mensen opnieuw uit
    }
activity-invitation-reminded = { $name } is herinnerd aan de uitnodiging
activity-invitation-declined = wil geen uitnodigingen meer
activity-invitation-expired = iemand die niet op de uitnodiging antwoordde, is verwijderd
activity-found-distinct = gaf aan dat { $two } twee mensen zijn

round-doubles-title = Misschien staat iemand er dubbel in
round-doubles-text = We koppelen hen niet aan elkaar. Laat er één weg, of zeg op de pagina van een van beiden dat het twee mensen zijn.
round-doubles-leave-out = Laat { $email } weg
shut-out-same_person = { $count } is misschien dezelfde persoon onder een ander adres
rule-same_person = misschien dezelfde persoon onder twee adressen
links-again = Je duo in { $round } ging niet door. Wil je iemand anders? Laat het uiterlijk { $date } weten.
links-again-button = Zeg of je iemand anders wilt

# Whose time is over.
mail-kind-still_there = Wil je blijven?
mail-kind-removed = Je gegevens zijn verwijderd
mail-why-removed = Je krijgt deze mail omdat je meedeed met { $programme }.
still-there-subject = Wil je nog meedoen met { $programme }?
still-there-what = We hoorden lang niets van je. Wil je nog meedoen met { $programme }?
still-there-ask = Ja? Open je pagina en druk op ‘Ik wil blijven’. Dan houden we je profiel.
still-there-button = Ga naar je pagina
still-there-no = Nee? Dan hoef je niets te doen. We verwijderen je gegevens op { $date }.
removed-subject = Je gegevens bij { $programme } zijn verwijderd
removed-by-coordinator = De coördinator heeft je uit { $programme } gehaald.
removed-inactive = We hoorden lang niets van je, en je antwoordde niet op onze mail. Daarom doe je niet meer mee met { $programme }.
removed-what = We hebben je profiel, je duo’s en onze mails aan jou verwijderd. Je oude links werken niet meer.
removed-kept = Alleen als een ander niet aan jou gekoppeld wil worden, bewaren we een code van je adres. Zo blijft die wens gelden.
removed-last = Dit is onze laatste mail. Wil je later weer meedoen? Meld je dan opnieuw aan.
stay-title = Wil je blijven?
stay-text = We hoorden lang niets van je. Doe je niets, dan verwijderen we je gegevens op { $date }.
stay-button = Ik wil blijven
stay-done = Je blijft. We houden je profiel.
professional-removal = Deed lang niets, en kreeg de vraag om te blijven. Zonder antwoord verwijderen we de gegevens op { $date }.
professional-remove = Verwijder deze persoon
removal-title = Een persoon verwijderen
removal-text = We verwijderen alles wat we over { $name } bewaren: het profiel, de duo’s en de mails. Alleen als een ander niet aan { $name } gekoppeld wil worden, blijft een code van het adres. Dit kan niet ongedaan worden gemaakt.
removal-told = { $name } krijgt daarover een mail. Wie met { $name } een duo vormt, hoort dat het is afgelopen.
removal-not-told = Het adres is nooit bevestigd. Daarom sturen we daar geen mail heen.
removal-button = Verwijder deze persoon
removal-done = De persoon is verwijderd.
activity-sign-up-expired = iemand die de aanmelding niet bevestigde, is verwijderd
activity-asked-to-stay = { $name } kreeg de vraag om te blijven
activity-wants-to-stay = wil blijven
activity-removed-as-inactive = iemand die lang niets deed, is verwijderd
activity-removed = verwijderde een persoon
activity-round-forgotten = verwijderde waarop de duo’s van { $round } berustten

away-data-read = Lees mijn gegevens
data-title = Wat we van je bewaren
data-text = Dit bewaren we van je. Uitgesloten duo’s, en wat er staat in rondes die nog niet gepubliceerd zijn, staan er niet bij: daaruit kan blijken wat anderen in vertrouwen vroegen. De punten van een duo staan erbij als jullie allebei ja zeiden: eerder zouden ze meer over de ander vertellen dan jullie van elkaar lezen. Je kunt het ook als bestand ophalen.
data-general = Algemeen
data-yes = ja
data-no = nee
data-programme = Programma
data-signed_up = Aangemeld op
data-consent_version = Versie waarmee je akkoord ging
data-consent_at = Akkoord op
data-consent_text = De tekst waarmee je akkoord ging
data-standing = Of je meedoet
data-active = Laatst actief
data-removal = Wordt verwijderd op
data-profile = Je profiel
data-duos = Je duo’s
data-rounds = Je rondes
data-trouble = Mail die niet aankomt
data-looks = Wanneer je profiel is bekeken of je gegevens zijn opgehaald
data-log = Wat je deed
data-done = Wat coördinatoren of het systeem met je gegevens deden
data-fixed = Duo’s van jou die de coördinator vastzette
data-profile_then = Je profiel zoals het toen was
data-mails = Mails aan jou
data-round = Ronde
data-with = Met
data-state = Stand
data-score = Punten
data-reasons = Waaruit die bestaan
data-introduced = Voorgesteld op
data-answer = Je antwoord
data-answered = Geantwoord op
data-answer_reason = Je reden
data-expectations = Wat jullie verwachten
data-how_often = Hoe vaak
data-place = Waar
data-start = Wanneer
data-minutes = Minuten
data-goes_ahead = Gaat door
data-by_you = Door jou voorgesteld
data-moments = Voorgestelde tijden
data-met = Elkaar ontmoet
data-learned = Wat je leerde
data-collaboration = Hoe het samen ging
data-wants_help = Je vroeg hulp
data-success = Je kleine succes
data-success_is_shared = Mag gedeeld worden
data-at = Wanneer
data-about = Waarover
data-asked = Gevraagd
data-dealt_with = Afgehandeld op
data-takes_part = Doe je mee
data-no_duo = Waarom geen duo
data-since = Sinds
data-words = Wat de mailserver zei
data-what = Wat
data-kind = Soort
data-written = Geschreven
data-sent = Verstuurd
