"""One talk stays one entry in calendars: one uid, and a sequence that rises with time, place and state."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from fair.actions.booking import book_slot, cancel_booking, move_booking
from fair.actions.handover import call_off, hand_over
from fair.actions.roster import change_shift
from fair.actions.talk import mark_attendance, save_note
from fair.models import Booking, Slot


@pytest.fixture
def talk_id(world, now):
    return book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)


@pytest.fixture
def talk(talk_id):
    return lambda: db.session.get_one(Booking, talk_id, populate_existing=True)


def with_link(world, now, slot_id, link="https://talk.example/new", **changes):
    shift = db.session.get_one(Slot, slot_id).shift
    when = {"starts_at": shift.starts_at, "ends_at": shift.ends_at}
    rest = {"slot_minutes": 15, "break_minutes": 0, "decisions": {}, "person_id": world.sanne, "now": now}
    change_shift(shift_id=shift.id, meeting_link=link, **when, **rest | changes)


def changed(world, now, talk, how):
    """One change after the other, as people make them."""
    booking = talk()
    by_staff = {"booking_id": booking.id, "seen": booking.sequence, "person_id": world.sanne, "now": now}
    by_student = {"booking_id": booking.id, "person_id": world.yara, "now": now}
    if how == "moved":
        move_booking(slot_id=world.sanne_slots[2], **by_student)
    elif how == "handed over":
        hand_over(staff_id=world.omar, **by_staff)
    elif how == "elsewhere":
        with_link(world, now, world.sanne_slots[0])
    elif how == "cancelled":
        cancel_booking(**by_student)
    else:
        call_off(reason="ill", words="", **by_staff)
    return talk()


@pytest.mark.parametrize("how", ["moved", "handed over", "elsewhere", "cancelled", "called off"])
def test_time_place_and_state_raise_the_sequence(world, now, talk, how):
    before, later = talk().uid, now + timedelta(minutes=3)
    after = changed(world, later, talk, how)
    assert (after.uid, after.sequence, after.changed_at) == (before, 1, later)


def test_a_whole_life_rises_by_one_each_time(world, now, talk):
    seen = [
        changed(world, now, talk, how).sequence for how in ("elsewhere", "moved", "handed over", "called off")
    ]
    assert seen == [1, 2, 3, 4]


def test_nothing_else_raises_it(world, now, talk):
    with_link(world, now, world.sanne_slots[0], link="", phone="071 555 0000")
    on = talk().starts_at
    kept = {"booking_id": talk().id, "person_id": world.sanne, "now": on}
    mark_attendance(state="attended", **kept)
    save_note(note="Vraagt door", seen=0, **kept)
    assert (talk().sequence, talk().changed_at) == (0, now)


def test_another_link_leaves_what_the_employer_changed_readable(world, now, talk):
    changed(world, now, talk, "handed over")
    assert talk().employer_changed
    with_link(world, now, talk().slot_id)
    assert talk().employer_changed
    assert talk().sequence == 2


def test_talks_that_are_over_keep_their_link_and_sequence(world, now, talk):
    with transaction():
        db.session.get_one(Booking, talk().id).state = "attended"
    with_link(world, now, world.sanne_slots[0])
    assert talk().sequence == 0


def test_booking_anew_is_another_entry(world, now, talk):
    first = talk().uid
    changed(world, now, talk, "cancelled")
    again = book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    assert db.session.get_one(Booking, again).uid != first
