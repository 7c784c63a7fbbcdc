"""Who is in the room of a session, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from region.models import ORGANISER
from sessions.kinds import CANCELLED, PUBLISHED
from sessions.models import InspirationSession, Registration
from sessions.models.registration import OFF, SIGNED_UP
from sessions.rules import room as rules
from sessions.rules import words

START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
IN, OUT, KEEPS = (True, False), (False, False), (False, True)


def session(state=PUBLISHED, **fields):
    return InspirationSession(starts_at=START, ends_at=START + timedelta(minutes=30), state=state, **fields)


@pytest.mark.parametrize(
    ("who", "minutes", "state", "reads", "takes_part"),
    [
        (IN, -16, PUBLISHED, False, False),
        (IN, -15, PUBLISHED, True, True),
        (IN, 29, PUBLISHED, True, True),
        (IN, 30, PUBLISHED, True, False),
        (IN, 30 + 7 * 24 * 60 - 1, PUBLISHED, True, False),
        (IN, 30 + 7 * 24 * 60, PUBLISHED, False, False),
        (IN, 5, CANCELLED, False, False),
        (OUT, 5, PUBLISHED, False, False),
        (KEEPS, -600, PUBLISHED, True, False),
        (KEEPS, 5, PUBLISHED, True, True),
        (KEEPS, 5, CANCELLED, True, False),
        (KEEPS, 99999, PUBLISHED, True, False),
    ],
)
def test_who_reads_and_who_takes_part(who, minutes, state, reads, takes_part):
    now = START + timedelta(minutes=minutes)
    assert rules.may_read(session(state), *who, now) is reads
    assert rules.may_take_part(session(state), *who, now) is takes_part


@pytest.mark.parametrize(
    ("own", "came"),
    [
        (None, False),
        (Registration(state=SIGNED_UP), False),
        (Registration(state=SIGNED_UP, came_at=START), True),
        (Registration(state=OFF, came_at=START), False),
    ],
)
def test_who_has_come_in(own, came):
    assert rules.has_come_in(own) is came


def test_organisers_and_who_is_appointed_keep_order():
    assert rules.may_moderate({ORGANISER}, False)
    assert rules.may_moderate(set(), True)
    assert not rules.may_moderate({"student"}, False)


def test_the_programme_says_what_is_on_and_what_comes_next():
    told = session(programme=[[0, "Femke"], [10, "Vragen"]])
    moments = list(words.moments(told, START))
    assert [(m.on and m.on.what, m.after and m.after.what) for m in moments] == [
        (None, "Femke"),
        ("Femke", "Vragen"),
        ("Vragen", None),
    ]
    assert [int((m.begins - START).total_seconds() / 60) for m in moments] == [-15, 0, 10]
    assert moments[-1].ends == told.ends_at
    assert [m.on for m in words.moments(session(programme=[]), START)] == [None]
