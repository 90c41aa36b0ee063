# Woorden die overal terugkomen.

date-long = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month } { $year }
weekday-mon = maandag
weekday-tue = dinsdag
weekday-wed = woensdag
weekday-thu = donderdag
weekday-fri = vrijdag
weekday-sat = zaterdag
weekday-sun = zondag
month-1 = januari
month-2 = februari
month-3 = maart
month-4 = april
month-5 = mei
month-6 = juni
month-7 = juli
month-8 = augustus
month-9 = september
month-10 = oktober
month-11 = november
month-12 = december

# Een opsomming: "a, b en c". Het laatste deel staat apart.
list-last = { $rest } en { $last }

language-nl = Nederlands
language-en = Engels
language-fy = Fries
language-dse = Nederlandse Gebarentaal
language-de = Duits
language-fr = Frans
language-es = Spaans
language-pt = Portugees
language-it = Italiaans
language-pl = Pools
language-uk = Oekraïens
language-ru = Russisch
language-tr = Turks
language-ar = Arabisch
language-fa = Farsi
language-so = Somalisch
language-ti = Tigrinya
language-pap = Papiaments

round-state-draft = in voorbereiding
round-state-proposed = voorgesteld
round-state-published = gepubliceerd
round-state-closed = afgesloten

duo-state-proposed = voorgesteld
duo-state-introduced = geïntroduceerd
duo-state-confirmed = bevestigd
duo-state-declined = past nu niet
duo-state-lapsed = verlopen
duo-state-ended = afgerond

side-learner = lerende
side-guide = gids
group-first = eerste groep
group-second = tweede groep

attribute-role = Rol
attribute-organisation = Organisatie
attribute-region = Regio
attribute-tag = Label

answer-accepted = ja
answer-declined = past nu niet

kind-guidance = begeleiding
kind-exchange = uitwisseling
kind-mutual = wederzijds
kind-guidance-explained = Lerenden worden gekoppeld aan gidsen; een gids krijgt nooit meer lerenden dan die aanbood.
kind-exchange-explained = Twee groepen worden aan elkaar gekoppeld en beide kanten leren.
kind-mutual-explained = Iedereen zit in één groep en in elk duo leren beiden.

preference-quality = kwaliteit
preference-coverage = dekking
preference-balance = evenwicht
preference-quality-explained = De hoogste totaalscore telt; duo’s zonder punten worden niet gemaakt.
preference-coverage-explained = Eerst zo veel mogelijk duo’s, daarna de hoogste totaalscore.
preference-balance-explained = Eerst zo veel mogelijk duo’s, daarna een zo goed mogelijk zwakste duo, daarna de hoogste totaalscore.

factor-learning = leren
factor-reciprocity = wederkerigheid
factor-organisation = andere organisatie
factor-role = andere rol
factor-region = zelfde regio
factor-half_days = gedeelde dagdelen
factor-experience = ervaring
factor-waited = wachttijd
factor-novelty = nieuw voor elkaar
factor-learning-explained = De een weet veel van wat de ander wil leren. Leren beiden, dan telt de kant die het minst leert dubbel.
factor-reciprocity-explained = Het gaat ook andersom: ieder weet iets van wat de ander wil leren.
factor-organisation-explained = Ze werken bij verschillende organisaties.
factor-role-explained = Ze hebben verschillende rollen.
factor-region-explained = Ze werken in dezelfde regio.
factor-half_days-explained = Ze kunnen op dezelfde dagdelen afspreken.
factor-experience-explained = Ze verschillen in jaren ervaring. Begeleidt de een de ander, dan telt alleen wat die meer heeft.
factor-waited-explained = Iemand kreeg in een eerdere ronde geen duo en gaat daarom voor.
factor-novelty-explained = Ze waren nooit een duo, of lang geleden. Telt alleen als wie al eens een duo was, dat weer mag worden.

weight-must = moet
weight-points =
    { $count ->
        [0] telt niet mee
        [one] { $count } punt
       *[other] { $count } punten
    }
