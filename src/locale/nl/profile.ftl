# Het profiel: velden, keuzes, en wat er mis kan zijn met wat iemand invult.

field-name = Naam
field-email = E-mailadres
field-role = Rol
field-organisation = Organisatie
field-region = Regio
field-years_experience = Jaren ervaring
field-languages = Talen
field-meets = Hoe je kunt afspreken
field-availability = Dagdelen waarop je kunt
field-takes_part_as = Hoe je meedoet
field-capacity = Aantal lerenden dat je wilt begeleiden
field-learning_needs = Leervragen
field-expertise = Expertise
field-reports_to = Aan wie je verantwoording aflegt
field-avoid = Wie je liever niet ontmoet
field-waited = Aantal rondes zonder duo
field-tags = Labels
field-consent = Toestemming

half-day-mon-am = maandagochtend
half-day-mon-pm = maandagmiddag
half-day-tue-am = dinsdagochtend
half-day-tue-pm = dinsdagmiddag
half-day-wed-am = woensdagochtend
half-day-wed-pm = woensdagmiddag
half-day-thu-am = donderdagochtend
half-day-thu-pm = donderdagmiddag
half-day-fri-am = vrijdagochtend
half-day-fri-pm = vrijdagmiddag

meets-online = alleen online
meets-in_person = alleen bij elkaar
meets-either = online of bij elkaar

takes-part-learn = lerende
takes-part-guide = gids
takes-part-both = lerende en gids

element-personal = Jezelf
element-collaboration = Samenwerken
element-specific = Jouw vakgebied
element-generic = Het vak in het algemeen
element-personal-explained = Je eigen uitdagingen: reflectie, grenzen, ambities en initiatief.
element-collaboration-explained = Werken met mensen die een andere rol, organisatie of werkwijze hebben.
element-specific-explained = Kennis en vaardigheid voor één soort werk of doelgroep.
element-generic-explained = Kennis en vaardigheid die iedereen in het jeugdveld nodig heeft.

priority-1 = mooi meegenomen
priority-2 = belangrijk
priority-3 = heel belangrijk

level-1 = kan meedenken
level-2 = ervaren
level-3 = zeer ervaren

problem-missing-name = Vul je naam in.
problem-missing-email = Vul je e-mailadres in.
problem-missing-role = Vul je rol in.
problem-missing-organisation = Vul je organisatie in.
problem-missing-region = Vul je regio in.
problem-missing-years_experience = Vul in hoeveel jaar ervaring je hebt; een 0 mag ook.
problem-missing-languages = Kies minstens één taal waarin je een gesprek kunt voeren.
problem-missing-meets = Kies hoe je kunt afspreken.
problem-missing-availability = Kies minstens één dagdeel.
problem-missing-takes_part_as = Kies hoe je meedoet.
problem-missing-capacity = Vul in hoeveel lerenden je wilt begeleiden.
problem-missing-learning_needs = Kies minstens één leervraag en geef bij elke leervraag aan hoe belangrijk die is.
problem-missing-expertise = Kies minstens één onderwerp waar je iets van weet en geef bij elk onderwerp aan hoe ervaren je bent.
problem-missing-reports_to = Vul een e-mailadres in of laat dit veld leeg.
problem-missing-avoid = Vul een e-mailadres in of laat dit veld leeg.
problem-missing-waited = Vul een heel getal in of laat dit veld leeg.
problem-missing-tags = Vul een label in of laat dit veld leeg.
problem-missing-consent = Geef toestemming om mee te kunnen doen.

problem-missing = Vul ‘{ $field }’ in.
problem-too-long = Maak ‘{ $field }’ korter: hoogstens { $max } tekens.
problem-control-character = Haal regeleinden en onzichtbare tekens weg bij ‘{ $field }’.
problem-not-an-email = Vul bij ‘{ $field }’ een volledig e-mailadres in, zoals naam@voorbeeld.nl.
problem-not-a-number = Vul bij ‘{ $field }’ een heel getal in; ‘{ $value }’ is dat niet.
problem-out-of-range = Vul bij ‘{ $field }’ een getal in van { $min } tot en met { $max }.
problem-unknown-choice = Kies bij ‘{ $field }’ uit { $allowed }; ‘{ $value }’ kennen we niet.
problem-unknown-topic = Kies bij ‘{ $field }’ een onderwerp van dit programma; ‘{ $value }’ kennen we niet.
problem-duplicate = Noem bij ‘{ $field }’ alles één keer; ‘{ $value }’ staat er twee keer.
problem-too-many = Kies bij ‘{ $field }’ er hoogstens { $max }.
problem-not-a-slug = Gebruik bij ‘{ $field }’ alleen kleine letters, cijfers en losse streepjes; ‘{ $value }’ past niet.
problem-oneself = Noem bij ‘{ $field }’ iemand anders dan jezelf.
problem-not-two-addresses = Vul bij ‘{ $field }’ op elke regel twee e-mailadressen in; ‘{ $value }’ is dat niet.

# Fouten in een bestand met mensen. Wie het bestand inleest, is meestal niet wie erin staat.
import-at = regel { $line }: { $problem }
import-at-field = regel { $line }, { $column }: { $problem }
import-missing = Dit veld is leeg, en moet ingevuld zijn.
import-missing-rated = Noem minstens één onderwerp, elk met een getal van 1 tot en met 3, zoals feedback:2.
import-oneself = Hier staat iemand zelf; noem een ander of laat het veld leeg.
import-not-utf8 = Deze regel is geen UTF-8; bewaar het bestand als CSV UTF-8.
import-field-count = Deze regel heeft { $found } velden en de kop { $expected }; zet een veld met een komma erin tussen aanhalingstekens.
import-missing-column = De kolom ‘{ $column }’ ontbreekt; zet die in de kop.
import-unknown-column = De kolom ‘{ $column }’ kennen we niet; haal die weg.
import-repeated-column = De kolom ‘{ $column }’ staat twee keer in de kop; haal er één weg.
import-same-address = Dit e-mailadres staat ook op regel { $earlier }; laat er één staan.
