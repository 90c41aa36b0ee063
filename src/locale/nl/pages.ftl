# De pagina’s voor professionals, en wat overal terugkomt.
skip = Naar de inhoud
other-language = English
footer = Tweespan koppelt professionals die van elkaar willen leren.
footer-link = Link kwijt?
footer-coordinator = Voor coördinatoren
menu = Menu
next-page = Volgende pagina

# Fouten.
error-not-found-title = Deze pagina is er niet
error-not-found-text = Misschien is het adres niet helemaal overgenomen. Kijk het na, of begin op de voorpagina.
error-number = Neem je hierover contact op? Noem dan dit nummer:
error-not-found-next = Naar de voorpagina
error-link-title = Deze link werkt niet meer
error-link-text = De link is verlopen of niet helemaal overgenomen, of er is een nieuwere mail. Vraag een nieuwe aan, dan sturen we die naar jouw adres.
error-link-next = Vraag een nieuwe link aan
error-not-opened-title = Open de link in je mail
error-not-opened-text = Deze pagina gaat open met de link in je mail en de knop die daarachter staat. Je browser onthoudt dat een paar uur in een cookie. Kom je hier toch weer uit, sta dan cookies toe voor deze site.
open-title = Open je pagina
open-text = Deze link is alleen voor jou. Met de knop ga je verder. Er verandert dan nog niets.
open-button = Ga verder
open-cookie = Op dit apparaat blijft je pagina { $hours } uur open, met een cookie. Zo staat de geheime code uit je mail niet meer in het adres.
closed-title = Je pagina was dicht
closed-text = Een pagina blijft maar een paar uur open, en daarom was deze dicht. Wat je invulde staat nog op deze pagina. Er is nog niets opgeslagen.
closed-step-1 = Open de link in je mail nog een keer, in een ander tabblad.
closed-step-2 = Kom terug naar deze pagina en ga verder.
closed-go-on = Ga verder met wat ik invulde
error-sign-in-link-title = Deze link werkt niet meer
error-sign-in-link-text = De link is gebruikt, verlopen of niet helemaal overgenomen, of er is een nieuwere mail. Vraag een nieuwe aan, dan sturen we die naar jouw adres.
error-sign-in-title = Log eerst in
error-sign-in-text = Deze pagina is voor coördinatoren. Je bent niet ingelogd, of te lang geleden.
error-too-many-people-title = Dat zijn te veel mensen voor één dag
error-too-many-people-text = Niemand is uitgenodigd. Nodig een deel uit en de rest morgen, of vraag wie deze server beheert om een ruimere grens.
error-forbidden-title = Dit hoort niet bij jouw rol
error-forbidden-text = Er is niets veranderd. Een beheerder van het programma kan je een andere rol geven.
error-stale-title = Deze pagina stond te lang open
error-stale-text = Er is niets veranderd. Ga terug, laad de pagina opnieuw en probeer het nog een keer.
error-method-title = Zo kan dit niet
error-method-text = Er is niets veranderd. Ga terug en gebruik de knoppen op de pagina.
error-changed-title = Iemand anders was je voor
error-changed-text = Dit is intussen veranderd. Ga terug, laad de pagina opnieuw en bekijk wat er nu staat.
error-too-large-title = Dit is te groot
error-too-large-text = Er is niets opgeslagen. Ga terug en stuur minder tekst of een kleiner bestand.
error-too-many-title = Even rustig aan
error-too-many-text = Er kwamen veel verzoeken achter elkaar. Wacht een minuut en probeer het dan opnieuw.
error-too-slow-title = Dit duurde te lang
error-too-slow-text = De verbinding was traag en er kwam niet alles binnen. Ga terug en probeer het opnieuw.
error-busy-title = Het is even druk
error-busy-text = Er is niets veranderd. Wacht een minuut en probeer het dan opnieuw.
error-internal-title = Er ging iets mis bij ons
error-internal-text = We hebben het genoteerd. Probeer het over een paar minuten opnieuw.
error-bad-request-title = Dit begrijpen we niet
error-bad-request-text = Er is niets veranderd. Ga terug en probeer het opnieuw.

# De voorpagina.
home-title = Leren in een duo
home-lead = Kies het programma waar je bij hoort. Aanmelden kost een paar minuten en je hebt geen account nodig.
home-empty = Er is nu geen open programma. Kijk later nog eens.

