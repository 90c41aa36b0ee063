# Het kader van de console en haar pagina’s.
section-overview = Overzicht
section-professionals = Professionals
section-rounds = Rondes
section-mail = Mail
section-needs = Vragen en expertise
section-activity = Logboek
section-settings = Instellingen

# Lijsten: filters, bladzijden.
console-filter-q = Zoeken
console-filter-all = alle
filter-element = Element
console-filter-topic = Onderwerp
filter-button = Filter
console-filter-clear = Toon iedereen
filter-on = Filters die aan staan
filter-drop = haal dit filter weg
filter-chip-q = ‘{ $words }’
console-pager = Bladzijden
pager-here = Bladzijde { $page } van { $last }
pager-newest = Terug naar de nieuwste
pager-older = Ouder
previous-page = Vorige bladzijde

# Het overzicht.
programmes-title = Jouw programma’s
programmes-none-title = Je coördineert geen programma
programmes-none = Vraag een coördinator van je programma om je uit te nodigen.
overview-now = Wat nu jouw aandacht vraagt
overview-nothing-title = Er wacht niets op je
overview-nothing = Als een ronde, een duo of een mail je aandacht vraagt, staat dat hier.
overview-figures = Hoe het programma ervoor staat
overview-unconfirmed = Wachten op bevestiging
overview-duos-confirmed = Duo’s bevestigd
overview-others = Jouw andere programma’s
task-mails-failed =
    { $count ->
        [one] { $count } mail kon niet worden bezorgd.
       *[other] { $count } mails konden niet worden bezorgd.
    }
task-mails-action = Bekijk wat er misging
task-round-draft = { $round } is een concept. De duo’s zijn nog niet voorgesteld.
task-round-draft-action = Stel duo’s voor
task-round-proposed = De voorstellen van { $round } zijn klaar. Niemand weet er nog van.
task-round-proposed-action = Bekijk en publiceer
task-silent =
    { $count ->
        [one] { $round }: { $count } persoon heeft nog niet geantwoord. De laatste dag is { $date }.
       *[other] { $round }: { $count } mensen hebben nog niet geantwoord. De laatste dag is { $date }.
    }
task-silent-action = Bekijk wie
task-unconfirmed =
    { $count ->
        [one] { $count } mens heeft het adres nog niet bevestigd, en telt tot die tijd niet mee.
       *[other] { $count } mensen hebben hun adres nog niet bevestigd, en tellen tot die tijd niet mee.
    }
task-unconfirmed-action = Bekijk wie

# Professionals.
professionals-none-title = Er staat nog niemand op de lijst
professionals-not-found-title = Niemand past hierbij
professionals-not-found = Haal een filter weg, of zoek op minder woorden.
professionals-shown = { $first } tot en met { $last } van { $found }
professional-profile = Profiel
professional-changed = Laatst gewijzigd
professional-rounds = Rondes en duo’s
professional-no-rounds = Nog niet in een ronde.
professional-duo-with = Duo met
professional-no-duo = geen duo
professional-mails = Mails
professional-no-mails = Naar dit adres is nog geen mail gegaan.
nothing-named = Niets genoemd.

# Mail.
mail-title = Mail
mail-state = Stand
mail-kind = Mail
console-mail-to = Aan
mail-when = Wanneer
mail-attempts = Pogingen
mail-error = Wat de server zei
mail-none-next = Mails gaan vanzelf: bevestigingen, introducties, contactgegevens.
mail-tab-waiting = Onderweg
mail-tab-sent = Verstuurd
mail-tab-failed = Mislukt
mail-none-waiting = Er is geen mail onderweg
mail-none-sent = Er is nog geen mail verstuurd
mail-none-failed = Er is geen mail mislukt
mail-state-waiting = onderweg
mail-state-sent = verstuurd
mail-state-failed = mislukt
mail-kind-verify_address = Bevestig je adres
mail-kind-already_known = Je bent hier al bekend
mail-kind-invitation = Uitnodiging om mee te doen
mail-kind-profile_link = Link naar het profiel
mail-kind-introduction = Introductie
mail-kind-contact_details = Contactgegevens
mail-kind-sign_in = Link om in te loggen
mail-kind-key_ends = Een sleutel verloopt
mail-kind-coordinator_ends = Toegang van een coördinator eindigt

