"""Tables of cases: when something may be announced, and who reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from fair.models import CLOSED, OPEN, Fair
from fair.models.announcement import Announcement
from fair.rules import announcement as rules

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def fair(state=OPEN) -> Fair:
    """A fair from eleven to four."""
    return Fair(state=state, starts_at=NOON - HOUR, ends_at=NOON + 4 * HOUR)


@pytest.mark.parametrize(
    ("state", "now", "running", "sentence"),
    [
        (CLOSED, NOON, 0, "zolang de beurs open is"),
        (OPEN, NOON - 2 * HOUR, 0, "zolang de beurs open is"),
        (OPEN, NOON, 3, "al drie berichten"),
    ],
)
def test_when_nothing_is_announced(app, state, now, running, sentence):
    with app.test_request_context(), pytest.raises(Refused, match=sentence):
        rules.check_say(fair(state), running, now)


def test_when_it_is():
    rules.check_say(fair(), 2, NOON)


@pytest.mark.parametrize(
    ("ended", "now", "shown"),
    [(None, NOON, True), (None, NOON + HOUR, False), (NOON, NOON + HOUR / 2, False)],
)
def test_what_people_read_now(app, ended, now, shown):
    said = Announcement(until=NOON + HOUR, ended_at=ended)
    assert rules.is_shown(said, now) is shown
    if shown:
        return rules.check_withdraw(said, now)
    with app.test_request_context(), pytest.raises(Refused, match="al voorbij"):
        rules.check_withdraw(said, now)
    return None


@pytest.mark.parametrize(
    ("audience", "sector", "who", "reads"),
    [
        ("everybody", "", {}, True),
        ("students", "", {}, False),
        ("students", "", {"is_student": True}, True),
        ("staff", "", {"is_student": True}, False),
        ("staff", "", {"is_staff": True}, True),
        ("sector", "zorg", {"is_staff": True}, False),
        ("sector", "zorg", {"sector": "techniek"}, False),
        ("sector", "zorg", {"sector": "zorg"}, True),
    ],
)
def test_who_reads_it(audience, sector, who, reads):
    nobody = {"is_student": False, "is_staff": False, "sector": ""}
    assert rules.is_for(Announcement(audience=audience, sector=sector), **nobody | who) is reads
