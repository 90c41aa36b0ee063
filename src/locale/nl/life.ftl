# Wat een duo samen doet: nadenken, afspreken, terugkijken en afsluiten.
duo-thinking-button = Ik denk er nog over na
duo-thinking = Neem gerust de tijd. Antwoorden kan tot en met { $date }.
duo-final = Je hebt laten weten dat het nu niet past. We hebben dat aan { $name } laten weten. Voor volgende rondes blijf je aangemeld.
duo-lapsed = De datum om te antwoorden is voorbij. Dit duo gaat niet door. Voor volgende rondes blijf je aangemeld.
duo-ended = Dit duo is afgerond. Dank je wel voor je aandacht en je tijd.
duo-about-you = Schrijf over jezelf als professional, niet over een cliënt.
duo-clock = Tijden zijn Nederlandse tijden.
moment = { $date }, { $time } uur

agreement-title = Wat jullie van elkaar verwachten
agreement-text = Zeg het hardop: wat mogen jullie van elkaar verwachten? Jullie kunnen dit allebei invullen en wijzigen.
agreement-expectations = Wat verwachten jullie van elkaar?
agreement-how_often = Hoe vaak zien of spreken jullie elkaar?
agreement-how_often-hint = Bijvoorbeeld: elke twee weken een uur.
agreement-place = Waar?
agreement-place-hint = Online, of een plek.
agreement-check_in_weeks = Over hoeveel weken vragen we hoe het gaat?
agreement-check_in_weeks-hint = Een getal van 1 tot en met { $most }, geteld vanaf jullie ja.
agreement-save = Opslaan
agreement-saved = Opgeslagen. { $name } krijgt hierover een mail, en ziet het op deze pagina.
agreement-write = Schrijf op wat jullie van elkaar verwachten
agreement-change = Wijzig dit
agreement-weeks =
    { $count ->
        [one] na { $count } week
       *[other] na { $count } weken
    }
agreement-weeks-label = We vragen hoe het gaat
agreement-stale = Dit is intussen gewijzigd. Hieronder staat wat er nu staat, en in het formulier wat jij typte. Sla het op als dat zo moet blijven.

meeting-title = Jullie gesprek plannen
meeting-agreed = Jullie spreken elkaar:
meeting-called-off = Dit gesprek is afgezegd:
meeting-download = Download een bestand voor je agenda
meeting-cancel = Zeg dit gesprek af
meeting-you-proposed = Je stelde deze tijden voor. { $name } heeft daar een mail over gekregen of krijgt die, en kiest er een.
meeting-other-proposed = { $name } stelt deze tijden voor. Kies wat jou past.
meeting-pick = Kies deze tijd
meeting-propose = Stel tijden voor
meeting-propose-else = Stel andere tijden voor
meeting-propose-text = Kies hoogstens drie tijden. { $name } krijgt een mail en kiest er een. Daarna krijgen jullie allebei een mail voor je agenda.
meeting-suggestions = Dan kunnen jullie allebei
meeting-moments = Een andere tijd
meeting-moments-hint = Dag en tijd, zoals 7-12-2026 10:00.
meeting-minutes = Hoe lang, in minuten?
meeting-minutes-hint = Een getal van 15 tot en met 240.
meeting-place = Waar of hoe?
meeting-place-hint = Bijvoorbeeld: ik bel je, of de naam van een plek.
meeting-send = Stel deze tijden voor
meeting-how-many = Kies een, twee of drie tijden.
meeting-when-wrong = “{ $value }” kan niet. Kies een dag en tijd in de komende 12 maanden.
meeting-stale = Er is intussen iets gewijzigd. Kijk wat er nu staat, en stel dan zo nodig iets anders voor.

duo-more = Hoe het gaat
duo-to-check-in = Vertel hoe het gaat
duo-to-closing = Kijk terug op dit duo
duo-to-end = Stop met dit duo