# Vragen en expertise.
needs-title = Vragen en expertise
needs-text = Wat mensen willen leren, naast waar anderen bij kunnen helpen. Alleen wie meedoet telt mee.
needs-five = Groepen van minder dan vijf mensen laten we niet zien. Soms laten we ook een grotere groep niet zien, zodat niemand een kleinere kan uitrekenen.
needs-asked = Willen leren
needs-offered = Kunnen helpen
needs-drawn = Getekend als balken
needs-total = Samen genoemd: { $asked } keer als leervraag, { $offered } keer als expertise.
needs-fewer = minder dan 5
needs-withheld = niet getoond
needs-none-title = Er is nog niets te laten zien
needs-none = Zodra vijf mensen hebben verteld wat ze willen leren of waar ze bij kunnen helpen, verschijnt hier een beeld.

# Het logboek.
activity-title = Logboek
activity-text = Wie wat deed, en wanneer. Wat mensen in vertrouwen vertellen staat hier niet.
activity-empty-title = Er is nog niets gebeurd
activity-empty = Zodra iemand zich aanmeldt of jij een ronde maakt, staat het hier.
activity-when = Wanneer
activity-who = Wie
activity-what = Wat
activity-operator = Wie de server beheert
activity-clock = Vanzelf
activity-gone = iemand die er niet meer is
activity-gone-round = een ronde die er niet meer is
activity-gone-duo = een duo dat er niet meer is
activity-signed-up = meldde zich aan
activity-confirmed = bevestigde het adres
activity-profile-changed = wijzigde het profiel
activity-agreed = ging akkoord met de nieuwe tekst over gegevens
activity-left = vertrok
activity-paused = doet voorlopig niet mee
activity-came-back = doet weer mee
activity-pause-ended = { $name } doet weer mee na een pauze
activity-imported =
    { $count ->
        [one] las een lijst in: { $count } mens uitgenodigd, { $again } opnieuw, { $known } al bekend, { $left } op eigen verzoek gestopt
       *[other] las een lijst in: { $count } mensen uitgenodigd, { $again } opnieuw, { $known } al bekend, { $left } op eigen verzoek gestopt
    }
activity-round-made = maakte { $round }
activity-step-people = wijzigde wie meedoet aan { $round }
activity-step-settings = wijzigde { $round }
activity-step-fix = zette een duo vast in { $round }
activity-step-free = liet een duo weer vrij in { $round }
activity-step-exclude = sloot een duo uit in { $round }
activity-step-allow = stond een duo weer toe in { $round }
activity-step-leave_out = liet iemand weg uit { $round }
activity-step-ask = vroeg wie meedoet aan { $round }
activity-step-propose = liet duo’s voorstellen in { $round }
activity-step-undo = maakte de laatste stap ongedaan in { $round }
activity-step-publish = publiceerde { $round }
activity-step-remind = herinnerde wie nog niet antwoordde in { $round }
activity-step-extend = verlengde { $round }
activity-step-repair = maakte nieuwe duo’s in { $round }
activity-step-call_back = riep de mails van { $round } terug
activity-invitations-called-back =
    { $count ->
        [one] riep { $count } uitnodiging terug
       *[other] riep { $count } uitnodigingen terug
    }
activity-step-close = sloot { $round }
activity-duo-answered = antwoordde in het duo van { $duo }
activity-duo-confirmed = bevestigde het duo van { $duo }
activity-duo-declined = zag af van het duo van { $duo }
activity-duo-lapsed = het duo van { $duo } verliep
activity-duo-ended = het duo van { $duo } is klaar
activity-agreement-changed = schreef op wat wordt verwacht in het duo van { $duo }
activity-meeting-proposed = stelde tijden voor in het duo van { $duo }
activity-proposal-withdrawn = trok voorgestelde tijden in, in het duo van { $duo }
activity-meeting-agreed = koos een tijd in het duo van { $duo }
activity-meeting-cancelled = zegde een gesprek af in het duo van { $duo }
activity-help-asked = vroeg hulp in het duo van { $duo }
activity-mail-again =
    { $count ->
        [one] liet { $count } mail opnieuw versturen
       *[other] liet { $count } mails opnieuw versturen
    }
