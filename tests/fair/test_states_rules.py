"""The life of a fair: its phases, and which moves are allowed."""

import pytest

from app.errors import Refused
from fair.models import ANNOUNCED, ARCHIVED, CLOSED, DRAFT, OPEN
from fair.rules import booking
from fair.rules import states as rules
from fair.rules.fairs import readiness
from tests.conftest import NOW
from tests.fair.a_fair import DAY, HOUR, a_fair

PHASES = [
    ({"state": DRAFT}, "draft", "over"),
    ({"state": ANNOUNCED}, "announced", "soon"),
    ({"state": ANNOUNCED, "starts_at": NOW - HOUR}, "announced", "soon"),
    ({"state": ANNOUNCED, "ends_at": NOW}, "closed", "over"),
    ({"state": OPEN}, "booking", "soon"),
    ({"state": OPEN, "booking_opens_at": NOW + HOUR}, "announced", "soon"),
    ({"state": OPEN, "booking_closes_at": NOW}, "announced", "soon"),
    ({"state": OPEN, "starts_at": NOW}, "live", "on"),
    ({"state": OPEN, "starts_at": NOW, "booking_closes_at": NOW}, "live", "on"),
    ({"state": OPEN, "starts_at": NOW - DAY, "ends_at": NOW}, "closed", "over"),
    ({"state": CLOSED}, "closed", "over"),
    ({"state": ARCHIVED}, "archived", "over"),
]


@pytest.mark.parametrize(("fields", "phase", "stands"), PHASES)
def test_a_fair_is_in_one_phase(fields, phase, stands):
    assert rules.phase(a_fair(**fields), NOW) == phase
    assert booking.phase(a_fair(**fields), NOW) == stands


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": OPEN}, "De volgende beurs"),
        ({"state": OPEN, "starts_at": NOW - HOUR}, "Vandaag"),
        ({"state": OPEN, "starts_at": NOW - DAY, "ends_at": NOW + HOUR}, "Nog tot 12.42 uur"),
        ({"state": CLOSED}, "De laatste beurs"),
    ],
)
def test_the_front_page_says_when_a_fair_is(app, fields, words):
    with app.test_request_context():
        assert rules.stands_words(a_fair(**fields), NOW) == words


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
        checks = readiness(fair, booths, with_times, NOW)
        assert [check.done for check in checks].count(False) == missing
        if missing:
            with pytest.raises(Refused, match="nog niet open"):
                rules.check_opening(fair, checks)
        else:
            rules.check_opening(fair, checks)


def test_an_open_fair_does_not_open_again(app):
    with app.test_request_context(), pytest.raises(Refused, match="al open"):
        rules.check_opening(a_fair(state=OPEN), [])


@pytest.mark.parametrize("state", [DRAFT, ANNOUNCED, CLOSED, ARCHIVED])
def test_only_an_open_fair_closes(app, state):
    rules.check_closing(a_fair(state=OPEN))
    with app.test_request_context(), pytest.raises(Refused, match="niet open"):
        rules.check_closing(a_fair(state=state))


def test_a_fair_in_the_archive_does_not_open(app):
    with app.test_request_context(), pytest.raises(Refused, match="archief"):
        rules.check_opening(a_fair(state=ARCHIVED), [])


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, ""),
        ({"ends_at": NOW}, "voorbij"),
        *(({"state": state}, "al te zien") for state in (ANNOUNCED, OPEN, CLOSED, ARCHIVED)),
    ],
)
def test_only_a_draft_is_announced(app, fields, word):
    if not word:
        return rules.check_announcing(a_fair(**fields), NOW)
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_announcing(a_fair(**fields), NOW)


@pytest.mark.parametrize(
    ("fields", "ahead", "word"),
    [
        ({"state": CLOSED}, 0, ""),
        ({"state": OPEN, "ends_at": NOW}, 0, ""),
        ({"state": ANNOUNCED, "ends_at": NOW}, 0, ""),
        ({"state": CLOSED}, 2, "2 geboekte gesprekken"),
        ({"state": OPEN}, 0, "nog niet voorbij"),
        ({"state": DRAFT}, 0, "nog niet voorbij"),
        ({"state": ARCHIVED}, 0, "al in het archief"),
    ],
)
def test_only_what_is_over_goes_to_the_archive(app, fields, ahead, word):
    if not word:
        return rules.check_archiving(a_fair(**fields), ahead, NOW)
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_archiving(a_fair(**fields), ahead, NOW)


@pytest.mark.parametrize(
    ("state", "booths", "bookings", "word"),
    [
        (ANNOUNCED, 0, 0, ""),
        (OPEN, 0, 0, ""),
        (ANNOUNCED, 1, 0, "1 werkgever heeft hier een stand"),
        (OPEN, 3, 0, "3 werkgevers"),
        (OPEN, 0, 1, "Studenten hebben"),
        (DRAFT, 0, 0, "aangekondigd of open"),
        (CLOSED, 0, 0, "aangekondigd of open"),
        (ARCHIVED, 0, 0, "aangekondigd of open"),
    ],
)
def test_a_fair_is_a_draft_again_while_nobody_counts_on_it(app, state, booths, bookings, word):
    if not word:
        return rules.check_taking_back(a_fair(state=state), booths, bookings)
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_taking_back(a_fair(state=state), booths, bookings)
