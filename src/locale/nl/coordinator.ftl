# De pagina’s voor coördinatoren.
sign-in-title = Log in als coördinator
sign-in-text = Vul je e-mailadres in. We sturen je een link waarmee je één keer inlogt.
sign-in-send = Stuur me een link
sign-in-sent-title = Kijk in je mailbox
sign-in-sent-text = Is dit het adres van een coördinator, dan is er een link onderweg. Open die in deze browser. Vroeg je er vaker om? Gebruik dan de nieuwste mail. Na een uur nog niets? Kijk bij de ongewenste mail, of vraag het later nog eens: aan één adres sturen we maar een paar mails per uur.
enter-title = Log in
enter-text = Je logt in als { $email }. De link is na één keer inloggen gebruikt.
enter-elsewhere = Deze link werkt alleen in de browser waarin je erom vroeg. Open hem daar, of vraag hier een nieuwe aan.
enter-ask-here = Vraag hier een link aan
enter-button = Log in
open-id-or = Of log in met het account van je organisatie.
open-id-button = Log in met { $name }
open-id-there-title = Log in bij je organisatie
open-id-there-text = Je gaat verder naar { $name }. Na het inloggen kom je hier terug.
open-id-back-text = Je logde in met { $name }. Nog één stap.
open-id-refused-title = Inloggen is niet gelukt
open-id-again = Terug naar inloggen
open-id-not-signed-in = { $name } heeft je niet ingelogd. Probeer het opnieuw, of vraag een link per mail aan.
open-id-other-browser = Dit hoort niet bij inloggen dat in deze browser begon, of het duurde te lang. Begin opnieuw.
open-id-no-answer = { $name } antwoordt niet zoals het hoort. Probeer het over een paar minuten opnieuw, of vraag een link per mail aan.
open-id-does-not-hold = Het antwoord van { $name } klopt niet, of is al gebruikt. Begin opnieuw.
open-id-no-address = { $name } vertelt niet wat jouw e-mailadres is, of heeft het niet gecontroleerd. Vraag een link per mail aan, en laat het weten aan wie de accounts van je organisatie beheert.
open-id-unknown = Volgens { $name } is je e-mailadres { $email }. Niemand met dat adres coördineert hier een programma. Vraag een beheerder van je programma om dat adres uit te nodigen.
open-id-other-account = { $email } logt hier in met een ander account van { $name }. Is dit account nieuw? Vraag dan aan wie deze server beheert om het oude te ontkoppelen.
sign-out = Log uit
overview-title = Overzicht
overview-active = Professionals
overview-mails-waiting = Mails onderweg
overview-mails-sent = Mails verstuurd
overview-mails-failed = Mails mislukt
overview-page = Bekijk de aanmeldpagina
rounds-title = Rondes
rounds-empty = Er is nog geen ronde. Maak er een zodra er genoeg mensen zijn.
professionals-title = Professionals
professionals-empty = Er doet nog niemand mee. Deel de aanmeldpagina, of lees een lijst in.
professionals-seats = Plekken
professionals-standing = Stand
professionals-waited = Rondes zonder duo
standing-unconfirmed = wacht op bevestiging
standing-active = doet mee
standing-paused = doet even niet mee
import-title = Lees een lijst in
import-text = Wie nieuw is op de lijst krijgt een mail, en doet pas mee na een eigen bevestiging. Wie we al kennen, blijft zoals die is.
import-file = Bestand
import-file-hint = CSV in UTF-8, hoogstens 1 MB. Is er één regel fout, dan wordt niets ingelezen.
import-button = Lees in en nodig uit
import-missing-file = Kies een bestand.
import-refused = Er is niets ingelezen. Verbeter dit en probeer het opnieuw
import-added =
    { $count ->
        [one] { $count } mens is uitgenodigd.
       *[other] { $count } mensen zijn uitgenodigd.
    }
import-known =
    { $count ->
        [0] Niemand was al bekend.
        [one] { $count } mens was al bekend en blijft zoals die is.
       *[other] { $count } mensen waren al bekend en blijven zoals ze zijn.
    }