activity-data-sent = mailde iemand een link naar de eigen gegevens
activity-mails-resumed = liet de mail weer uitgaan
activity-settings-changed = wijzigde de instellingen van het programma
activity-programme-opened = opende het programma voor aanmeldingen
activity-programme-closed = sloot het programma voor aanmeldingen
activity-topic-added = voegde het onderwerp ‘{ $topic }’ toe
activity-topic-renamed = hernoemde een onderwerp tot ‘{ $topic }’
activity-topic-retired = liet het onderwerp ‘{ $topic }’ vervallen
activity-topic-returned = bood het onderwerp ‘{ $topic }’ weer aan
activity-topic-made-sensitive = maakte het onderwerp ‘{ $topic }’ gevoelig
activity-topic-made-plain = maakte het onderwerp ‘{ $topic }’ niet meer gevoelig
activity-coordinator-invited = nodigde { $email } uit als coördinator
activity-coordinator-removed = verwijderde { $email } als coördinator
activity-coordinator-expired = verwijderde een coördinator die lang niet inlogde
activity-role-changed = gaf { $email } de rol ‘{ $role }’
activity-second-factor-set = stelde een app in die codes geeft om in te loggen
activity-recovery-code-used = logde in met een herstelcode
activity-account-forgotten = ontkoppelde het account waarmee { $email } inlogde
activity-second-factor-reset = verwijderde de tweede factor van { $email }
activity-key-made = maakte de sleutel ‘{ $label }’, voor een programma
activity-key-revoked = trok de sleutel ‘{ $label }’ in

# Instellingen.
settings-title = Instellingen
settings-saved = Opgeslagen.
settings-invited = De uitnodiging is onderweg.
settings-removed = Deze coördinator is verwijderd.
settings-changed-meanwhile = Iemand anders wijzigde de instellingen terwijl jij typte. Wat jij typte staat hier nog; wat er nu staat, staat hieronder. Sla nog een keer op om dat van jou ervoor in de plaats te zetten.
settings-last-coordinator = Geen andere beheerder heeft hier al eens ingelogd. Laat eerst een andere beheerder inloggen.
settings-open-title = Aanmeldingen
settings-is-open = Mensen kunnen zich nu aanmelden.
settings-is-closed = Niemand kan zich nu aanmelden. Wie al meedoet, blijft meedoen.
settings-open = Open voor aanmeldingen
settings-close = Sluit voor aanmeldingen
settings-words-title = Het programma
settings-name_nl = Naam in het Nederlands
settings-name_en = Naam in het Engels
settings-about_nl = Wat het is, in het Nederlands
settings-about_en = Wat het is, in het Engels
settings-about-hint = Dit staat bovenaan de pagina om je aan te melden.
settings-contact = Contactadres
settings-contact-hint = Hier komen antwoorden op onze mails aan.
settings-save = Sla op
settings-coordinators-title = Coördinatoren
settings-coordinators-text = Wie in dit programma mag kijken en werken.
settings-you = (jij)
settings-remove = Verwijder
settings-remove-sure = { $email } ziet dit programma dan niet meer. Je kunt diegene weer uitnodigen.
settings-remove-yes = Ja, verwijder
settings-invite-email = Nodig iemand uit
settings-invite-hint = Diegene krijgt een mail met een link om in te loggen.
settings-invite = Verstuur de uitnodiging
settings-to-access = Beheer sleutels
topics-title = Onderwerpen
topics-text = Wat mensen kunnen leren en waar ze bij kunnen helpen. Vervalt een onderwerp, dan kan niemand het meer kiezen; wie het al koos, houdt het.
topics-sensitive-text = Wie een gevoelig onderwerp wil leren, kiest zelf of de duopartner dat leest. Is een onderwerp niet meer gevoelig, dan blijft gelden wat mensen kozen.
topics-to = Beheer onderwerpen
topics-none = Nog geen onderwerp.
topics-too-many = Er kunnen hoogstens 300 onderwerpen zijn.
topic-new = Nieuw onderwerp
topic-element-choose = Kies een element
topic-element-missing = Kies het element waar het onderwerp bij hoort.
topic-known = Er is al een onderwerp met deze naam. Kies een andere naam.
topic-changed-meanwhile = Iemand anders hernoemde dit onderwerp intussen. Wat jij typte staat nog in de velden; sla nog een keer op om het te gebruiken.
topic-label_nl = Naam van het onderwerp in het Nederlands
topic-label_en = Naam van het onderwerp in het Engels
topic-add = Voeg het onderwerp toe
topic-change = Wijzig
topic-rename = Hernoem
topic-retire = Laat vervallen
topic-return = Bied weer aan
topic-is-retired = vervallen
topic-sensitive = Dit onderwerp is gevoelig
topic-sensitive-hint = Iemand die het wil leren, kiest dan zelf of een duopartner dat leest.
topic-is-sensitive = gevoelig
topic-make-sensitive = Maak gevoelig
topic-make-plain = Niet meer gevoelig

