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


def booth(since=None, until=None, state=APPROVED, fair_state=OPEN, opens=-60, closes=60):
    fair = Fair(state=fair_state, starts_at=at(opens), ends_at=at(closes))
    return Booth(fair=fair, state=state, paused_at=since, paused_until=until)


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
    ("stall", "until", "words"),
    [
        (booth(state=REQUESTED), None, "als de beurs open is"),
        (booth(opens=5), None, "als de beurs open is"),
        (booth(), at(0), "Deze tijd is voorbij"),
        (booth(), at(61), r"sluit om 12\.42 uur"),
    ],
)
def test_a_pause_is_refused_in_words(stall, until, words):
    with pytest.raises(Refused, match=words):
        rules.check_pause(stall, until, NOW)


@pytest.mark.parametrize("until", [None, at(1), at(60)])
def test_a_pause_is_allowed(until):
    rules.check_pause(booth(), until, NOW)
    rules.check_pause(booth(since=at(-5)), until, NOW)


def test_only_a_pause_can_end():
    rules.check_resume(booth(since=at(-5)))
    with pytest.raises(Refused, match="al open"):
        rules.check_resume(booth())


def test_when_they_are_back():
    assert rules.back_words(booth(since=at(-5))) == "We zijn zo terug."
    assert rules.back_words(booth(since=at(-5), until=at(18))) == "We zijn om 12.00 uur terug."