import-columns = Kolommen
import-optional = Deze mogen erbij:
access-title = Toegang voor software
access-text = Met een sleutel werkt je eigen software met de API, in jouw naam.
access-docs = Bekijk wat de API kan
access-new = Dit is de sleutel. Bewaar hem nu: je ziet hem maar één keer.
access-label = Naam van de sleutel
access-label-hint = Waar je hem voor gebruikt.
access-button = Maak een sleutel
access-list = Sleutels die werken
access-empty = Er is nog geen sleutel.
access-sessions = Waar je bent ingelogd
access-session = Sinds { $since }, het laatst gebruikt { $used }.
access-session-own = Dit apparaat
access-session-end = Log daar uit
access-sign-out-all = Log overal uit
access-revoke = Trek in
round-new = Nieuwe ronde
round-default-name = Ronde van { $date }
round-create = Maak de ronde
round-name = Naam van de ronde
round-state = Stand
round-answer-by = Antwoorden tot en met
round-answer-by-hint = De laatste dag waarop de duo’s kunnen antwoorden.
round-answer-by-date = antwoorden tot en met { $date }
round-answer-by-problem = Kies een dag van { $first } tot en met { $last }.
round-answer-by-passed = De laatste dag om te antwoorden is al geweest, of is vandaag. Kies een latere dag.
round-outdated = Sinds het voorstel is er iets veranderd, en zo kan de ronde niet gepubliceerd worden. Stel de duo’s opnieuw voor.
outdated-duos =
    { $count ->
        [one] { $count } duo kan intussen niet meer: iemand doet niet meer mee, of een andere ronde is veranderd. Stel de duo’s opnieuw voor.
       *[other] { $count } duo’s kunnen intussen niet meer: iemand doet niet meer mee, of een andere ronde is veranderd. Stel de duo’s opnieuw voor.
    }
outdated-duo = { $one } en { $other }: { $why }.
outdated-away = een van de twee doet niet meer mee
outdated-more =
    { $count ->
        [one] En nog { $count } duo.
       *[other] En nog { $count } duo’s.
    }
edited-duo = { $one } en { $other }
round-edited =
    { $count ->
        [one] Sinds het voorstel is er iets veranderd dat telt voor één duo: { $duos }. Stel de duo’s opnieuw voor om het mee te nemen, of publiceer ze zoals ze zijn.
       *[other] Sinds het voorstel is er iets veranderd dat telt voor { $count } duo’s, zoals { $duos }. Stel de duo’s opnieuw voor om het mee te nemen, of publiceer ze zoals ze zijn.
    }
round-joined =
    { $count ->
        [one] { $names } doet sinds het voorstel ook mee, of heeft weer een plek. Stel de duo’s opnieuw voor.
       *[other] { $count } mensen doen sinds het voorstel ook mee, of hebben weer een plek: { $names }. Stel de duo’s opnieuw voor.
    }
taken-place = { $name } heeft geen plek meer, en zit al in een duo met { $duos }
taken-duo = { $partner } (ronde ‘{ $round }’)
round-kind = Soort ronde
round-groups = Groepen, voor een uitwisseling
round-groups-hint = Iemand hoort bij een groep als bij alles wat je invult een van je woorden klopt. Hoofdletters maken niet uit. Zet een komma tussen woorden; staat er in een naam zelf een komma, gebruik dan overal een puntkomma.
round-group-first = Eerste groep
round-group-second = Tweede groep
round-group-second-hint = Laat je dit leeg, dan zit iedereen die niet bij de eerste groep hoort in de tweede.
round-groups-missing = Vul voor de eerste groep minstens een rol, organisatie, regio of label in.
round-group-empty = Vul voor de eerste groep iets in, of maak ook de tweede leeg.
round-locked = Vaste duo’s
round-locked-hint = Deze duo’s komen er zeker. Twee e-mailadressen op elke regel; bij begeleiding eerst de lerende, dan de gids.
round-banned = Uitgesloten duo’s
round-banned-hint = Deze duo’s komen er niet. Twee e-mailadressen op elke regel.
round-pair-oneself = Vul bij ‘{ $field }’ op elke regel twee verschillende mensen in.
lock-stranger = Vaste duo’s: { $email } doet niet mee in deze ronde.
lock-forbidden = Vaste duo’s: { $one } en { $other } kunnen geen duo zijn: { $rule }.
lock-banned = Vaste duo’s: { $one } en { $other } staan ook bij de uitgesloten duo’s. Haal ze bij een van beide weg.
lock-twice = Vaste duo’s: { $email } staat in twee duo’s, en kan er maar één hebben.
lock-both-ways = Vaste duo’s: { $one } en { $other } zouden elkaars gids zijn, maar twee mensen zijn één duo. Haal een van beide weg, of sta toe dat mensen elkaars gids zijn.
lock-seats =
    { $count ->
        [one] Vaste duo’s: { $email } heeft { $count } plek, en staat in meer duo’s dan dat.
       *[other] Vaste duo’s: { $email } heeft { $count } plekken, en staat in meer duo’s dan dat.
    }