# Signing up: drafts, topics, checking the answers.
sign-up-check = Kijk je antwoorden na
sign-up-check-hint = Je ziet eerst nog alles op een rij. Er wordt nog niets verstuurd.
check-title = Kijk je antwoorden na
check-text = Klopt het zo? Er is nog niets verstuurd.
check-change = Wijzig
check-next = Als je verstuurt, krijg je een mail om je adres te bevestigen. Pas daarna doe je mee.
check-send = Verstuur je aanmelding
draft-kept = Wat je invult blijft in dit tabblad bewaard tot je het verstuurt of het tabblad sluit. Je naam, je e-mailadres en adressen van anderen bewaren we niet.
draft-not-kept = Wat je invult gaat pas weg als je het verstuurt. Sluit je deze pagina eerder, dan is het weg.
draft-restored = Je was hier al eens begonnen. We hebben teruggezet wat je toen invulde.
draft-clear = Begin opnieuw
topic-search = Zoek een onderwerp
topic-found = onderwerpen gevonden
topic-found-one = 1 onderwerp gevonden
topic-found-none = Geen onderwerp gevonden. Probeer een ander woord.
topic-chosen = Gekozen
topic-count =
    { $count ->
        [one] { $count } onderwerp
       *[other] { $count } onderwerpen
    }

# Een formulier dat verstuurd werd nadat de sessie was afgelopen.
signed-out-title = Je was uitgelogd
signed-out-text = Het duurde even, en daarom was je uitgelogd. Wat je typte staat nog op deze pagina.
signed-out-step-1 = Log nog een keer in, in een ander tabblad:
signed-out-step-2 = Kom terug naar deze pagina en ga verder.
signed-out-go-on = Ga verder met wat ik typte

# Mail: wat terugkwam, en opnieuw versturen.
mail-tab-bounced = Teruggekomen
mail-none-bounced = Er is geen mail teruggekomen
mail-state-bounced = teruggekomen
mail-again = Verstuur opnieuw
mail-again-queued = De mail is weer onderweg.
mail-again-not-failed = Deze mail is al weer onderweg, of verstuurd.
mail-again-forgotten = Deze mail mislukte meer dan 30 dagen geleden, en de inhoud is verwijderd. Laat wie hem nodig heeft een nieuwe link vragen.
mail-kind-opt_in = Doe je mee aan deze ronde?
mail-kind-reminder = Herinnering
mail-kind-partner_declined = De ander zei nee
mail-kind-lapsed = Het duo is verlopen
mail-kind-no_duo = Deze keer geen duo
mail-kind-partner_unreachable = De ander is onbereikbaar
mail-kind-check_in = Hoe gaat het?
mail-kind-closing = Wat heeft het opgeleverd?
mail-kind-duo_ended = Het duo is gestopt
mail-kind-meeting = Een moment om af te spreken
mail-kind-meeting_proposed = Een voorstel voor een afspraak
mail-kind-proposal_withdrawn = Een voorstel is ingetrokken
mail-kind-meeting_reminder = Morgen een afspraak
mail-kind-agreement_changed = De afspraken van een duo zijn veranderd
mail-kind-digest = Hoe een ronde ervoor staat
mail-kind-export_ready = Wat we over je bewaren
task-troubles =
    { $count ->
        [one] Mail aan { $count } mens komt terug.
       *[other] Mail aan { $count } mensen komt terug.
    }
task-help =
    { $count ->
        [one] { $round }: iemand in { $count } duo vraagt hulp.
       *[other] { $round }: in { $count } duo’s vraagt iemand hulp.
    }
