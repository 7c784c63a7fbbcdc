"""While somebody from the queue is at the table, nobody else is put there: not by a colleague, not anew."""

from datetime import timedelta

import pytest

from app.db import db
from app.errors import Refused
from fair.actions import group, handover, queue, roster
from fair.actions.booking import book_slot
from fair.models import BOOKED, FREE, WITHDRAWN, Booking, Slot
from fair.queries.handover import colleagues

MINUTE = timedelta(minutes=1)


@pytest.fixture
def later(world, now):
    """12.21: Omar talks with Milan from the queue since 12.20, until 12.35; his time of 12.30 is gone."""
    began = db.session.get(Slot, world.omar_slots[0]).starts_at + 20 * MINUTE
    visit_id = queue.join_queue(booth_id=world.care_booth, person_id=world.milan, now=began)
    queue.call_next(booth_id=world.care_booth, short=True, person_id=world.omar, now=began)
    queue.begin_talk(visit_id=visit_id, person_id=world.omar, now=began)
    assert state_of(world.omar_slots[2]) == WITHDRAWN
    return began + MINUTE


@pytest.fixture
def booking_id(world, now):
    """Yara's talk with Sanne at 12.30."""
    return book_slot(slot_id=world.sanne_slots[2], person_id=world.yara, question="", now=now)


def state_of(slot_id):
    db.session.rollback()
    return db.session.get(Slot, slot_id).state


def test_a_talk_is_not_handed_to_a_colleague_who_will_still_be_talking(world, booking_id, later):
    talk = db.session.get(Booking, booking_id)
    assert colleagues(talk) == []
    with pytest.raises(Refused, match="Omar heeft dan geen tijd"):
        handover.hand_over(
            booking_id=booking_id, staff_id=world.omar, seen=0, person_id=world.sanne, now=later
        )
    db.session.rollback()
    talk = db.session.get(Booking, booking_id)
    assert (talk.state, talk.slot_id) == (BOOKED, world.sanne_slots[2])


def test_a_talk_after_it_can_be_handed_over(world, now, later):
    booking_id = book_slot(slot_id=world.sanne_slots[3], person_id=world.yara, question="", now=now)
    handover.hand_over(booking_id=booking_id, staff_id=world.omar, seen=0, person_id=world.sanne, now=later)
    assert db.session.get(Booking, booking_id).slot_id == world.omar_slots[3]


def test_a_roster_that_changes_does_not_bring_back_the_time_it_covers(world, later):
    last = db.session.get(Slot, world.omar_slots[3])
    lunch = {"starts_at": last.starts_at, "ends_at": last.ends_at, "reason": "lunch"}
    roster.add_pause(shift_id=last.shift_id, **lunch, decisions={}, person_id=world.omar, now=later)
    assert [state_of(each) for each in world.omar_slots] == [FREE, FREE, WITHDRAWN, WITHDRAWN]


def test_no_group_talk_begins_before_it_is_over(world, later):
    begins = later + 9 * MINUTE
    here = {"booth_id": world.care_booth, "staff_id": world.omar, "person_id": world.omar, "now": later}
    said = {"title": "Kijkje", "seats": 9, "meeting_link": ""}
    with pytest.raises(Refused, match=r"om 12\.20 uur"):
        group.add_group_talk(**here, **said, starts_at=begins, ends_at=begins + 30 * MINUTE)
    begins += 5 * MINUTE
    assert group.add_group_talk(**here, **said, starts_at=begins, ends_at=begins + 10 * MINUTE)
