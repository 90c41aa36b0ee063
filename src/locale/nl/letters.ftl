# De mails in het leven van een ronde en van een duo. Eén boodschap per alinea; de volgende stap is de knop.

opt-in-subject = Doe je mee met { $round }?
opt-in-what = Er komt een nieuwe ronde: { $round }. We zoeken dan een duo voor iedereen die meedoet.
opt-in-ask = Doe jij mee? Laat het uiterlijk { $date } weten.
opt-in-button = Laat weten of je meedoet
opt-in-silence = Horen we niets, dan zoeken we deze ronde geen duo voor je.
opt-in-no = Komt het nu niet uit? Dat is ook goed. Voor volgende rondes blijf je aangemeld.

reminder-subject = Wat vind je van een duo met { $name }?
reminder-last-subject = Je duo met { $name }: antwoorden kan tot en met { $date }
reminder-what = We hebben je voorgesteld aan { $name }. Je antwoord hebben we nog niet. Misschien kwam het er nog niet van.
reminder-both = In dit duo leren jullie allebei, van elkaar.
reminder-by = Laat het uiterlijk { $date } weten.
reminder-last-by = De laatste dag om te antwoorden is { $date }. Daarna vervalt dit duo.
later-day-subject = Je hebt meer tijd: antwoord over { $name } tot en met { $date }
later-day-what = We hebben je voorgesteld aan { $name }. Je antwoord hebben we nog niet. De laatste dag om te antwoorden is verzet.
later-day-by = Antwoorden kan nu tot en met { $date }.
reminder-no = Past het niet? Zeg dat dan gerust. Dan hoeft { $name } niet te wachten.

partner-declined-subject = Je duo met { $name } gaat niet door
partner-declined-what = { $name } heeft laten weten dat dit duo nu niet past. Daar kunnen allerlei redenen voor zijn. Het zegt niets over jou.
partner-declined-next = Je bent weer vrij voor een ander duo. Zei jij ja? Dan krijg je na deze ronde voorrang.

lapsed-subject = Je duo met { $name } is vervallen
lapsed-you-answered = De tijd om te antwoorden is voorbij, en van { $name } hebben we niets gehoord. Fijn dat jij het wel liet weten.
lapsed-you-answered-next = Je bent weer vrij voor een ander duo. Na deze ronde krijg je voorrang.
lapsed-silent = De tijd om te antwoorden is voorbij, en we hebben niets van je gehoord. Dat kan gebeuren als het druk is.
lapsed-silent-next = Je bent weer vrij voor een ander duo. Voor volgende rondes blijf je aangemeld.
lapsed-pause = Komt het voorlopig niet uit? Op je eigen pagina kun je een pauze nemen.

no-duo-subject = { $round }: deze keer geen duo
no-duo-what = In { $round } hebben we een duo gezocht voor iedereen die meedeed. Voor jou is dat deze keer niet gelukt.
no-duo-why-nobody = Er deed nu niemand mee met wie je een goed duo kon vormen.
no-duo-why-taken = Er waren mensen die bij je pasten, maar die hebben in deze ronde al een ander duo.
no-duo-why-little_to_learn = Met de mensen die nog vrij waren, viel er te weinig van elkaar te leren.
no-duo-why-not_needed = Er deden deze keer meer gidsen mee dan er nodig waren.
no-duo-why-in_neither_group = Deze ronde bracht twee groepen bij elkaar, en jij hoort bij geen van beide.
no-duo-why-stands_elsewhere = Je zit al in een duo dat loopt. Deze ronde was voor wie nog plek had.
no-duo-why-regrouped = We hebben de duo's van deze ronde opnieuw verdeeld, zodat meer mensen een duo hebben dat past. Het duo waarover we je schreven, gaat daardoor niet door.
no-duo-next = In de volgende ronde krijg je voorrang.
no-duo-tip = Met meer onderwerpen of meer dagdelen in je profiel wordt de kans op een duo groter.

introduction-instead = Je duo met { $earlier } gaat niet door. Daarom hebben we opnieuw gezocht.
introduction-three = Jullie zijn met z’n drieën: { $third } hoort er ook bij. Voor { $third } is er een eigen knop, zodat je over ieder apart kunt antwoorden.