check-in-title = Hoe gaat het met { $name } en jou?
check-in-lead = Drie korte vragen. Alleen de coördinator leest je antwoorden.
check-in-met = Hebben jullie elkaar gesproken?
check-in-met-yes = Ja
check-in-met-no = Nee, nog niet
check-in-met-problem = Kies ja of nee.
check-in-learned = Wat leerde je?
check-in-collaboration = Hoe gaat het samenwerken?
check-in-collaboration-good = Goed
check-in-collaboration-fair = Gaat wel
check-in-collaboration-hard = Moeilijk
check-in-help = Ik wil graag hulp van de coördinator
check-in-send = Verstuur
check-in-saved = Dank je wel. Dit helpt ons.
check-in-help-comes = We hebben de coördinator gemaild.
check-in-not-met-title = Nog niet gesproken
check-in-not-met-text = Dat komt vaker voor. Wat helpt jou het meest?
check-in-not-met-moments = Stel tijden voor aan { $name }
check-in-not-met-else = Zoek iemand anders voor mij

closing-title = Wat bracht het duo met { $name }?
closing-lead = Kijk terug op jullie duo. Alles mag, niets moet.
closing-success = Wat ging er goed, hoe klein ook?
closing-shares = Dit mag gedeeld worden met anderen, zonder mijn naam
closing-not-again = Ik wil liever niet nog eens een duo met { $name }
closing-not-again-hint = Dat weten alleen wij. { $name } hoort het niet, en de coördinator ook niet.
closing-send = Verstuur
closing-saved = Dank je wel voor het terugkijken.
closing-shares-problem = Schrijf op wat er goed ging, of haal het vinkje voor delen weg.

end-title = Stop met het duo met { $name }
end-text = { $name } krijgt hierover een vriendelijke mail. Je hoeft niet te zeggen waarom.
end-not-met-title = Iemand anders zoeken
end-not-met-text = Het duo met { $name } stopt dan. { $name } krijgt hierover een vriendelijke mail. We mailen de coördinator dat je graag een duo met iemand anders wilt.
end-button = Stop met dit duo
end-not-met-button = Stop, en zoek iemand anders
back-to-duo = Terug naar jullie duo

# Even niet, terugkomen en weggaan.
profile-away = Even niet meedoen, of stoppen
away-title = Even niet meedoen, of stoppen
away-active = Je doet nu mee met { $programme }.
away-paused = Je doet nu even niet mee met { $programme }.
away-paused-until = Je doet tot { $date } niet mee met { $programme }. Daarna doe je vanzelf weer mee.
away-pause-title = Even niet
away-pause-text = We koppelen je dan niet. Wacht er nog een duo op je antwoord, dan laten we weten dat het nu niet past. Een duo waar jullie allebei ja op zeiden, gaat gewoon door.
away-until = Weer meedoen vanaf (mag leeg blijven)
away-until-hint = De dag waarop je weer meedoet. Laat je dit leeg, dan doe je weer mee als je dat hier zegt.
away-until-problem = Kies een dag tussen morgen en over twee jaar, of laat dit leeg.
away-pause = Doe even niet mee
away-back = Doe weer mee
away-leave-title = Stoppen en alles laten verwijderen
away-leave-text = We verwijderen dan je profiel, je duo’s en alles wat we over je bewaren. Wie met jou een duo vormt, krijgt een vriendelijke mail. We houden alleen een onleesbare code van je adres. Zo nodigen we je niet opnieuw uit, en blijft een wens van een ander gelden. Dit kan niet ongedaan worden gemaakt. Wil je later toch weer meedoen, dan meld je je opnieuw aan.
away-leave-sure = Ik weet dat dit niet ongedaan kan worden gemaakt
away-leave-sure-problem = Zet hier een vinkje als je het zeker weet.
away-leave = Verwijder alles over mij
away-saved = Dat is bewaard.
back-to-profile = Terug naar je profiel
left-title = Alles is verwijderd
left-text = Je gegevens zijn weg, en we nodigen je niet meer uit. Wil je ooit meedoen, dan ben je welkom: meld je dan zelf aan.

