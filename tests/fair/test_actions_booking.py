"""Booking with real rows and real commits."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.once import once
from fair.actions import booking as actions
from fair.models import CANCELLED_BY_STUDENT, DRAFT, UNDONE, WITHDRAWN, Booking, Fair, Slot
from fair.queries import slot as slot_queries
from tests.factories import make_slots


def book(world, slot_id, person_id=None, now=None, question=""):
    person_id = person_id or world.yara
    return actions.book_slot(slot_id=slot_id, person_id=person_id, question=question, now=now)


def row(booking_id) -> Booking:
    return db.session.get(Booking, booking_id, populate_existing=True)


def version(slot_id) -> int:
    return db.session.get(Slot, slot_id, populate_existing=True).version


def test_booking_keeps_who_when_and_what_about(world, now):
    slot_id = world.sanne_slots[1]
    booking = row(book(world, slot_id, now=now, question="Hoe ziet een dag eruit?"))
    slot = db.session.get(Slot, slot_id)
    assert (booking.person_id, booking.slot_id, booking.booth_id) == (world.yara, slot_id, world.care_booth)
    assert (booking.starts_at, booking.ends_at) == (slot.starts_at, slot.ends_at)
    assert (booking.question, booking.booked_at, booking.sequence) == ("Hoe ziet een dag eruit?", now, 0)
    assert version(slot_id) == 2


def test_the_second_of_two_is_told_what_is_left(world, now):
    book(world, world.sanne_slots[1], now=now)
    with pytest.raises(Refused, match=r"12\.15"):  # Omar is free at the same time
        book(world, world.sanne_slots[1], world.milan, now)


def test_what_is_left_does_not_clash_with_ones_own_talks(world, now):
    book(world, world.sanne_slots[1], now=now)
    book(world, world.daan_slots[1], world.milan, now)
    with pytest.raises(Refused, match=r"12\.30"):
        book(world, world.sanne_slots[1], world.milan, now)


def test_an_earlier_time_is_offered_when_nothing_later_is_left(world, now):
    book(world, world.daan_slots[3], world.noor, now)
    with pytest.raises(Refused, match=r"12\.00"):
        book(world, world.daan_slots[3], now=now)


def test_a_full_booth_offers_nothing(world, now):
    with transaction() as work:
        for slot_id in world.daan_slots[1:]:
            work.get(Slot, slot_id).state = WITHDRAWN
    book(world, world.daan_slots[0], world.milan, now)
    with pytest.raises(Refused, match="geen vrije tijden meer"):
        book(world, world.daan_slots[0], now=now)


def test_overlapping_talks_are_refused_with_the_name(world, now):
    book(world, world.daan_slots[1], now=now)
    with pytest.raises(Refused, match=r"12\.15.*Van Duin Techniek"):
        book(world, world.sanne_slots[1], now=now)


def test_staff_cannot_book(world, now):
    with pytest.raises(Refused, match="student"):
        book(world, world.sanne_slots[1], world.daan, now)


def test_a_slot_of_a_draft_fair_is_not_there(world, now):
    with transaction() as work:
        work.get(Fair, world.fair).state = DRAFT
    with pytest.raises(NotFound):
        book(world, world.sanne_slots[1], now=now)
    with pytest.raises(NotFound):
        book(world, 10**6, now=now)


def test_the_database_refuses_a_double_that_the_rules_let_through(world, now, monkeypatch):
    book(world, world.sanne_slots[1], now=now)
    monkeypatch.setattr(actions.rules, "check_booking", lambda *args, **kwargs: None)
    with pytest.raises(Refused, match="net voor"):
        book(world, world.sanne_slots[1], world.milan, now)
    with pytest.raises(Refused, match="al een gesprek"):
        book(world, world.daan_slots[1], now=now)
    assert len(list(db.session.scalars(select(Booking)))) == 1


def test_the_same_key_books_once_and_answers_the_same(world, now):
    ask = {"person_id": world.yara, "now": now, "slot_id": world.sanne_slots[0], "question": ""}
    first = once("k1", actions.book_slot, **ask)
    assert once("k1", actions.book_slot, **ask) == first
    assert len(list(db.session.scalars(select(Booking)))) == 1
    assert version(world.sanne_slots[0]) == 2


def test_undoing_frees_the_slot_at_once(world, now):
    booking_id = book(world, world.sanne_slots[1], now=now)
    actions.undo_booking(booking_id=booking_id, person_id=world.yara, now=now + timedelta(seconds=60))
    assert (row(booking_id).state, row(booking_id).sequence) == (UNDONE, 1)
    assert version(world.sanne_slots[1]) == 3
    book(world, world.sanne_slots[1], world.milan, now)


def test_after_a_minute_one_cancels_instead(world, now):
    booking_id = book(world, world.sanne_slots[1], now=now)
    later = now + timedelta(seconds=61)
    ids = {"booking_id": booking_id, "person_id": world.yara}
    with pytest.raises(Refused):
        actions.undo_booking(**ids, now=later)
    actions.cancel_booking(**ids, now=later)
    assert (row(booking_id).state, row(booking_id).changed_at) == (CANCELLED_BY_STUDENT, later)
    with pytest.raises(Refused):
        actions.cancel_booking(**ids, now=later)
    assert slot_queries.holders(world.sanne_slots[1]) == []


def test_a_talk_that_has_begun_is_not_cancelled(world, now):
    booking_id = book(world, world.sanne_slots[0], now=now)
    with pytest.raises(Refused):
        actions.cancel_booking(booking_id=booking_id, person_id=world.yara, now=now + timedelta(minutes=18))


@pytest.mark.parametrize("verb", ["undo_booking", "cancel_booking"])
def test_a_talk_of_somebody_else_is_not_there(world, now, verb):
    booking_id = book(world, world.sanne_slots[1], now=now)
    with pytest.raises(NotFound):
        getattr(actions, verb)(booking_id=booking_id, person_id=world.milan, now=now)


def test_moving_keeps_the_row_and_frees_the_old_time(world, now):
    old, new = world.sanne_slots[1], world.omar_slots[2]
    booking_id = book(world, old, now=now, question="Werk ik ook in het weekend?")
    uid = row(booking_id).uid
    moved = actions.move_booking(booking_id=booking_id, slot_id=new, person_id=world.yara, now=now)
    booking = row(moved)
    assert (moved, booking.uid, booking.slot_id, booking.sequence) == (booking_id, uid, new, 1)
    assert booking.starts_at == db.session.get(Slot, new).starts_at
    assert booking.question == "Werk ik ook in het weekend?"
    assert (version(old), version(new)) == (3, 2)
    book(world, old, world.milan, now)


def test_moving_to_the_colleague_at_the_same_time(world, now):
    booking_id = book(world, world.sanne_slots[1], now=now)
    actions.move_booking(booking_id=booking_id, slot_id=world.omar_slots[1], person_id=world.yara, now=now)
    assert row(booking_id).slot_id == world.omar_slots[1]


def test_a_refused_move_changes_nothing(world, now):
    booking_id = book(world, world.sanne_slots[1], now=now)
    book(world, world.sanne_slots[2], world.milan, now)
    with pytest.raises(Refused):
        actions.move_booking(
            booking_id=booking_id, slot_id=world.sanne_slots[2], person_id=world.yara, now=now
        )
    assert row(booking_id).slot_id == world.sanne_slots[1]
    assert (version(world.sanne_slots[1]), row(booking_id).sequence) == (2, 0)


def test_moving_somebody_elses_talk_is_not_there(world, now):
    booking_id = book(world, world.sanne_slots[1], now=now)
    with pytest.raises(NotFound):
        actions.move_booking(
            booking_id=booking_id, slot_id=world.sanne_slots[2], person_id=world.milan, now=now
        )


def test_the_limit_counts_talks_that_are_still_to_come(world, now):
    with transaction() as work:
        work.get(Fair, world.fair).bookings_per_student = 1
    book(world, world.daan_slots[0], now=now)
    late = make_slots(world.care_booth, world.sanne, now + timedelta(hours=3), 1)[0]
    with pytest.raises(Refused, match="1"):
        book(world, late, now=now)
    book(world, late, now=now + timedelta(hours=2))