partner-unreachable-subject = We kunnen { $name } niet bereiken
partner-unreachable-what = Onze mail aan { $name } over jullie duo is niet aangekomen. Het e-mailadres werkt niet.
partner-unreachable-next = De coördinator weet ervan, en kijkt of { $name } op een andere manier te bereiken is. Lukt dat niet, dan kan de coördinator iemand anders voor je zoeken.
partner-unreachable-you = Jij hoeft niets te doen.

check-in-subject = Hoe gaat het met { $name } en jou?
check-in-what =
    { $count ->
        [one] { $name } en jij zijn nu een week een duo. We zijn benieuwd hoe het gaat.
       *[other] { $name } en jij zijn nu { $count } weken een duo. We zijn benieuwd hoe het gaat.
    }
check-in-questions = Hebben jullie elkaar gesproken? Wat heb je geleerd? En hoe werken jullie samen?
check-in-button = Vertel hoe het gaat
check-in-not-met = Is het er nog niet van gekomen? Vertel dat ook. De coördinator kan helpen, of iemand anders voor je zoeken.
check-in-clients = Schrijf over jezelf, en niet over cliënten.

closing-subject = Wat heeft het duo met { $name } je gebracht?
closing-what = Het duo van { $name } en jou loopt af. Een mooi moment om samen terug te kijken.
closing-ask = Wat is er gelukt, hoe klein ook? Een paar zinnen zijn genoeg.
closing-button = Vertel wat er gelukt is
closing-consent = We delen het alleen met anderen als jij dat goed vindt.

duo-ended-subject = Je duo met { $name } is afgerond
duo-ended-by-you = Je hebt je duo met { $name } afgerond. { $name } krijgt daar ook bericht van.
duo-ended-by-other = { $name } heeft jullie duo afgerond. Daar kunnen allerlei redenen voor zijn. Het zegt niets over jou.
duo-ended-gone = De ander doet niet meer mee, en jullie duo is afgerond. De naam bewaren we niet meer. Het zegt niets over jou.
somebody-gone = iemand die niet meer meedoet
duo-ended-thanks = Dank je wel voor je tijd en aandacht.
duo-ended-next = Je bent weer vrij voor een ander duo. Voor volgende rondes blijf je aangemeld.

meeting-subject = Je gesprek met { $name }: { $date }
meeting-changed-subject = Verzet: je gesprek met { $name }, nu { $date }
meeting-cancelled-subject = Gaat niet door: je gesprek met { $name }, { $date }
meeting-what = Jij en { $name } spreken elkaar.
meeting-changed = Je gesprek met { $name } is verzet. Dit is de nieuwe tijd.
meeting-cancelled = { $name } heeft jullie gesprek afgezegd.
meeting-file = Het gesprek zit als bestand bij deze mail. Je kunt het ook hier in je agenda zetten.
meeting-cancelled-file = Met het bestand bij deze mail haal je het gesprek uit je agenda.
meeting-else = Komt het toch niet uit? Op jullie pagina kun je een andere tijd voorstellen of afzeggen.
meeting-cancelled-next = Stel een nieuwe tijd voor als het jullie weer uitkomt.
meeting-when = Wanneer
meeting-where = Waar
meeting-time = { $date }, van { $from } tot { $to } uur
meeting-summary = Gesprek met { $name }
meeting-file-name = gesprek.ics

contact-meeting = Jullie eerste gesprek

digest-subject = Hoe staat { $round } ervoor?
digest-what = Dit gebeurde er tot nu toe in { $round }.
digest-introduced = Duo's voorgesteld
digest-confirmed = Bevestigd
digest-declined = Nee gezegd
digest-lapsed = Vervallen
digest-silent = Mensen die nog niet antwoordden
digest-unreachable = Mensen die we niet bereiken
digest-overdue =
    { $count ->
        [one] { $count } bericht is niet verstuurd, omdat het al lang geleden weg had gemoeten. Op de pagina van de professional staat welk.
       *[other] { $count } berichten zijn niet verstuurd, omdat ze al lang geleden weg hadden gemoeten. Op de pagina’s van de professionals staat welke.
    }
digest-unreachable-what = Kijk of je een ander adres hebt van de mensen die we niet bereiken. Wie met hen een duo vormt, weet ervan.
digest-button = Bekijk de ronde

export-subject = Je gegevens staan klaar
export-what = Je hebt gevraagd wat we van je bewaren. Het staat voor je klaar op je eigen pagina.
export-button = Haal je gegevens op
export-not-you = Heb je hier niet om gevraagd? Laat het ons weten.

