"""A student books, moves, undoes and cancels talks."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.actions.offers import held_for_others
from fair.facts import BookingCancelled, BookingMoved, SlotBooked
from fair.models import CANCELLED_BY_STUDENT, UNDONE, Booking
from fair.queries import asker as asker_queries
from fair.queries import booking as queries
from fair.queries import slot as slot_queries
from fair.queries.offers import of_slot as offers_of
from fair.rules import booking as rules
from fair.rules.cancelling import check_reason, kept_reason
from fair.rules.qualify import Student

# What the database refuses although the rules let it pass; SQLite names the column instead of the index.
refuse_as(
    _l("Somebody was just ahead of you. Choose another time."),
    "one_live_booking_per_slot",
    "booking.slot_id, booking.seat",
)
refuse_as(_l("You already have a talk at that time. Choose another time."), "no_overlapping_talks")


@action
def book_slot(*, slot_id: int, person_id: int, question: str, now: datetime) -> int:
    """Give a student a free slot, or refuse; returns the id of the booking."""
    slot = slot_queries.lock_slots(slot_id)[slot_id]
    student, offers = asker_queries.hold_student_at(slot_id, person_id)
    held = held_for_others(slot, offers, person_id, now)
    asker, taken = slot_queries.in_the_way(slot, person_id, student, now, held)
    next_free = slot_queries.next_free(slot, asker, now) if len(taken) >= slot.seats else None
    rules.check_booking(slot, asker, holders=taken.values(), next_free=next_free, now=now)
    booking = Booking(
        fair_id=slot.booth.fair_id,
        booth_id=slot.booth_id,
        slot_id=slot_id,
        person_id=person_id,
        seat=rules.free_seat(slot, taken),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        question=question,
        booked_at=now,
        changed_at=now,
    )
    slot.version += 1
    db.session.add(booking)
    db.session.flush()
    announce(SlotBooked(booking.id, slot_id, booking.booth_id, booking.fair_id))
    return booking.id


@action
def undo_booking(*, booking_id: int, person_id: int, now: datetime) -> int:
    """Take back what was booked less than a minute ago, as if it never was."""
    booking, _student = _held(booking_id, person_id)
    rules.check_undo(booking, now)
    return _let_go(booking, UNDONE, now)


@action
def cancel_booking(
    *, booking_id: int, person_id: int, now: datetime, reason: str = "", words: str = ""
) -> int:
    """Call off a talk before it starts, late with a reason; its slot is free at once."""
    booking, _student = _held(booking_id, person_id)
    rules.check_before_start(booking, now)
    check_reason(booking, reason, words, now)
    booking.cancel_reason, booking.reason = kept_reason(booking, reason, words, now)
    return _let_go(booking, CANCELLED_BY_STUDENT, now)


@action
def move_booking(*, booking_id: int, slot_id: int, person_id: int, now: datetime) -> int:
    """Move a talk to another slot of the same booth; the old slot is free in the same moment."""
    booking, student = _held(booking_id, person_id, slot_id)
    left, slot = booking.slot, slot_queries.slot(slot_id)
    held = held_for_others(slot, offers_of(slot_id), person_id, now)
    asker, taken = slot_queries.in_the_way(slot, person_id, student, now, held, moving=booking_id)
    next_free = slot_queries.next_free(slot, asker, now) if len(taken) >= slot.seats else None
    rules.check_move(booking, slot, asker, holders=taken.values(), next_free=next_free, now=now)
    booking.slot, booking.seat = slot, rules.free_seat(slot, taken)
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    booking.sequence += 1
    booking.changed_at = now
    left.version += 1
    slot.version += 1
    db.session.flush()
    announce(BookingMoved(booking_id, left.id, slot_id, booking.booth_id, booking.fair_id))
    return booking_id


def _held(booking_id: int, person_id: int, *slot_ids: int) -> tuple[Booking, Student | None]:
    """Her booking as it is now, with its slot and herself held until the unit of work ends."""
    booking = queries.own_booking(booking_id, person_id)
    slot_queries.lock_slots(booking.slot_id, *slot_ids)
    student = asker_queries.hold_student(person_id)
    db.session.refresh(booking, with_for_update={"of": Booking})
    return booking, student


def _let_go(booking: Booking, state: str, now: datetime) -> int:
    booking.state = state
    booking.sequence += 1
    booking.changed_at = now
    booking.slot.version += 1
    announce(BookingCancelled(booking.id, booking.slot_id, booking.booth_id, booking.fair_id, "student"))
    return booking.id
