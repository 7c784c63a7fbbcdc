"""What a change of a block does to its slots: those that fit stay, booked ones are never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fair.models import Slot
from fair.rules.cutting import Window, overlaps, plan, span

MINUTE = timedelta(minutes=1)
START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
BEFORE = START - 60 * MINUTE


def at(minute):
    """So many minutes after the start."""
    return START + minute * MINUTE


def window(first=0, last=60, talk=15, rest=0, pauses=()):
    """A block with its rhythm and pauses, in minutes from the start."""
    return Window(at(first), at(last), talk, rest, tuple((at(one), at(two)) for one, two in pauses))


def slots_of(block):
    """The slots that were cut from a block."""
    return [Slot(id=n, seats=1, starts_at=one, ends_at=two) for n, (one, two) in enumerate(block.grid)]


def minutes(spans):
    """Times as minutes from the start."""
    return [int((one - START) / MINUTE) for one, _two in spans]


@pytest.mark.parametrize(
    ("new", "stay", "go", "come"),
    [
        (window(), [0, 15, 30, 45], [], []),
        (window(last=30), [0, 15], [30, 45], []),
        (window(last=90), [0, 15, 30, 45], [], [60, 75]),
        (window(first=15, last=75), [15, 30, 45], [0], [60]),
        (window(first=5, last=65), [], [0, 15, 30, 45], [5, 20, 35, 50]),
        (window(talk=20), [], [0, 15, 30, 45], [0, 20, 40]),
        (window(rest=15), [0, 30], [15, 45], []),
        (window(pauses=[(20, 35)]), [0, 45], [15, 30], []),
        (window(pauses=[(15, 30)]), [0, 30, 45], [15], []),
        (None, [], [0, 15, 30, 45], []),
    ],
)
def test_what_stays_what_goes_and_what_comes(new, stay, go, come):
    found = plan(window(), new, slots_of(window()), (), BEFORE)
    assert minutes(map(span, found.stay)) == stay
    assert minutes(map(span, found.go)) == go
    assert minutes(found.come) == come


def test_unblocking_brings_the_times_back():
    blocked = window(pauses=[(15, 30)])
    assert minutes(plan(blocked, window(), slots_of(blocked), (), BEFORE).come) == [15]


def test_nothing_comes_at_the_time_of_a_talk_with_somebody_from_the_queue():
    blocked = window(pauses=[(15, 60)])
    busy = [(at(20), at(35))]
    assert minutes(plan(blocked, window(), slots_of(blocked), (), BEFORE, busy).come) == [45]


def test_what_has_begun_stays_and_nothing_comes_before_now():
    found = plan(window(), window(talk=20), slots_of(window()), (), at(15))
    assert minutes(map(span, found.stay)) == [0, 15]
    assert minutes(found.come) == [40]


def test_kept_talks_stay_and_free_times_go_around_them():
    slots = slots_of(window())
    found = plan(window(), window(talk=20), slots, {1}, BEFORE)
    assert minutes(map(span, found.stay)) == [15]
    assert minutes(found.come) == [40]


def test_outside_the_block_nothing_is_kept():
    found = plan(window(), window(first=30), slots_of(window()), {0}, BEFORE)
    assert minutes(map(span, found.go)) == [0, 15]


def test_what_stood_beside_the_grid_already_is_left_alone():
    odd = Slot(id=9, seats=1, starts_at=at(62), ends_at=at(72))
    found = plan(window(last=80), window(last=90), [*slots_of(window()), odd], (), BEFORE)
    assert odd in found.stay
    assert minutes(found.come) == [75]


def test_a_group_talk_stays_inside_the_block_only():
    group = Slot(id=9, seats=5, starts_at=at(0), ends_at=at(15))
    assert plan(window(), window(talk=20), [group], (), BEFORE).stay == [group]
    assert plan(window(), window(first=5), [group], (), BEFORE).go == [group]


windows = st.builds(
    window,
    first=st.integers(-60, 60),
    last=st.integers(61, 300),
    talk=st.integers(5, 60),
    rest=st.integers(0, 30),
    pauses=st.lists(st.tuples(st.integers(0, 100), st.integers(101, 200)), max_size=2),
)


@given(windows, windows, st.sets(st.integers(0, 20)), st.integers(-60, 200))
def test_afterwards_nobody_is_in_two_slots_and_none_is_forgotten(old, new, keep, now):
    slots = slots_of(old)
    found = plan(old, new, slots, keep, at(now))
    assert sorted(slot.id for slot in found.stay + found.go) == [slot.id for slot in slots]
    times = sorted([span(slot) for slot in found.stay] + found.come)
    assert not any(overlaps(one, two) for n, one in enumerate(times) for two in times[n + 1 :])
    assert not any(overlaps(time, pause) for time in found.come for pause in new.pauses)
    assert all(slot in found.stay for slot in slots if slot.id in keep and new.holds(slot))
