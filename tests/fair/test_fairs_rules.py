"""What a fair may be, and when it opens and closes."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import Refused
from fair.models import APPROVED, CLOSED, DECLINED, DRAFT, OPEN, REQUESTED, Booth, Fair
from fair.rules import fairs as rules
from tests.conftest import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def a_fair(**fields: Any) -> Fair:
    """A fair of six hours tomorrow."""
    values: dict[str, Any] = {
        "starts_at": NOW + DAY,
        "ends_at": NOW + DAY + 6 * HOUR,
        "slot_minutes": 15,
        "break_minutes": 5,
        "bookings_per_student": 5,
        "booking_opens_at": NOW,
        "booking_closes_at": NOW + DAY + 6 * HOUR,
        "levels": ["mbo2", "hbo"],
        "state": DRAFT,
    }
    return Fair(**values | fields)


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


@pytest.mark.parametrize(
    ("fields", "booths", "with_times", "missing"),
    [
        ({}, 1, 1, 0),
        ({}, 1, 0, 1),
        ({}, 0, 0, 2),
        ({"levels": []}, 1, 1, 1),
        ({"booking_closes_at": NOW}, 1, 1, 1),
        ({"ends_at": NOW, "booking_closes_at": NOW}, 1, 1, 2),
    ],
)
def test_a_fair_opens_when_nothing_is_missing(app, fields, booths, with_times, missing):
    fair = a_fair(**fields)
    with app.test_request_context():
        checks = rules.readiness(fair, booths, with_times, NOW)
        assert [check.done for check in checks].count(False) == missing
        if missing:
            with pytest.raises(Refused, match="nog niet open"):
                rules.check_opening(fair, checks)
        else:
            rules.check_opening(fair, checks)


def test_an_open_fair_does_not_open_again(app):
    with app.test_request_context(), pytest.raises(Refused, match="al open"):
        rules.check_opening(a_fair(state=OPEN), [])


@pytest.mark.parametrize("state", [DRAFT, CLOSED])
def test_only_an_open_fair_closes(app, state):
    rules.check_closing(a_fair(state=OPEN))
    with app.test_request_context(), pytest.raises(Refused, match="niet open"):
        rules.check_closing(a_fair(state=state))


@pytest.mark.parametrize(("taken", "number"), [([], 1), ([1, 2], 3), ([3, 1], 2), ([2, 3], 1)])
def test_a_booth_gets_the_first_free_number(taken, number):
    assert rules.next_number(taken) == number


@pytest.mark.parametrize(
    ("fields", "welcome"),
    [({}, True), ({"state": OPEN}, True), ({"state": CLOSED}, False), ({"ends_at": NOW}, False)],
)
def test_a_fair_that_is_over_takes_no_booths(app, fields, welcome):
    if welcome:
        return rules.check_welcomes_booths(a_fair(**fields), NOW)
    with app.test_request_context(), pytest.raises(Refused, match="voorbij"):
        rules.check_welcomes_booths(a_fair(**fields), NOW)


def test_an_employer_has_one_booth(app):
    booths = [Booth(organisation_id=1), Booth(organisation_id=2)]
    rules.check_only_booth(booths, 3)
    with app.test_request_context(), pytest.raises(Refused, match="al een stand"):
        rules.check_only_booth(booths, 2)


@pytest.mark.parametrize(
    ("levels", "fits"), [(["hbo"], True), (["mbo2", "hbo"], True), ([], False), (["wo"], False)]
)
def test_a_booth_welcomes_levels_of_its_fair(app, levels, fits):
    if fits:
        return rules.check_levels(levels, a_fair())
    with app.test_request_context(), pytest.raises(Refused, match="niveaus"):
        rules.check_levels(levels, a_fair())


@pytest.mark.parametrize(
    ("before", "after"), [(APPROVED, APPROVED), (DECLINED, REQUESTED), (REQUESTED, REQUESTED)]
)
def test_new_texts_ask_for_approval_again_unless_there_is_one(before, after):
    assert rules.state_after_edit(Booth(state=before)) == after


def test_a_booth_with_talks_stays(app):
    rules.check_decline(0)
    with app.test_request_context(), pytest.raises(Refused, match="2 gesprekken"):
        rules.check_decline(2)