round-prefer = Wat gaat voor
round-weights = Wat telt mee
round-weights-hint = Van 0 (telt niet) tot 10 (telt het meest). Bij ‘moet’ komen alleen duo’s voor waarin het klopt.
round-weight-problem = Kies bij ‘{ $factor }’ een getal van 0 tot en met 10, of moet.
round-earlier = Mensen die al eens een duo waren, mogen weer een duo worden
round-second = Wie nu in een duo zit, mag er een tweede bij krijgen
round-second-hint = Nooit meer dan iemand aanbiedt. Zonder dit vinkje krijgt wie in een lopend duo leert er geen bij.
round-both-ways = Twee mensen mogen elkaars gids zijn: twee duo’s in één ronde
round-trio = Wie in een wederzijdse ronde alleen overblijft, sluit aan bij het duo waar die het best bij past; ieder van de drie heeft dan twee partners, ook wie er één aanbiedt
round-trio-join = Maak er een trio van
round-trio-three = { $names } zijn samen een trio: ieder van de drie leert de andere twee kennen.
round-settings-proposed = Verander je iets, dan vervallen de voorstellen en stel je de duo’s opnieuw voor.
round-save = Bewaar
round-propose = Stel duo’s voor
round-publish = Publiceer en verstuur
round-duos = Duo’s
round-without = Lerenden zonder gids
round-without-duo = Zonder duo
round-total = Totaal
round-lowest = Laagste score
round-no-duos = Er is geen duo mogelijk. Kijk hieronder waarom, en maak de eisen minder streng.
round-why = Waarom deze twee
round-locked-mark = vast
round-learns = { $name } leert
round-trio-title = Een trio
round-trio-offer =
    { $count ->
        [one] { $third } blijft alleen over, en past het best bij { $one } en { $other }, met { $count } punt. Maak je er een trio van, dan leert ieder van de drie de andere twee kennen.
       *[other] { $third } blijft alleen over, en past het best bij { $one } en { $other }, met { $count } punten. Maak je er een trio van, dan leert ieder van de drie de andere twee kennen.
    }
points = punten
round-unmatched = Wie geen duo heeft
round-unmatched-none = Niemand zit zonder duo.
round-unmatched-why = Waarom
unmatched-no-guide = Geen enkele gids kan: { $rules }.
unmatched-no-learner = Geen enkele lerende kan: { $rules }.
unmatched-guides-full =
    { $count ->
        [one] { $count } gids past, maar heeft geen plek meer.
       *[other] { $count } gidsen passen, maar hebben geen plek meer.
    }
unmatched-nothing-gained =
    { $count ->
        [one] { $count } gids past, maar dat duo zou geen punten halen.
       *[other] { $count } gidsen passen, maar zo’n duo zou geen punten halen.
    }
unmatched-not-needed =
    { $count ->
        [one] { $count } lerende past, maar heeft een andere gids.
       *[other] { $count } lerenden passen, maar hebben een andere gids.
    }
unmatched-nobody = Niemand kan: { $rules }.
unmatched-alone = er is niemand anders
unmatched-nobody-left = van de anderen kan niemand worden voorgesteld
unmatched-taken =
    { $count ->
        [one] { $count } persoon past, maar zit in een ander duo.
       *[other] { $count } mensen passen, maar zitten in een ander duo.
    }
unmatched-no-points =
    { $count ->
        [one] { $count } persoon past, maar dat duo zou geen punten halen.
       *[other] { $count } mensen passen, maar zo’n duo zou geen punten halen.
    }
unmatched-other-way = Wie past en nog vrij is, vormt al een duo met deze persoon, maar dan andersom.
unmatched-in-neither-group = Zit in geen van beide groepen.
unmatched-stands-elsewhere = Zit al in een duo van een andere ronde, en heeft daarnaast geen plek.
shut-out-oneself = met { $count } zou het een duo met zichzelf zijn
shut-out-sides =
    { $count ->
        [one] { $count } staat in deze ronde aan dezelfde kant
       *[other] { $count } staan in deze ronde aan dezelfde kant
    }
shut-out-banned = { $count } heb je uitgesloten
shut-out-stands_elsewhere =
    { $count ->
        [one] { $count } zit al in een duo van een andere ronde
       *[other] { $count } zitten al in een duo van een andere ronde
    }
shut-out-other_way = met { $count } is het andersom al een duo
shut-out-earlier_duo = met { $count } was er al eens een duo
shut-out-no_common_language = met { $count } is er geen gezamenlijke taal
shut-out-no_way_to_meet = met { $count } is er geen manier om af te spreken
shut-out-private = met { $count } is er een vertrouwelijke reden
shut-out-must-learning = bij { $count } sluit wat de een wil leren niet aan op wat de ander weet
shut-out-must-reciprocity = met { $count } gaat het leren niet ook andersom
shut-out-must-organisation =
    { $count ->
        [one] { $count } werkt bij dezelfde organisatie
       *[other] { $count } werken bij dezelfde organisatie
    }
