"""What is read to book, move and cancel talks."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, bindparam, or_, select, text
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound, Refused
from app.people import Person
from fair.models import DRAFT, FREE, LIVE_BOOKING, Booking, Booth, Fair, Slot
from fair.queries.offers import held_for, held_seats
from fair.rules import booking as rules
from region.models import StudentProfile

Row = TypeVar("Row")


# What every booking asks is put together once: putting a statement together costs as much as asking it.
LIVE = Booking.state.in_(LIVE_BOOKING)
HELD_SLOTS = (
    select(Slot)
    .join(Slot.booth)
    .join(Booth.fair)
    .where(Slot.id.in_(bindparam("ids", expanding=True)), Fair.state != DRAFT)
    .order_by(Slot.id)
    .options(contains_eager(Slot.booth).contains_eager(Booth.fair))
    # All that the rules read; the booth before the slot, in the order of who declines a booth.
    .with_for_update(read=True, of=(Booth, Fair))
    .suffix_with(text("FOR UPDATE OF slot"), dialect="postgresql")
    .execution_options(populate_existing=True)
)
HOLDER = select(Booking.person_id).where(Booking.slot_id == bindparam("slot_id"), LIVE)
IN_THE_WAY = (
    select(Booking)
    .where(LIVE, or_(Booking.slot_id == bindparam("slot_id"), Booking.person_id == bindparam("person_id")))
    .order_by(Booking.starts_at)
)
BOOKING = (
    select(Booking)
    .where(Booking.id == bindparam("id"))
    .options(joinedload(Booking.slot, innerjoin=True).joinedload(Slot.staff, innerjoin=True))
)
TICKET = (
    select(Booking.booth_id, Booking.slot_id, Booking.starts_at, Person.first_name)
    .join(Booking.slot)
    .join(Slot.staff)
    .where(Booking.id == bindparam("id"))
)


@dataclass(frozen=True)
class Sheet:
    """What a person can do with one slot: book it, move a talk to it, or read why not.

    `mine` is her talk in this slot, `movable` her talk at this booth at another time.
    """

    slot: Slot
    state: str
    is_student: bool
    mine: Booking | None = None
    movable: Booking | None = None
    refusal: str = ""
    next_free: Slot | None = None


def slot(slot_id: int) -> Slot:
    """A slot with its booth, fair and people, if its fair is public."""
    return _found(db.session.scalar(_slots().where(Slot.id == slot_id)))


def lock_slots(*slot_ids: int) -> dict[int, Slot]:
    """Slots with their booths and fairs, held until the unit of work ends; always in the same order."""
    slots = {slot.id: slot for slot in db.session.scalars(HELD_SLOTS, {"ids": slot_ids})}
    for slot_id in slot_ids:
        _found(slots.get(slot_id))
    return slots


def _slots() -> Select[Slot]:
    return (
        select(Slot)
        .join(Slot.booth)
        .join(Booth.fair)
        .where(Fair.state != DRAFT)
        .options(
            contains_eager(Slot.booth).contains_eager(Booth.fair),
            contains_eager(Slot.booth).joinedload(Booth.organisation, innerjoin=True),
            joinedload(Slot.staff, innerjoin=True),
        )
    )


def is_student(person_id: int | None) -> bool:
    """Whether a person is a student."""
    return person_id is not None and db.session.get(StudentProfile, person_id) is not None


def holder(slot_id: int) -> int | None:
    """Who has a slot, or for whom it is held, or None."""
    return db.session.scalar(HOLDER, {"slot_id": slot_id}) or held_for(slot_id, None)


def in_the_way(slot_id: int, person_id: int | None) -> tuple[list[Booking], int | None]:
    """What a wish is checked against: the live talks of a person, and who has the slot."""
    live = db.session.scalars(IN_THE_WAY, {"slot_id": slot_id, "person_id": person_id}).all()
    has = next((talk.person_id for talk in live if talk.slot_id == slot_id), None)
    return [talk for talk in live if talk.person_id == person_id], has or held_for(slot_id, person_id)


def talks(person_id: int) -> list[Booking]:
    """The live talks of a person at every fair, in order of time."""
    live = bookings().where(Booking.person_id == person_id, Booking.state.in_(LIVE_BOOKING))
    return list(db.session.scalars(live.order_by(Booking.starts_at)))


def own_booking(booking_id: int, person_id: int) -> Booking:
    """A booking of this person, in any state."""
    own = bookings().where(Booking.id == booking_id, Booking.person_id == person_id)
    return _found(db.session.scalar(own))


def booking(booking_id: int) -> Booking:
    """A booking with its slot, for drawing it after a fact."""
    return _found(db.session.scalar(BOOKING, {"id": booking_id}))


def ticket(booking_id: int) -> tuple[int, int, datetime, str]:
    """The booth and the slot of a booking, when it starts, and the first name of who is there."""
    return _found(db.session.execute(TICKET, {"id": booking_id}).one_or_none())


def bookings() -> Select[Booking]:
    """Bookings with everything that a ticket shows, to be narrowed down."""
    at_booth = joinedload(Booking.booth, innerjoin=True)
    in_slot = joinedload(Booking.slot, innerjoin=True)
    return select(Booking).options(
        at_booth.joinedload(Booth.organisation, innerjoin=True),
        at_booth.joinedload(Booth.fair, innerjoin=True),
        in_slot.joinedload(Slot.staff, innerjoin=True),
        in_slot.joinedload(Slot.shift, innerjoin=True),
    )


def next_free(slot: Slot, talks: list[Booking], now: datetime) -> Slot | None:
    """The next free time at this booth that fits between these talks; an earlier one if none is later."""
    free = (
        select(Slot)
        .outerjoin(Booking, (Booking.slot_id == Slot.id) & Booking.state.in_(LIVE_BOOKING))
        .where(Slot.booth_id == slot.booth_id, Slot.id != slot.id, Slot.state == FREE)
        .where(Slot.starts_at > now, Booking.id.is_(None), held_seats == 0)
        .order_by(Slot.starts_at < slot.starts_at, Slot.starts_at, Slot.staff_id)
    )
    for other in db.session.scalars(free):
        if not any(talk.starts_at < other.ends_at and other.starts_at < talk.ends_at for talk in talks):
            return other
    return None


def sheet(slot_id: int, person_id: int | None, now: datetime) -> Sheet:
    """What this person, or a visitor, can do with a slot."""
    chosen = slot(slot_id)
    own, has = in_the_way(slot_id, person_id)
    state, student = rules.slot_state(chosen, has, now), is_student(person_id)
    mine = next((talk for talk in own if talk.slot_id == slot_id), None)
    if mine:
        return Sheet(chosen, state, student, mine=mine)
    left = next_free(chosen, own, now)
    try:
        rules.check_slot(chosen, has, person_id, left, now)
        if person_id and student:
            rules.check_person(chosen, own, now)
    except rules.OtherTime as refusal:
        return Sheet(chosen, state, student, refusal=str(refusal), next_free=left)
    except Refused as refusal:
        here = rules.talk_with(chosen.booth_id, own)
        movable = here if here and state == "free" and rules.can_change(here, now) else None
        return Sheet(chosen, state, student, refusal=str(refusal), movable=movable)
    return Sheet(chosen, state, student)


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