professional-trouble = Mail naar dit adres komt terug sinds { $date }. Vraag om een ander adres. De mailserver zei:
professionals-part = Doet mee als
professional-meets = Kan afspreken
professional-availability = Dagdelen
filter-trouble = mail komt terug
professional-data = Mail de link naar eigen gegevens
professional-data-text = Vraagt iemand wat we bewaren? Dan sturen we een link naar de eigen pagina. Daar is het te lezen en op te halen, zonder wat anderen in vertrouwen vroegen.
professional-data-sent = Die mail is onderweg.
overview-successes = Kleine successen
overview-successes-text = Dit schreven deelnemers na hun duo. Zij vinden het goed dat je dit deelt, zonder hun naam.
overview-duos-running = Duo’s die nu lopen
overview-duos-met = Duo’s die elkaar spraken
overview-duos-finished = Duo’s goed afgerond
activity-help-given = pakte een hulpvraag op in het duo van { $duo }
mail-kind-help_asked = Iemand vraagt hulp
task-round-day-passed = { $round }: de laatste dag om te antwoorden is { $date }. Publiceren kan pas met een latere dag.
task-round-day-passed-action = Kies een latere dag
task-round-opt-in-over =
    { $count ->
        [one] De vraag wie meedoet aan { $round } liep tot en met { $date }. { $count } persoon zei ja.
       *[other] De vraag wie meedoet aan { $round } liep tot en met { $date }. { $count } mensen zeiden ja.
    }
task-round-over = { $round }: de laatste dag om te antwoorden was { $date }. Sluit de ronde af, of zoek nieuwe duo’s.
task-round-over-action = Bekijk de ronde
task-silent-late =
    { $count ->
        [one] { $round }: { $count } persoon heeft nog niet geantwoord. De laatste dag was { $date }.
       *[other] { $round }: { $count } mensen hebben nog niet geantwoord. De laatste dag was { $date }.
    }
filter-silent = antwoordt steeds niet
person-unanswered = antwoordde de laatste { $count } keer niet
professional-unanswered = Antwoordde de laatste { $count } keer niet. Je kunt dit bij een nieuwe ronde eerst vragen, of deze persoon een ronde overslaan.
settings-responsible = Wie verantwoordelijk is voor de gegevens
settings-responsible-hint = De organisatie, zoals die in de privacyverklaring staat. Leeg: het programma. Verandert dit, dan vragen we iedereen opnieuw om akkoord.
settings-privacy_contact = E-mailadres voor vragen over gegevens
settings-privacy-contact-hint = Bijvoorbeeld van de functionaris gegevensbescherming. Leeg: de contactpersoon.
session-over-title = Deze pagina is verborgen
session-over = Je hebt deze pagina een tijd niet gebruikt. Wat je typte, staat er nog.
session-over-show = Laat zien wat ik typte
security-title = Beveiligingslogboek
security-text = Wie inlogde of geweigerd werd, welke sleutels werden gebruikt, en wie naar welk profiel, welke ronde of welke lijst keek. Alleen beheerders zien dit.
security-empty = Er is nog niets gebeurd.
security-link-asked = voor dit adres werd gevraagd om een link om in te loggen
security-signed-out-everywhere = is overal uitgelogd
security-session-closed = logde een ander apparaat uit
security-signed-in = logde in met een link
security-signed-in-elsewhere = logde in via { $issuer }
security-account-refused = is niet ingelogd: { $issuer } noemde een ander account met hetzelfde adres
security-signed-out = logde uit
security-sign-in-refused = opende een link om in te loggen in een andere browser dan die erom vroeg
security-code-given = gaf de code van de app, of een herstelcode
security-code-wrong = gaf een code die niet klopt
security-session-ended = gaf te vaak een verkeerde code, en is uitgelogd
security-key-used = software gebruikte de sleutel ‘{ $label }’, voor het eerst die dag
security-refused = vroeg iets waarvoor de rol of sleutel niet bedoeld is: { $method } { $route }
security-profile-seen = bekeek het profiel van { $name }
security-data-fetched = haalde de eigen gegevens op
security-list-seen = bekeek { $path }
security-profiles-read = software las profielen van het programma
settings-has-a-role = Diegene heeft al een rol in dit programma. Wijzig die hieronder.
