"""When a stall may have a pause, and what people read."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from fair.models import APPROVED, CLOSED, OPEN, REQUESTED, Booth, Fair
from fair.rules import stall as rules

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def booth(since=None, until=None, state=APPROVED, fair_state=OPEN, opens=-60, closes=60, closed=None):
    fair = Fair(state=fair_state, starts_at=at(opens), ends_at=at(closes))
    return Booth(fair=fair, state=state, paused_at=since, paused_until=until, closed_at=closed)


@pytest.mark.parametrize(
    ("stall", "paused"),
    [
        (booth(), False),
        (booth(since=at(-5)), True),
        (booth(since=at(-5), until=at(5)), True),
        (booth(since=at(-5), until=at(0)), False),
        (booth(since=at(-5), closes=0), False),
        (booth(since=at(-5), fair_state=CLOSED), False),
    ],
)
def test_when_a_stall_has_a_pause(stall, paused):
    assert rules.is_paused(stall, NOW) is paused


@pytest.mark.parametrize(
    ("stall", "words"),
    [
        (booth(state=REQUESTED), "als de beurs open is"),
        (booth(opens=5), "als de beurs open is"),
        (booth(closed=at(-5)), "De organisatie heeft deze stand gesloten"),
    ],
)
def test_a_pause_is_refused_in_words(stall, words):
    with pytest.raises(Refused, match=words):
        rules.check_pause(stall, NOW)


def test_a_pause_is_allowed():
    rules.check_pause(booth(), NOW)
    rules.check_pause(booth(since=at(-5)), NOW)
    assert not rules.can_pause(booth(closed=at(-5)), NOW)


def test_only_a_pause_can_end():
    rules.check_resume(booth(since=at(-5)))
    with pytest.raises(Refused, match="al open"):
        rules.check_resume(booth())


def test_when_they_are_back():
    assert rules.back_words(booth(since=at(-5))) == "We zijn zo terug."
    assert rules.back_words(booth(since=at(-5), until=at(18))) == "We zijn om 12.00 uur terug."
