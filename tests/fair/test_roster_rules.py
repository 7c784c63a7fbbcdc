"""Cutting slots from blocks, and which blocks may be."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import from_local, local
from app.errors import Refused
from app.people import Person
from fair.models import Fair, Pause, Shift
from fair.rules import roster as rules
from fair.rules.cutting import Window, cut
from tests.conftest import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)

blocks = st.tuples(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.integers(1, 900),
)


@given(blocks, st.integers(5, 120), st.integers(0, 60))
def test_slots_lie_inside_the_block_in_order_with_breaks_and_none_is_forgotten(block, talk, rest):
    start, minutes = block
    end = start + minutes * MINUTE
    slots = cut(start, end, talk, rest)
    assert all(start <= first and last <= end for first, last in slots)
    assert all(last - first == talk * MINUTE for first, last in slots)
    assert all(after[0] - before[1] == rest * MINUTE for before, after in pairwise(slots))
    used = slots[-1][1] + rest * MINUTE if slots else start
    assert end - used < talk * MINUTE
    assert slots == cut(start, end, talk, rest)


@pytest.mark.parametrize(
    ("minutes", "talk", "rest", "number"),
    [(60, 15, 0, 4), (60, 15, 5, 3), (55, 15, 5, 3), (54, 15, 5, 2), (15, 15, 5, 1), (14, 15, 5, 0)],
)
def test_as_many_talks_as_fit(minutes, talk, rest, number):
    assert len(cut(START, START + minutes * MINUTE, talk, rest)) == number


@pytest.mark.parametrize(
    ("day", "hours"), [(datetime(2026, 10, 25), 4), (datetime(2027, 3, 28), 2), (datetime(2026, 11, 26), 3)]
)
def test_a_night_in_which_the_clock_changes_has_real_minutes(day, hours):
    start, end = from_local(day.replace(hour=1)), from_local(day.replace(hour=4))
    slots = cut(start, end, 30, 0)
    assert len(slots) == hours * 2
    assert len({first for first, _last in slots}) == hours * 2
    assert local(slots[-1][1]).hour == 4


def a_fair() -> Fair:
    return Fair(starts_at=START, ends_at=START + 6 * HOUR, slot_minutes=15, break_minutes=5)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "word"),
    [
        (NOW + HOUR, NOW + HOUR, "later eindigen"),
        (START - HOUR, START + HOUR, "is open van 10.00 tot 16.00"),
        (START + 5 * HOUR, START + 7 * HOUR, "is open van"),
        (START, START + HOUR, "voorbij"),
        (NOW + HOUR, NOW + HOUR + 14 * MINUTE, "15 minuten"),
    ],
)
def test_impossible_blocks_are_refused_with_the_reason(app, starts_at, ends_at, word):
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_shift(Window(starts_at, ends_at, 15, 5), a_fair(), NOW)


def test_a_block_ahead_inside_the_hours_passes():
    rules.check_shift(Window(NOW, START + 6 * HOUR, 15, 5), a_fair(), NOW)
    rules.check_shift(Window(START, START + HOUR, 15, 5), a_fair(), NOW, earliest=START)


def a_shift() -> Shift:
    sanne = Person(first_name="Sanne")
    return Shift(staff=sanne, starts_at=START, ends_at=START + 2 * HOUR)


@pytest.mark.parametrize(
    ("first", "last", "double"),
    [(-60, 0, False), (120, 180, False), (-60, 1, True), (119, 180, True), (30, 60, True), (-60, 180, True)],
)
def test_nobody_is_in_two_blocks_at_once(app, first, last, double):
    times = (START + first * MINUTE, START + last * MINUTE)
    if not double:
        return rules.check_nobody_is_double([a_shift()], *times)
    with app.test_request_context(), pytest.raises(Refused, match=r"Sanne staat van 10\.00 tot 12\.00"):
        rules.check_nobody_is_double([a_shift()], *times)


@pytest.mark.parametrize(
    ("talk", "rest", "word"),
    [
        (15, 5, ""),
        (60, 60, ""),
        (14, 5, "ten minste 15 en ten hoogste 60"),
        (61, 5, "ten minste 15 en ten hoogste 60"),
        (15, 4, "ten minste 5"),
    ],
)
def test_talks_and_breaks_may_be_longer_than_the_fair_says_and_not_shorter(app, talk, rest, word):
    if not word:
        return rules.check_rhythm(talk, rest, a_fair())
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_rhythm(talk, rest, a_fair())


def test_a_fair_with_long_talks_allows_them():
    rules.check_rhythm(90, 5, Fair(slot_minutes=90, break_minutes=5))


@pytest.mark.parametrize(("wanted", "usual", "kept"), [(15, 15, None), (20, 15, 20), (None, 15, None)])
def test_what_the_fair_says_itself_is_not_kept(wanted, usual, kept):
    assert rules.own_minutes(wanted, usual) == kept


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (0, 120, ""),
        (30, 60, ""),
        (5, 10, "al geblokkeerd"),
        (-1, 60, "van 10.00 tot 12.00"),
        (0, 121, "van 10.00"),
        (60, 60, "later eindigen"),
    ],
)
def test_a_pause_lies_inside_its_block(app, first, last, word):
    pause = Pause(starts_at=START + first * MINUTE, ends_at=START + last * MINUTE)
    shift = a_shift()
    shift.pauses = [Pause(starts_at=START, ends_at=START + 10 * MINUTE)]
    if not word:
        return rules.check_pause(pause, shift, START)
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_pause(pause, shift, START)


def test_a_block_keeps_at_least_one_talk(app):
    rules.check_something_left(1)
    with app.test_request_context(), pytest.raises(Refused, match="Verwijder"):
        rules.check_something_left(0)
