"""Who may come, wait, answer and go in."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from region.models import COORDINATOR, ORGANISER, STAFF
from sessions.kinds import ALL, CANCELLED, EMPLOYERS, INSTITUTIONS, PUBLISHED, STUDENTS
from sessions.models import InspirationSession, Registration
from sessions.models.registration import LAPSED, OFF, OFFERED, SIGNED_UP, WAITING
from sessions.rules import signup as rules

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
SOON = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("app")


def session(starts_in=timedelta(days=7), **fields):
    values = {"audience": ALL, "state": PUBLISHED, "capacity": 2}
    starts_at = NOW + starts_in
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30)}
    return InspirationSession(**values | hours | fields)


def own(state, until=None):
    return Registration(state=state, offered_until=until)


def is_refused(check, *arguments):
    try:
        check(*arguments)
    except Refused:
        return True
    return False


@pytest.mark.parametrize(
    ("audience", "roles", "welcome"),
    [
        (ALL, {"student"}, True),
        (ALL, set(), True),
        (STUDENTS, {"student"}, True),
        (STUDENTS, {STAFF}, False),
        (EMPLOYERS, {STAFF}, True),
        (EMPLOYERS, {"student"}, False),
        (INSTITUTIONS, {COORDINATOR}, True),
        (INSTITUTIONS, {STAFF}, False),
        (INSTITUTIONS, {ORGANISER}, True),
    ],
)
def test_for_whom_a_session_is(audience, roles, welcome):
    told = session(audience=audience)
    assert rules.is_welcome(told, roles) is welcome
    assert is_refused(rules.check_sign_up, told, roles, None, 1, NOW) is not welcome


@pytest.mark.parametrize(
    ("told", "mine", "free", "refused"),
    [
        (session(), None, 1, False),
        (session(), own(OFF), 1, False),
        (session(), own(LAPSED), 1, False),
        (session(), own(WAITING), 1, False),
        (session(), own(OFFERED, NOW + SOON), None, False),
        (session(), own(OFFERED, NOW), None, True),
        (session(), own(OFFERED, NOW), 1, True),
        (session(), own(SIGNED_UP), 1, True),
        (session(), None, None, True),
        (session(timedelta(minutes=-29)), None, 1, False),
        (session(timedelta(minutes=-30)), None, 1, True),
        (session(state=CANCELLED), None, 1, True),
    ],
)
def test_who_may_sign_up(told, mine, free, refused):
    assert is_refused(rules.check_sign_up, told, {"student"}, mine, free, NOW) is refused


@pytest.mark.parametrize(
    ("told", "mine", "free", "refused"),
    [
        (session(), None, None, False),
        (session(), own(OFF), None, False),
        (session(), own(LAPSED), None, False),
        (session(), own(WAITING), None, True),
        (session(), own(OFFERED, NOW + SOON), None, True),
        (session(), own(SIGNED_UP), None, True),
        (session(), None, 1, True),
        (session(timedelta(0)), None, None, True),
    ],
)
def test_who_may_wait(told, mine, free, refused):
    assert is_refused(rules.check_wait, told, {"student"}, mine, free, NOW) is refused


@pytest.mark.parametrize(
    ("mine", "starts_in", "refused"),
    [
        (own(SIGNED_UP), SOON, False),
        (own(WAITING), SOON, False),
        (own(OFFERED), SOON, False),
        (own(OFF), SOON, True),
        (None, SOON, True),
        (own(SIGNED_UP), -timedelta(hours=1), True),
    ],
)
def test_who_may_sign_off(mine, starts_in, refused):
    assert is_refused(rules.check_sign_off, session(starts_in), mine, NOW) is refused


@pytest.mark.parametrize(
    ("starts_in", "opened", "goes_on"),
    [(16, False, False), (15, True, False), (0, True, True), (-29, True, True), (-30, False, False)],
)
def test_the_door_opens_a_quarter_before(starts_in, opened, goes_on):
    told = session(timedelta(minutes=starts_in))
    assert rules.door_is_open(told, NOW) is opened
    assert rules.is_on(told, NOW) is goes_on
    assert is_refused(rules.check_come_in, told, own(SIGNED_UP), NOW) is not opened


def test_only_who_signed_up_goes_in():
    assert is_refused(rules.check_come_in, session(SOON), own(WAITING), NOW)
    assert is_refused(rules.check_seated, None)


def test_seats():
    assert rules.free_seat({1, 3}, 3) == 2
    assert rules.free_seat({1, 2}, 2) is None
    assert rules.holds_offer(own(OFFERED, NOW + SOON), NOW)
    assert not rules.holds_offer(own(OFFERED, NOW), NOW)
    assert not rules.holds_offer(None, NOW)


@pytest.mark.parametrize(
    ("starts_in", "held"),
    [
        (timedelta(days=2), timedelta(days=1)),
        (timedelta(days=2, minutes=-1), timedelta(hours=2)),
        (timedelta(hours=4), timedelta(hours=2)),
        (timedelta(hours=4, minutes=-1), timedelta(minutes=15)),
        (timedelta(minutes=16), timedelta(minutes=15)),
        (timedelta(minutes=15), None),
        (timedelta(0), None),
    ],
)
def test_how_long_a_seat_is_held(starts_in, held):
    assert rules.answer_until(session(starts_in), NOW) == (NOW + held if held else None)
    assert rules.answer_until(session(starts_in, state=CANCELLED), NOW) is None