# Aanmelden en het profiel.
sign-up-step-1 = Vertel wat je wilt leren en wat je anderen kunt leren.
sign-up-step-2 = Wij zoeken iemand die bij je past, liefst van een andere organisatie.
sign-up-step-3 = Je krijgt een mail om kennis te maken. Zeggen jullie allebei ja, dan spreken jullie af.
sign-up-title = Doe mee
sign-up-text = Schrijf over jezelf, nooit over een kind, een gezin of een cliënt.
form-stale = Deze pagina stond te lang open. Wat je invulde staat er nog: verstuur het nog een keer.
form-problems = Kijk deze punten na
form-you = Wie je bent
form-meeting = Hoe en wanneer je kunt afspreken
form-part = Leren of begeleiden
form-learn = Wat je wilt leren
form-teach = Wat je anderen kunt leren
form-private = Wat onder ons blijft
hint-email = We sturen hier een link naartoe om je aanmelding te bevestigen.
hint-role = Je functie, zoals jongerenwerker of jeugdbeschermer. Geen namen of verhalen van cliënten.
hint-region = De provincie of regio waar je werkt.
hint-availability = Kruis aan wat meestal kan. Je legt niets vast.
hint-capacity = Alleen voor gidsen. Je krijgt er hoogstens zoveel als je hier aanbiedt; in een trio kan het er één meer zijn.
hint-learn = Kies hoogstens tien onderwerpen en geef aan hoe belangrijk ze voor je zijn. De rest laat je op{ "\u00A0" }– staan.
hint-sharing = Bij een gevoelig onderwerp kies je zelf of je duo leest dat jij het wilt leren. Zonder vinkje vertellen wij het niet; de coördinator ziet het wel.
sharing-tick = Mijn duo mag dit lezen, ook voordat we allebei ja zeiden
sharing-yes = je duo mag dit lezen
sharing-no = je duo leest dit niet van ons
field-sharing = Gevoelige onderwerpen die je duo mag lezen
hint-teach = Kies hoogstens twintig onderwerpen waar je iets van weet. Een beetje is ook iets.
hint-private = We koppelen je nooit aan deze mensen, en niemand ziet wat je hier invult. Coördinatoren kunnen wel merken dat twee mensen nooit samen worden voorgesteld, maar niet waarom.
hint-addresses = E-mailadressen, elk op een eigen regel. Je mag dit leeg laten.
part-learn = Ik wil leren van iemand met ervaring
part-guide = Ik wil iemand anders begeleiden
part-both = Allebei
consent-title = Toestemming
consent-text = { $programme } gebruikt je gegevens om duo’s te maken en je daarover te mailen. Dat gebeurt met jouw toestemming; { $responsible } is ervoor verantwoordelijk. De coördinatoren, en wie met hen meekijkt, zien je profiel, wat je wilt leren, waarom een duo je niet past en hoe het gaat. Iemand aan wie we je koppelen ziet je voornaam, rol, organisatie, wat jullie van elkaar kunnen leren en wanneer jullie allebei kunnen, een gevoelig onderwerp alleen als jij dat toestaat; je achternaam en e-mailadres pas als jullie allebei ja zeggen. We tellen ook wat mensen willen leren, nooit over minder dan vijf. Doe je { $months } maanden niets, dan vragen we of je wilt blijven, en anders verwijderen we je gegevens. Wil je stoppen, schrijf dan naar { $contact }, of doe het zelf op je eigen pagina.
consent-more = Lees de privacyverklaring
consent-new-title = Onze tekst over je gegevens is veranderd
consent-new-text = Lees wat we nu met je gegevens doen. Ga je akkoord?
consent-before = Waar je eerder mee akkoord ging
consent-now = Nu
consent-not = Wil je dat niet? Dan kun je pauzeren of vertrekken.
footer-privacy = Privacy
footer-accessibility = Toegankelijkheid
privacy-title = Privacy
privacy-who = Op deze pagina staat wat { $programme } met je gegevens doet. Verantwoordelijk is { $responsible }.
privacy-why-title = Waarvoor
privacy-why = We gebruiken wat je invult om je te koppelen aan iemand van wie je kunt leren of die van jou kan leren, om je daarover te mailen, en om te zien hoe het met de duo’s gaat.
privacy-basis = Dat doen we met jouw toestemming (AVG, artikel 6, eerste lid, onder a). Je kunt die altijd intrekken.
privacy-readers-title = Wie wat leest
privacy-readers-coordinators = De coördinatoren, en wie met hen meekijkt, lezen je profiel, wat je wilt leren en weet, je antwoorden over een duo en de reden die je bij een nee geeft, je tussenstand en je terugblik, en of onze mail aankomt. Ze zien ook welke stappen je zet en wanneer. Wat jullie samen afspreken, en waar jullie elkaar spreken, lezen ze niet.
privacy-readers-partner = Iemand aan wie we je koppelen leest je voornaam, rol, organisatie, wat jullie van elkaar kunnen leren en wanneer jullie allebei kunnen. Wil je iets leren dat gevoelig is, dan leest je duo dat alleen als jij dat toestaat. Je achternaam en e-mailadres volgen als jullie allebei ja zeggen.
privacy-readers-nobody = Wie jouw leidinggevende is en wie je niet wilt tegenkomen, laten we aan niemand zien. Een coördinator kan merken dat twee mensen nooit gekoppeld worden, niet waarom.
privacy-readers-counts = Wat mensen willen leren en kunnen, tellen we alleen over vijf mensen of meer. We geven niets aan anderen en gebruiken het nergens anders voor.
privacy-kept-title = Hoelang
privacy-kept-unconfirmed =
    { $count ->
        [one] Wie zich aanmeldt en het adres niet bevestigt: { $count } dag.
       *[other] Wie zich aanmeldt en het adres niet bevestigt: { $count } dagen.
    }