# De pagina achter de afmeldknop van mailprogramma's.
unsubscribe-title = Even geen rondes meer?
unsubscribe-text = Dag { $name }. Je krijgt dan geen mails meer over nieuwe rondes van { $programme }, en we zoeken geen duo voor je.
unsubscribe-button = Meld me af voor nieuwe rondes
unsubscribed-title = Je bent afgemeld voor nieuwe rondes
unsubscribed-text = Je krijgt geen mails meer over nieuwe rondes van { $programme }, en we zoeken geen duo voor je.
unsubscribed-duos = Heb je nu een duo? Daar verandert niets aan, en mails over dat duo blijven komen.
unsubscribed-back = Wil je later weer meedoen? Dat kan op je eigen pagina.

# De pagina met alle mails, voor wie ze schrijft.
letters-title = Alle mails
letters-text = Elke soort mail, met verzonnen mensen en links die nergens heen leiden. Met een mailserver is deze pagina er niet.
letters-kind = Soort
letters-programme = Een programma
digests-title = Geen samenvattingen meer?
digests-text = Je krijgt dan geen mails meer over hoe rondes lopen. Op je overzicht staat het nog steeds.
digests-stop = Stuur mij geen samenvattingen
digests-stopped-title = Je krijgt geen samenvattingen meer
digests-stopped-text = Hoe rondes lopen, zie je op je overzicht.
digests-again = Stuur ze mij weer

duo-page-link = Jullie pagina

meeting-cancelled-by-you = Je hebt je gesprek met { $name } afgezegd. { $name } krijgt daar ook bericht van.
meeting-cancelled-duo-over = Je duo met { $name } is afgerond. Daarom gaat jullie gesprek niet door.
meeting-button = Naar jullie pagina
meeting-again-button = Stel een nieuwe tijd voor
meeting-google = Zet in Google Agenda
meeting-outlook = Zet in Outlook op het web

meeting-reminder-subject = Herinnering: je gesprek met { $name } op { $date }
meeting-reminder-what = Op { $date } spreken jij en { $name } elkaar.

meeting-proposed-subject = { $name } stelt een tijd voor om te praten
meeting-proposed-what = { $name } stelt deze tijden voor om elkaar te spreken:
meeting-proposed-long = Hoe lang
meeting-proposed-minutes =
    { $count ->
        [one] { $count } minuut
       *[other] { $count } minuten
    }
meeting-proposed-next = Kies wat jou past, of stel iets anders voor.
meeting-proposed-button = Kies een tijd

proposal-withdrawn-subject = De tijden die { $name } voorstelde, gelden niet meer
proposal-withdrawn-what = { $name } heeft de voorgestelde tijden ingetrokken. Er staat nu geen voorstel meer open.

agreement-changed-subject = { $name } schreef op wat jullie van elkaar verwachten
agreement-changed-what = { $name } heeft opgeschreven of gewijzigd wat jullie van elkaar verwachten.
agreement-changed-next = Lees het op jullie pagina. Jij kunt het daar ook wijzigen.
agreement-changed-button = Lees wat er staat
digest-needs-help = Duo’s die hulp vragen
help-asked-subject = { $name } vraagt je hulp ({ $round })
help-asked-what = { $name } vraagt je hulp in het duo met { $other }.
help-asked-another = { $name } heeft het duo met { $other } gestopt. Ze spraken elkaar nog niet. { $first-name } wil graag een duo met iemand anders.
help-asked-about = Waarover
help-asked-met = Spraken ze elkaar (volgens { $first-name })
help-asked-next = Neem contact op met { $first-name }. Zet daarna in de ronde dat je dit hebt opgepakt.
# Meer berichten in één mail: elk onder een eigen kop, wat ze delen staat eenmaal onderaan.
several-subject-introduction = Je nieuwe duo’s: { $names }
several-subject-reminder = Je antwoord voor { $names }
several-subject-later_day = Je hebt meer tijd voor je antwoord: { $names }
several-subject-lapsed = Je duo’s met { $names } zijn vervallen
several-subject-partner_declined = Je duo’s met { $names } gaan niet door
several-subject-check_in = Hoe gaat het met { $names } en jou?
several-subject-closing = Je duo’s met { $names } lopen af
several-subject-digest = Hoe staan ze ervoor: { $names }
several-subject-other = Nieuws voor je over { $names }
several-names =
    { $count ->
        [one] { $names } en nog iemand
       *[other] { $names } en nog { $count } anderen
    }
several-shared = Voor alle samen
