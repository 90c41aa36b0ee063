# De e-mails. Eén boodschap per alinea; de volgende stap is de knop.

mail-greeting = Dag { $name },
mail-from = Deze mail komt van { $programme }, via Tweespan.
mail-contact = Vragen? Antwoord op deze mail of schrijf naar { $contact }.
mail-privacy = Wat we met je gegevens doen: { $page }
mail-why-sign-up = Je krijgt deze mail omdat dit e-mailadres is ingevuld bij { $programme }.
mail-why-listed = Je krijgt deze mail omdat de coördinator van { $programme } je e-mailadres heeft ingevoerd.
mail-why-member = Je krijgt deze mail omdat je meedoet met { $programme }.
mail-why-coordinator = Je krijgt deze mail omdat je coördinator of contactpersoon bent van { $programme }.

verify-subject = Bevestig je e-mailadres voor { $programme }
verify-hello = Dag,
verify-welcome = Fijn dat je wilt meedoen met { $programme }.
verify-ask = Bevestig dat dit jouw e-mailadres is. Daarna telt je profiel mee in nieuwe rondes.
verify-button = Bevestig je e-mailadres
verify-not-you = Heb jij je niet aangemeld? Dan hoef je niets te doen: zonder bevestiging telt het profiel niet mee.

known-subject = Je doet al mee met { $programme }
known-what = Dit e-mailadres is net opnieuw aangemeld, waarschijnlijk door jou. Je had al een profiel en daar is niets aan veranderd.
known-ask = Wil je iets aanpassen? Dat kan op je eigen pagina.
known-button = Bekijk je profiel
known-not-you = Was jij het niet? Dan hoef je niets te doen: wie dit deed, kan je profiel niet zien of veranderen.

invitation-subject = Doe je mee met { $programme }?
invitation-what = De coördinator van { $programme } heeft je uitgenodigd. In dit programma leer je in een duo, van en met een andere professional.
invitation-ask = Je doet pas mee als je het zelf bevestigt. Daarna kun je zien wat er in je profiel staat en het aanpassen.
invitation-button = Bevestig dat je meedoet

profile-subject = Je profiel bij { $programme }
profile-what = Op je eigen pagina bekijk je je profiel en pas je het aan wanneer je wilt.
profile-button = Bekijk je profiel
profile-private = De link is alleen voor jou. Bewaar deze mail en stuur hem niet door.
profile-next = In een volgende ronde zoeken we iemand die bij je past. Je krijgt een mail als dat lukt.

introduction-subject = Maak kennis met { $name }, { $role }
introduction-learner = We hebben iemand voor je gevonden. In dit duo leer jij, en is { $name } je gids.
introduction-guide = We hebben iemand voor je gevonden. In dit duo leert { $name }, en ben jij de gids.
introduction-both = We hebben iemand voor je gevonden. In dit duo leren jij en { $name } allebei, van elkaar.
introduction-who = Wie is { $name }?
introduction-why = Waarom jullie
introduction-openers = Om over te praten
introduction-answer = Past dit bij je?
introduction-answer-by = Laat het uiterlijk { $date } weten.
introduction-button = Bekijk dit duo en antwoord
introduction-safe = Je zit nergens aan vast: pas op de pagina zelf zeg je ja of nee.
introduction-yes = Zeggen jullie allebei ja, dan sturen we jullie elkaars e-mailadres.
introduction-no = Past het nu niet? Dat is ook goed. Je hoeft geen reden te geven.

detail-name = Naam
detail-role = Rol
detail-organisation = Organisatie
detail-email = E-mail

