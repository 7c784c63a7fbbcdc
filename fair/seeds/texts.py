"""What people of the demo world ask, note and decide."""

NOW_TEXT = """Loop langs de stands en praat met mensen die het werk doen.

* Een gesprek duurt 15 minuten en gaat online.
* Je mag vijf gesprekken tegelijk gepland hebben.
* Zeg af als je niet kunt, dan is er plek voor een ander.
"""
SOON_TEXT = "De volgende beurs. Werkgevers kunnen nu een stand aanvragen."
LOCATION = "Stadsgehoorzaal, Breestraat 60, Leiden"
ARCHIVED_TEXT = "De eerste stagebeurs van de regio."
PAST_TEXT = "Een kleine beurs om te oefenen, met zes stands."

QUESTIONS = (
    "Hoe ziet een gewone dag eruit?",
    "Mag ik kiezen welke dagen ik werk?",
    "Heb ik een rijbewijs nodig?",
    "Wie begeleidt mij als ik begin?",
    "Kan ik ook in mei beginnen?",
    "Werk ik alleen of in een groep?",
    "Wat moet ik al kunnen?",
    "Kan ik hierna blijven werken?",
    "Hoeveel studenten lopen er nu stage?",
    "Mag ik een keer een dag meelopen?",
    "Hoe kom ik er met de bus?",
    "Krijg ik werkkleding?",
)

NOTES = (
    "Vroeg goed door over het werk. Wil graag in een klein team.",
    "Kan op maandag niet. Verder alle dagen.",
    "Heeft al eens meegeholpen bij een familielid.",
    "Rustig gesprek. Wil eerst een ochtend komen kijken.",
    "Weet goed wat er nog te leren is.",
    "Wil weten of mei ook kan. Laten weten voor vrijdag.",
    "Komt op de fiets, woont dichtbij.",
    "School vraagt een eigen opdracht. Met het team bespreken.",
)

NO_FIT_REASONS = ("hours", "hours", "level", "level", "seats", "recognition", "vog", "other")
OTHER_REASON = "De stage begint pas na de periode van de opleiding."
WITHDRAWN_REASON = "Onze collega is ziek. Kies gerust een andere tijd."

LOGO_ALT = "Drie vormen met het woord {name}"
LINKS = ("Stage lopen bij ons", "Verhalen van studenten")
ROLES = ("Stagebegeleider", "Praktijkopleider", "Medewerker personeel")
ASKED = (
    "Waarom heb je deze opleiding gekozen?",
    "Wat vind je leuk om te doen, ook buiten school?",
    "Wat wil je bij ons leren?",
    "Op welke dagen kun je werken?",
    "Hoe kom je naar ons toe?",
    "Werk je liever alleen of met anderen?",
    "Wat heb je nodig om goed te kunnen werken?",
)
NEW_QUESTION = "Wil je een keer een ochtend meelopen?"
LEAFLET = "Een week bij ons"