# Meedoen met een ronde.
opt-in-title = Doe je mee met { $round }?
opt-in-text = { $programme } begint een nieuwe ronde. We zoeken een duo voor iedereen die meedoet.
opt-in-by = Laat het uiterlijk { $date } weten.
opt-in-yes = Ja, ik doe mee
opt-in-not-now = Nee, nu niet
opt-in-said-yes = Je doet mee. Je hoort van ons zodra er een duo voor je is.
opt-in-said-no = Je doet deze ronde niet mee. Voor volgende rondes blijf je aangemeld.
opt-in-change = Je kunt dit nog veranderen.
opt-in-over = Deze ronde is al begonnen. Antwoorden kan niet meer.
away-data-title = Je gegevens
away-data-text = Je kunt lezen wat we van je bewaren, en het ophalen als bestand in JSON.
away-data = Haal mijn gegevens op

duo-answer-late = De datum om te antwoorden is voorbij, maar je antwoord telt nog tot en met { $date }.
duo-too-late = De datum om te antwoorden is voorbij. Je kunt niet meer antwoorden.
duo-final-soon = Je hebt laten weten dat het nu niet past. Dat kun je niet meer wijzigen. We laten het { $name } weten.
duo-final-both = Jullie hebben allebei laten weten dat het nu niet past. Voor volgende rondes blijf je aangemeld.
duo-other-declined-unanswered = Voor { $name } past het nu niet. Dat zegt niets over jou. Je doet weer mee in de volgende ronde.
duo-lapsed-closed = De ronde is gesloten. Dit duo gaat niet door. Voor volgende rondes blijf je aangemeld.
duo-ended-repaired = Dit duo gaat niet door, omdat de ronde opnieuw is ingedeeld. Je hebt er een mail over gekregen.
duo-ended-unreachable = Dit duo gaat niet door, omdat onze mail niet bij jullie allebei aankomt.

not-done-agreement = Wat je schreef, is niet opgeslagen.
not-done-meeting = Wat je wilde plannen, is niet opgeslagen.
not-done-check-in = De vragen over hoe het gaat, kun je niet meer beantwoorden.
not-done-closing = De vragen over hoe het was, kun je niet beantwoorden.

meeting-to-calendar = Zet het in je agenda:
meeting-past = Jullie zouden elkaar spreken op { $time }. Is dat gelukt?
meeting-past-tell = Vertel hoe het gaat
meeting-times-passed = { $name } stelde tijden voor die nu voorbij zijn. Stel hieronder nieuwe tijden voor.
meeting-your-times-passed = De tijden die je voorstelde, zijn voorbij. Stel hieronder nieuwe tijden voor.
meeting-withdraw = Trek deze tijden in
meeting-pick-passed = { $time } is al voorbij. Kies een andere tijd, of stel zelf iets voor.
meeting-when-passed = “{ $value }” is al voorbij. Kies een tijd die nog komt.
meeting-when-skipped = “{ $value }” bestaat niet: dan gaat de klok een uur vooruit. Kies een andere tijd.
meeting-when-twice = “{ $value }” komt twee keer voor: dan gaat de klok een uur terug. Kies een andere tijd.
meeting-cancel-passed = Dit gesprek is al begonnen of voorbij. Je kunt het niet meer afzeggen.
duo-ended-stopped = Dit duo gaat niet door. De coördinator heeft het gestopt, en je kreeg er een mail over.
check-in-help-legend = Hulp van de coördinator
check-in-help-about = Waarmee kan de coördinator je helpen? (niet verplicht)
check-in-help-dealt-with = De coördinator heeft je vraag op { $date } afgehandeld. Heb je weer hulp nodig? Zet dan opnieuw een vinkje.
opt-in-late = We vroegen dit tot en met { $date }. Zolang de ronde niet begonnen is, telt je antwoord nog mee.
