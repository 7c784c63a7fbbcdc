"""Which hours and rules of a fair can work, and which are refused with the reason."""

from datetime import timedelta

import pytest

from app.errors import Refused
from fair.models import Booth
from fair.rules import settings as rules
from region.models import Organisation
from tests.conftest import NOW
from tests.fair.a_fair import DAY, HOUR, a_fair


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"ends_at": NOW + DAY}, "later sluiten"),
        ({"ends_at": NOW + 2 * DAY + HOUR}, "hoogstens 24 uur"),
        ({"starts_at": NOW + 732 * DAY, "ends_at": NOW + 732 * DAY + HOUR}, "te ver vooruit"),
        ({"starts_at": NOW - 2 * DAY, "ends_at": NOW - DAY}, "voorbij"),
        ({"starts_at": NOW - 6 * HOUR, "ends_at": NOW}, "voorbij"),
        ({"ends_at": NOW + DAY + timedelta(minutes=19)}, "past niet"),
        ({"booking_closes_at": NOW}, "later stoppen"),
        ({"booking_closes_at": NOW + DAY + 7 * HOUR}, "voordat de beurs sluit"),
        ({"mode": "hybrid"}, "Vul in waar"),
        ({"gap_minutes": 360}, "langer dan de beurs"),
        ({"cancel_free_minutes": 30 * 60 + 1}, "niemand ooit zonder reden"),
        ({"limit_until": NOW}, "De grens moet stoppen"),
        ({"limit_until": NOW + DAY + 6 * HOUR}, "De grens moet stoppen"),
        ({"limit_until": NOW - DAY}, "De grens moet stoppen"),
        ({"reserved_until": NOW}, "moeten vrijkomen"),
        ({"reserved_until": NOW + DAY + 6 * HOUR}, "moeten vrijkomen"),
        ({"sectors": []}, "minstens één sector"),
        ({"shortage_sectors": ["groen"]}, "tekortsector"),
        ({"sectors": ["techniek"]}, "tekortsector"),
    ],
)
def test_impossible_settings_are_refused_with_the_reason(app, fields, word):
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_settings(a_fair(**fields), NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"ends_at": NOW + DAY + timedelta(minutes=20), "booking_closes_at": NOW + DAY},
        {"break_minutes": 0},
        {"mode": "hybrid", "location": "Stadhuisplein 1, Leiden"},
        {"gap_minutes": 0},
        {"gap_minutes": 359},
        {"cancel_free_minutes": 0},
        {"cancel_free_minutes": 30 * 60},
        {"limit_until": NOW + HOUR, "reserved_until": NOW + DAY},
        {"bookings_per_student": 1},
        {"shortage_sectors": []},
        {"starts_at": NOW - HOUR, "ends_at": NOW + HOUR, "booking_closes_at": NOW + HOUR},
    ],
)
def test_possible_settings_pass(fields):
    rules.check_settings(a_fair(**fields), NOW)


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (None, None, True),
        (NOW + DAY, NOW + DAY + 6 * HOUR, True),
        (NOW + DAY - HOUR, NOW + DAY + HOUR, False),
        (NOW + DAY, NOW + DAY + 7 * HOUR, False),
    ],
)
def test_opening_hours_hold_every_roster(app, first, last, fits):
    if fits:
        return rules.check_hours_hold_roster(a_fair(), first, last)
    with app.test_request_context(), pytest.raises(Refused, match="op het rooster"):
        rules.check_hours_hold_roster(a_fair(), first, last)


def booth(sector="zorg", levels=("mbo2",)):
    """A booth on the square."""
    return Booth(organisation=Organisation(name="Zorggroep", sector=sector), levels=list(levels))


@pytest.mark.parametrize(
    ("off", "field", "word"),
    [
        ({"sectors": ["techniek"]}, "sectors", "Zorggroep heeft een stand in de sector"),
        ({"levels": ["hbo"]}, "levels", "ook voor mbo 2"),
    ],
)
def test_what_a_booth_stands_for_is_not_switched_off(app, off, field, word):
    rules.check_switched_off(a_fair(), [])
    rules.check_switched_off(a_fair(), [booth(), booth("techniek", ["hbo"])])
    with app.test_request_context(), pytest.raises(Refused, match=word) as refusal:
        rules.check_switched_off(a_fair(**off), [booth("techniek", ["hbo"]), booth()])
    assert refusal.value.field == field