privacy-kept-inactive = Je profiel en je duo’s: tot je vertrekt. Doe je { $count } maanden niets, dan vragen we of je wilt blijven.
privacy-kept-mails =
    { $count ->
        [one] Welke mails we stuurden: { $count } dag. Wat erin stond: tot ze weg zijn, en van mail die niet aankwam hoogstens dertig dagen.
       *[other] Welke mails we stuurden: { $count } dagen. Wat erin stond: tot ze weg zijn, en van mail die niet aankwam hoogstens dertig dagen.
    }
privacy-kept-log =
    { $count ->
        [one] Wie wat deed, en wie wat bekeek: { $count } dag.
       *[other] Wie wat deed, en wie wat bekeek: { $count } dagen.
    }
privacy-kept-rounds =
    { $count ->
        [one] Waar een ronde uit is berekend, ook wie liever niet aan wie gekoppeld wordt: { $count } maand na de ronde.
       *[other] Waar een ronde uit is berekend, ook wie liever niet aan wie gekoppeld wordt: { $count } maanden na de ronde.
    }
privacy-rights-title = Wat je kunt vragen
privacy-rights = Op je eigen pagina zie je je gegevens en verander je ze, haal je op wat we van je bewaren, pauzeer je, en vertrek je. Dan zijn je gegevens weg. Er blijven tellingen zonder namen, en een code van je adres waaraan we alleen herkennen dat je vertrok, zodat niemand je opnieuw uitnodigt.
privacy-ask = Kom je er niet uit, of heb je een vraag? Schrijf naar { $asked }.
privacy-authority = Ben je niet tevreden over hoe we met je gegevens omgaan? Dan kun je klagen bij de Autoriteit Persoonsgegevens:
privacy-cookies-title = Cookies
privacy-cookies = We gebruiken alleen cookies die nodig zijn: voor de taal die je koos, tegen vervalste formulieren, om je pagina open te houden nadat je een link uit een mail opende, en om coördinatoren in te loggen. We volgen niemand.
privacy-consent-title = Waar je mee akkoord gaat
privacy-version = Versie { $version }.
accessibility-title = Toegankelijkheid
accessibility-text = Iedereen moet mee kunnen doen met { $programme }. De pagina’s zijn gemaakt om te voldoen aan WCAG 2.2, niveau AA.
accessibility-how-title = Hoe we daarvoor zorgen
accessibility-how-keyboard = Alles werkt met het toetsenbord, op een telefoon, en als je de pagina vergroot. De pagina’s hebben de koppen, namen en labels die een schermlezer voorleest.
accessibility-how-scripts = Alles werkt ook zonder JavaScript, in licht en in donker.
accessibility-how-tested = De pagina’s worden bij elke verandering automatisch getoetst in een echte browser, op een smal en een breed scherm, in het Nederlands en het Engels.
accessibility-limits-title = Wat we nog niet weten
accessibility-limits = Geen onafhankelijk bureau heeft de pagina’s onderzocht, en mensen met een beperking hebben ze nog niet getest. Wat anderen invullen, kunnen we niet toetsen.
accessibility-report-title = Werkt iets niet voor jou?
accessibility-report = Schrijf naar { $contact }. Vertel op welke pagina het was en wat je gebruikt. Helpt dat niet, dan kun je terecht bij het College voor de Rechten van de Mens.
consent-choice = Ik vind dat goed
signed-up-title = Kijk in je mailbox
signed-up-text = We sturen een mail naar het adres dat je invulde.
signed-up-next = Wat er nu gebeurt
signed-up-step-1 = Open de mail en bevestig dat het adres van jou is.
signed-up-step-2 = Je krijgt een eigen link om je profiel te bekijken en te veranderen.
signed-up-step-3 = In een volgende ronde zoeken we iemand die bij je past.
signed-up-help = Geen mail? Kijk bij de ongewenste mail, of vraag het over een uur nog eens: aan één adres sturen we maar een paar mails per uur. Lukt het niet, schrijf dan naar { $contact }.
ask-link-title = Vraag een nieuwe link aan
ask-link-text = Vul het e-mailadres in waarmee je bent aangemeld. Je krijgt één mail met alles wat voor jou openstaat: je profiel, je duo’s en vragen over een ronde. Een oudere link werkt niet meer zodra je de nieuwe opent.
ask-link-send = Stuur me een link
ask-link-sent-title = Kijk in je mailbox
ask-link-sent-text = Kennen we dit adres, dan is er een mail onderweg. Vroeg je vaker om een link? Gebruik dan de nieuwste mail. Komt er niets, kijk dan of je een ander adres gebruikte, of vraag het later nog eens: aan één adres sturen we maar een paar mails per uur.
confirm-title = Bevestig je aanmelding
confirm-hello = Dag { $name }
confirm-text = Klopt dit? Bevestig het, dan doe je mee met { $programme }.
confirm-change = Veranderen kan zodra je hebt bevestigd.
confirm-button = Bevestig en doe mee
confirm-not-you = Was jij dit niet? Sluit deze pagina dan. Zonder bevestiging verwijderen we wat hier staat.
confirmed-title = Je doet mee
confirmed-text = Welkom bij { $programme }. In een volgende ronde zoeken we iemand die bij je past.
confirmed-next = We hebben je een mail gestuurd met een eigen link. Daarmee bekijk en verander je je profiel wanneer je wilt.
profile-title = Je profiel
profile-text = Dit staat er over jou bij { $programme }. Wat je verandert, telt voor nieuwe duo’s; je huidige duo ziet je functie en organisatie meteen.
profile-details = Je gegevens
profile-saved = Je profiel is bewaard.
profile-save = Bewaar je profiel