reason-you-learn = { $topic }: voor jou { $priority }. { $name } { $knows }.
reason-other-learns = { $topic }: voor { $name } { $priority }. Jij { $knows }.
reason-not-told = { $name } leest dit niet van ons; je vertelt het zelf.
reason-untold = Wat { $name } van je wil leren, vertelt { $name } je zelf.
reason-more-untold = Wil { $name } nog iets van je leren? Dan vertelt { $name } je dat zelf.
knows-1 = kan hierover meedenken
knows-2 = is hierin ervaren
knows-3 = is hierin zeer ervaren
you-know-1 = kunt hierover meedenken
you-know-2 = bent hierin ervaren
you-know-3 = bent hierin zeer ervaren
together-organisation = Jullie werken bij verschillende organisaties.
together-role = Jullie hebben verschillende rollen.
together-region = Jullie werken allebei in de regio { $region }.
together-half-days = Jullie kunnen allebei op { $half-days }.
together-meets-online = Jullie kunnen elkaar online spreken.
together-meets-in_person = Jullie kunnen bij elkaar langsgaan.
together-meets-either = Jullie kunnen elkaar online spreken of bij elkaar langsgaan.

contact-subject = { $name } en jij kunnen afspreken
contact-what = Jullie hebben allebei ja gezegd. Zo bereik je { $first-name }.
contact-ask = Lees jij dit als eerste? Stel dan een tijd voor.
contact-button = Stel een tijd voor
contact-mail = Mail { $first-name }
contact-when = Afspreken
contact-openers = Om mee te beginnen
contact-agreement = Spreek ook uit wat jullie van elkaar verwachten: hoe vaak jullie elkaar zien, hoelang, en wat tussen jullie blijft. Dat kun je op jullie pagina opschrijven.

sign-in-subject = Log in bij { $programme }
sign-in-hello = Dag,
sign-in-what = Met deze link log je in als coördinator. De link werkt één keer.
sign-in-here =
    { $count ->
        [one] Met deze link log je in als coördinator. De link werkt één keer, { $count } minuut lang. Open hem in de browser waarin je erom vroeg.
       *[other] Met deze link log je in als coördinator. De link werkt één keer, { $count } minuten lang. Open hem in de browser waarin je erom vroeg.
    }
sign-in-button = Log in
sign-in-not-you = Heb je hier niet om gevraagd? Dan hoef je niets te doen.

key-ends-subject = De sleutel ‘{ $label }’ verloopt binnenkort
key-ends-what = Bij { $programme } werkt software met de sleutel ‘{ $label }’. De sleutel werkt tot { $time }.
key-ends-do = Moet die software verder kunnen werken? Maak dan een nieuwe sleutel en stel die in. Zo niet, dan hoef je niets te doen.
key-ends-button = Bekijk de sleutels

coordinator-ends-subject = Wil je coördinator blijven van { $programme }?
coordinator-ends-what = Je hebt lang niet ingelogd bij { $programme }. Wil je toegang houden? Log dan in vóór { $date }.
coordinator-ends-no = Log je niet in, dan verwijderen we je adres, je sleutels en je toegang.
coordinator-ends-button = Log in

# Om een gesprek mee te beginnen.
opener-personal-1 = Wanneer sta jij even stil om van een afstand te kijken of je het goede doet?
opener-personal-2 = Welke casus bleef bij je hangen, wat deed die met jou, en wie merkte dat?
opener-personal-3 = Wat heb je nodig om je werk goed te doen, en hoe kom je daaraan?
opener-personal-4 = Waar ligt voor jou een grens, en hoe laat je die merken?
opener-content-1 = Van welke casus heb je hierover het meest geleerd?
opener-content-2 = Wat deed je in het begin, dat je nu niet meer zou doen?
opener-content-3 = Wat zou je proberen als je het durfde?
opener-content-4 = Waaraan merk je dat iets werkt?
opener-collaboration-1 = Hoe ziet mijn werk eruit vanaf jouw plek?
opener-collaboration-2 = Welk woord gebruiken wij allebei, maar betekent bij jou iets anders?
opener-collaboration-3 = Wat kunnen mensen in ons werk van elkaar verwachten, en hebben we dat weleens hardop gezegd?
opener-collaboration-4 = Wat zou je me laten zien als ik een dag met je meeliep?
opener-general-1 = Wat is je de afgelopen maand gelukt, hoe klein ook?
opener-general-2 = Waarom doe je dit werk?
opener-general-3 = Wanneer is dit gesprek voor jou de moeite waard?
