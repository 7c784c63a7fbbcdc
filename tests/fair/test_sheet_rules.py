"""What one can do with a time that one chose, and with what else is there: tables of cases."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from fair.models import CANCELLED_BY_EMPLOYER, CANCELLED_BY_STUDENT, CLOSED
from fair.models.waiting import SlotOffer
from fair.rules import booking as rules
from fair.rules import waiting
from fair.rules.handover import called_off
from fair.rules.sheet import sheet
from tests.fair.unsaved import MILAN, NOW, YARA, at, make_asker, make_fair, make_slot, make_talk

HELD_ANOTHER_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def english(test_app):
    with test_app.test_request_context(), force_locale("en"):
        yield


def taken(minutes, person_id=MILAN, **fields):
    """A time that somebody has."""
    slot = make_slot(minutes, **fields)
    slot.bookings.append(make_talk(minutes, person_id=person_id, seat=1))
    return slot


def held(minutes, person_id=MILAN, until=HELD_ANOTHER_MINUTE):
    """A time that is held for somebody."""
    slot = make_slot(minutes)
    slot.offers.append(SlotOffer(seat=1, person_id=person_id, expires_at=NOW + until))
    return slot


def staffed(minutes, staff_id):
    return make_slot(minutes, staff_id=staff_id, id=minutes * 10 + staff_id)


@pytest.mark.parametrize(
    ("slots", "talks", "found"),
    [
        ([], [], None),
        ([make_slot(30)], [], None),
        ([make_slot(0)], [], None),
        ([taken(45), held(60)], [], None),
        ([make_slot(15), make_slot(60), make_slot(45)], [], 45),
        ([make_slot(15), taken(45)], [], 15),
        ([make_slot(45), make_slot(60)], [make_talk(45)], 60),
        ([taken(45, seats=2)], [], 45),
        ([taken(45), held(60, YARA)], [], 60),
    ],
    ids=["none", "itself", "over", "taken", "later", "earlier", "beside a talk", "a seat left", "hers"],
)
def test_the_next_time_that_is_left(slots, talks, found):
    chosen = make_slot(30)
    left = rules.next_free(chosen, slots, make_asker(chosen, talks), NOW)
    assert (left and left.starts_at) == (at(found) if found else None)


def test_of_two_at_the_same_time_one_is_always_named():
    chosen, two = make_slot(30), [staffed(45, 2), staffed(45, 1)]
    assert rules.next_free(chosen, two, make_asker(chosen), NOW) is two[1]


def test_what_is_held_for_her_is_not_taken():
    assert rules.seats_taken(held(30, YARA), YARA) == {}
    assert rules.seats_taken(held(30), YARA) == {1: MILAN}
    assert rules.seats_taken(taken(30), YARA) == {1: MILAN}


@pytest.mark.parametrize(
    ("slots", "may"),
    [
        ([], False),
        ([make_slot(30)], False),
        ([taken(30)], True),
        ([taken(30), make_slot(45)], False),
        ([taken(0)], False),
        ([taken(30, fair=make_fair(state=CLOSED))], False),
    ],
    ids=["no times", "a free one", "taken", "taken and free", "over", "closed"],
)
def test_one_waits_only_for_what_one_cannot_book(slots, may):
    asker = make_asker(slots[0] if slots else make_slot())
    assert waiting.can_join(slots, asker, NOW) is may


def test_what_is_held_is_hers_until_it_lapses():
    assert waiting.held_for([taken(15), held(30), held(45, YARA)], YARA, NOW).person_id == YARA
    assert waiting.held_for([held(30), held(45, YARA, timedelta())], YARA, NOW) is None


def look(slot, talks=(), left=None):
    return sheet(slot, make_asker(slot, talks), rules.seats_taken(slot, YARA), left, NOW)


def test_her_own_time_is_hers():
    slot, talk = taken(30, YARA), make_talk(30, booth_id=1)
    assert look(slot, [talk]).mine is talk


def test_a_free_time_can_be_booked():
    free = look(make_slot(30))
    assert (free.state, free.refusal, free.is_student, free.taken) == ("free", "", True, 0)


def test_of_a_taken_time_she_reads_what_is_left():
    left = make_slot(45)
    other = look(taken(30), left=left)
    assert other.next_free is left
    assert other.refusal == "12:12 with Sanne is taken. 12:27 is still free."


def test_what_is_held_for_her_is_named_as_such():
    assert look(taken(30), left=held(45, YARA)).refusal == "12:12 with Sanne is taken. 12:27 is held for you."


def test_of_a_full_group_talk_she_reads_that_it_is_full():
    group = taken(30, seats=2, title="Rondleiding")
    group.bookings.append(make_talk(30, person_id=3, seat=2))
    assert look(group).refusal == "The group talk of 12:12 is full. There are no free times left here."


@pytest.mark.parametrize(
    ("slot", "movable"), [(make_slot(45), True), (taken(45), False)], ids=["to a free one", "to a taken one"]
)
def test_who_has_a_talk_here_may_move_it(slot, movable):
    talk = make_talk(90, booth_id=1)
    assert look(slot, [talk]).movable is (talk if movable else None)


@pytest.mark.parametrize(
    ("wants", "instead"),
    [({"levels": ["hbo"]}, "booths"), ({"wanted_languages": ["ar"]}, "profile")],
    ids=["another level", "no languages yet"],
)
def test_when_no_other_time_helps_she_reads_what_does(wants, instead):
    slot = make_slot(30)
    for name, value in wants.items():
        setattr(slot.booth, name, value)
    assert look(slot).instead == instead


def off(minutes, state, changed):
    return make_talk(minutes, state=state, changed_at=at(changed))


@pytest.mark.parametrize(
    ("talks", "found"),
    [
        ([], None),
        ([off(30, CANCELLED_BY_STUDENT, 0)], None),
        ([off(30, CANCELLED_BY_EMPLOYER, 0)], 0),
        ([off(30, CANCELLED_BY_EMPLOYER, 0), off(45, CANCELLED_BY_STUDENT, 5)], None),
        ([off(30, CANCELLED_BY_EMPLOYER, 5), off(45, CANCELLED_BY_STUDENT, 0)], 0),
        ([off(30, CANCELLED_BY_EMPLOYER, 5), off(45, "booked", 0)], None),
    ],
    ids=["none", "her own", "theirs", "hers later", "hers before", "a new one"],
)
def test_what_was_called_off_is_said_until_she_has_another(talks, found):
    assert called_off(talks) is (None if found is None else talks[found])