# De pagina van een duo.
duo-title = Maak kennis met { $name }
duo-title-later = Je duo met { $name }
duo-confirmed = Jullie hebben allebei ja gezegd. Mail { $name }, of stel hieronder een tijd voor.
duo-closed = Je kunt niet meer antwoorden.
duo-accepted = Je hebt ja gezegd. Zodra { $name } ook ja zegt, krijgen jullie elkaars adres. Tot dan kun je nog van gedachten veranderen.
duo-declined = Je hebt laten weten dat het nu niet past. Dat is goed. Je kunt dit nog tot { $time } uur veranderen. Daarna laten we het { $name } weten.
duo-other-declined = Je hebt ja gezegd, maar voor { $name } past het nu niet. Dat zegt niets over jou. Je doet weer mee in de volgende ronde.
duo-you-learn = In dit duo leer jij van { $name }.
duo-you-guide = In dit duo leert { $name } van jou.
duo-both-learn = In dit duo leren jij en { $name } allebei, van elkaar.
duo-why = Waarom jullie
duo-openers = Om over te praten
duo-question = Past dit bij je?
duo-answer-by = Laat het uiterlijk { $date } weten. Je zit nergens aan vast.
duo-accept = Bevestig dit duo
duo-decline = Dit past nu niet
duo-reason-label = Waarom niet? Dit hoeft niet.
duo-reason-hint = Alleen de coördinator leest dit. Schrijf over jezelf, niet over een cliënt.

# De mailbox voor wie ontwikkelt.
mailbox-title = Verstuurde mail
mailbox-text = Mail gaat nu naar een map op deze computer, en komt bij niemand aan. Met een mailserver is deze pagina er niet.
mailbox-empty = Er is nog niets verstuurd.
mailbox-to = Aan
mailbox-subject = Onderwerp
mailbox-date = Tijd (UTC)
