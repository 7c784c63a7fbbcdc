"""How waiting becomes figures: what counts where, and within how long most people were helped."""

from datetime import timedelta

import pytest

from fair.models.queue import CALLED, LEFT, MISSED, TALKED, WAITING, Visit
from fair.models.waiting import GONE, LAPSED, LET_GO, OFFERED, PAST, TAKEN, SlotOffer
from fair.rules import waits as rules
from fair.rules.waits import Wait, Waiting

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(None, None), (0, 0), (59, 0), (60, 1), (359, 5), (360, 6), (-5, 0)]
)
def test_waiting_is_counted_in_whole_minutes(now, seconds, minutes):
    until = None if seconds is None else now + seconds * SECOND
    assert rules.minutes_between(now, until) == minutes


@pytest.mark.parametrize(
    ("minutes", "half", "most"),
    [
        ((), None, None),
        ((1, 2, 3, 4), None, None),
        ((0, 0, 0, 0, 0), 1, None),
        ((1, 2, 3, 4, 50), 4, None),
        ((1, 2, 3, 4, 5, 6, 7, 8, 90), 6, None),
        ((10, 9, 8, 7, 6, 5, 4, 3, 2, 1), 6, 10),
        (range(1, 21), 11, 19),
    ],
)
def test_half_and_most_waited_less_than(minutes, half, most):
    waits = Waiting(queue_minutes=tuple(minutes), list_minutes=tuple(minutes))
    assert (waits.queue_half, waits.queue_most) == (half, most)
    assert (waits.list_half, waits.list_most) == (half, most)


@pytest.mark.parametrize(
    ("state", "called", "counts"),
    [
        (WAITING, False, {"queue_joined"}),
        (WAITING, True, {"queue_joined", "queue_called"}),
        (CALLED, True, {"queue_joined", "queue_called"}),
        (TALKED, True, {"queue_joined", "queue_called"}),
        (MISSED, True, {"queue_joined", "queue_called"}),
        (LEFT, True, {"queue_joined", "queue_called"}),
        (LEFT, False, {"queue_joined", "queue_left"}),
    ],
)
def test_who_was_called_once_did_not_leave_before_it(now, state, called, counts):
    visit = Visit(state=state, joined_at=now, called_at=now if called else None)
    assert set(rules.of_visit(visit)) == counts


@pytest.mark.parametrize(
    ("state", "closed", "ends_as"),
    [
        (OFFERED, None, None),
        (TAKEN, -1, "list_accepted"),
        (LAPSED, 1, "list_lapsed"),
        (PAST, 1, "list_lapsed"),
        (PAST, 0, "list_lapsed"),
        (PAST, -1, None),
        (PAST, None, None),
        (LET_GO, -1, None),
        (GONE, -1, None),
    ],
)
def test_an_offer_is_taken_lapsed_or_neither(now, state, closed, ends_as):
    closed_at = None if closed is None else now + closed * SECOND
    offer = SlotOffer(state=state, expires_at=now, closed_at=closed_at)
    assert rules.of_offer(offer) == (("list_offered", ends_as) if ends_as else ("list_offered",))


def test_waits_are_put_together_by_group():
    waits = [
        Wait(1, "care", "mbo3", ("queue_joined", "queue_called"), 4),
        Wait(1, "care", "mbo2", ("queue_joined",)),
        Wait(2, "care", "mbo2", ("list_waited",), 90),
    ]
    found = rules.by(waits, "booth_id")
    assert found[1].counts == {"queue_joined": 2, "queue_called": 1}
    assert (found[1].queue_minutes, found[1].list_minutes) == ((4,), ())
    assert found[2].list_minutes == (90,)
    assert set(rules.by(waits, "level")) == {"mbo2", "mbo3"}
    assert rules.together([]) == Waiting()


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minuut"),
        (6, "6 minuten"),
        (120, "120 minuten"),
        (121, "3 uur"),
        (2880, "48 uur"),
        (2881, "3 dagen"),
    ],
)
def test_a_time_to_wait_in_words(app, minutes, words):
    with app.test_request_context():
        assert rules.span(minutes) == words
