"""The rules of a fair, as people read them."""

from datetime import timedelta

import pytest

from fair.rules.words import in_words
from region.sectors import LEVELS, SECTORS
from tests.conftest import NOW
from tests.fair.a_fair import DAY, HOUR, a_fair

USUAL = [
    "De beurs is online.",
    "De beurs is voor mbo 2 en hbo.",
    "Deze sectoren doen mee: Zorg en welzijn en Techniek en bouw.",
    "De meeste mensen zijn nodig in: Zorg en welzijn.",
    "Je kunt boeken van donderdag 26 november om 11.42 uur tot vrijdag 27 november om 17.42 uur.",
    "Een gesprek duurt 15 minuten.",
    "Tussen twee van je gesprekken zitten minstens 10 minuten.",
    "Je hebt één gesprek met elke werkgever.",
    "Je mag hoogstens 5 gesprekken tegelijk gepland hebben.",
    "Je kunt zonder reden afzeggen tot 1 uur voor het gesprek. Daarna zeg je waarom.",
]


def test_the_rules_read_as_a_list(app):
    with app.test_request_context():
        assert in_words(a_fair()) == USUAL


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mode": "hybrid", "location": "Stadhuisplein 1"}, "De beurs is online en bij Stadhuisplein 1."),
        ({"levels": list(LEVELS)}, "Alle niveaus kunnen meedoen."),
        ({"levels": ["hbo"]}, "De beurs is voor hbo."),
        (
            {"booking_closes_at": NOW + timedelta(minutes=30)},
            "Je kunt boeken op donderdag 26 november van 11.42 tot 12.12 uur.",
        ),
        ({"bookings_per_student": 1}, "Je mag 1 gesprek tegelijk gepland hebben."),
        (
            {"limit_until": NOW + HOUR},
            "Tot donderdag 26 november om 12.42 uur mag je hoogstens 5 gesprekken gepland hebben, "
            "zodat iedereen aan de beurt komt. Daarna mag je boeken wat nog vrij is.",
        ),
        ({"cancel_free_minutes": 0}, "Je kunt zonder reden afzeggen tot het gesprek begint."),
        (
            {"cancel_free_minutes": 45},
            "Je kunt zonder reden afzeggen tot 45 minuten voor het gesprek. Daarna zeg je waarom.",
        ),
        (
            {"cancel_free_minutes": 2880},
            "Je kunt zonder reden afzeggen tot 2 dagen voor het gesprek. Daarna zeg je waarom.",
        ),
        (
            {"reserved_until": NOW + DAY},
            "Tijden die voor een groep zijn gereserveerd, zijn voor iedereen vanaf "
            "vrijdag 27 november om 11.42 uur.",
        ),
    ],
)
def test_each_rule_has_its_sentence(app, fields, sentence):
    with app.test_request_context():
        assert sentence in in_words(a_fair(**fields))


@pytest.mark.parametrize(
    ("fields", "left_out"),
    [
        ({"sectors": list(SECTORS)}, 2),
        ({"shortage_sectors": []}, 3),
        ({"gap_minutes": 0}, 6),
        ({"one_per_employer": False}, 7),
    ],
)
def test_a_rule_that_does_not_hold_is_not_told(app, fields, left_out):
    with app.test_request_context():
        assert in_words(a_fair(**fields)) == [each for each in USUAL if each != USUAL[left_out]]