shut-out-must-role =
    { $count ->
        [one] { $count } heeft dezelfde rol
       *[other] { $count } hebben dezelfde rol
    }
shut-out-must-region =
    { $count ->
        [one] { $count } werkt in een andere regio
       *[other] { $count } werken in een andere regio
    }
shut-out-must-half_days = met { $count } is er geen gedeeld dagdeel
shut-out-must-experience = met { $count } is er geen verschil in ervaring dat telt
shut-out-must-waited = bij { $count } heeft niemand al eerder gewacht
shut-out-must-novelty = met { $count } was er in de laatste ronde een duo
rule-must = de ronde eist ‘{ $factor }’, en dat gaat hier niet op
rule-private = ze worden niet als duo voorgesteld
rule-oneself = dezelfde persoon
rule-sides = staan in deze ronde niet tegenover elkaar
rule-banned = deze twee heb je uitgesloten
rule-stands_elsewhere = een van de twee zit al in een duo van een andere ronde, en heeft daarnaast geen plek
rule-other_way = ze zijn ook andersom een duo, en twee mensen zijn één duo
rule-earlier_duo = al eens een duo geweest
rule-no_common_language = geen gezamenlijke taal
rule-no_way_to_meet = geen manier om af te spreken
round-answered-by-date = antwoorden kon tot en met { $date }
round-closed-on = afgesloten op { $date }
round-day-over = voorbij
round-day-passed = De laatste dag om te antwoorden is { $date }. Publiceren kan pas met een latere dag. De voorgestelde duo’s blijven zoals ze zijn.
round-later-day = Kies een latere dag om te antwoorden
round-later-day-button = Gebruik deze dag

viewer-note = Je kunt hier alles bekijken. Coördinatoren en beheerders passen dingen aan.
second-factor-title = Je code
second-factor-code = Code
second-factor-code-hint = Zes cijfers, uit de app op je telefoon. Of een van je herstelcodes.
second-factor-go-on = Ga verder
second-factor-lost = Zijn je telefoon en je herstelcodes weg? Wie deze server beheert, kan je een nieuwe app laten instellen.
second-factor-wrong = Deze code klopt niet, of is al gebruikt. Wacht op de volgende en vul die in.
second-factor-new-title = Veilig inloggen
second-factor-new-text = Voortaan log je in met een link uit je mail en een code uit een app. Wie in je mailbox komt, komt dan hier niet binnen.
second-factor-step-app = Open een app die codes geeft, zoals FreeOTP, Aegis of Google Authenticator.
second-factor-step-scan = Laat de app dit plaatje lezen.
second-factor-picture = Plaatje voor de app
second-factor-by-hand = Kan de app het niet lezen? Typ dan over:
second-factor-step-code = Vul de code in die de app laat zien.
second-factor-new-hint = Zes cijfers.
second-factor-set-up = Gebruik deze app
recovery-title = Je herstelcodes
recovery-text = Je bent ingelogd. Met deze codes kom je binnen als je telefoon weg is. Elke code werkt één keer.
recovery-keep = Print ze, of bewaar ze op een veilige plek. We laten ze niet nog eens zien.
recovery-go-on = Ik heb ze bewaard
prove-title = Ben jij het nog?
prove-text = Hiervoor laat je zien dat jij het bent. We sturen een nieuwe link naar { $email }.
prove-button = Stuur me een link
prove-after = Open die in deze browser. Ga daarna terug naar de pagina en probeer het nog een keer.
role-viewer = meekijker
role-coordinator = coördinator
role-owner = beheerder
role-viewer-explained = Bekijkt alles en verandert niets.
role-coordinator-explained = Zorgt voor mensen en rondes.
role-owner-explained = Bepaalt ook wie er binnenkomt en wat het programma over zichzelf zegt.
settings-role = Rol
settings-role-change = Wijzig de rol
settings-role-of = Rol van { $email }
settings-role-changed = De rol is gewijzigd.
settings-owners-only = Alleen beheerders wijzigen dit.
access-scopes = Wat de software mag
access-scope-read = Mensen, rondes en mails bekijken
access-scope-people = Mensen importeren, uitnodigen en verwijderen
access-scope-rounds = Rondes maken en publiceren, en voor duo’s zorgen
access-programmes = Voor welke programma’s
access-programmes-missing = Kies minstens één programma.
access-key = { $label }, van { $by }
access-key-days = Gemaakt op { $made }, werkt tot { $until }.
access-key-used = Laatst gebruikt op { $used }.
access-key-unused = Nog niet gebruikt.
access-second-factor = Tweede factor
access-second-factor-on = Je logt in met een code uit een app. Herstelcodes over: { $count }.
access-second-factor-off = Je logt in met alleen een link.
access-second-factor-set-up = Stel een app in
access-second-factor-anew = Stel een andere app in
