"""What is read to take a time: the time itself, held; who has it; and what else there is."""

from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, or_, select, text
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from fair.models import FREE, WALK_IN, Booking, Booth, Fair, Slot
from fair.models.waiting import OFFERED, SlotOffer
from fair.queries.asker import asker_with, student_of
from fair.queries.booking import LIVE
from fair.queries.fairs import found_or_gone
from fair.queries.offers import held_for_others, held_seats
from fair.queries.public import PUBLIC
from fair.rules import booking as rules
from fair.rules import sheet as sheet_rules
from fair.rules.booking import Asker
from fair.rules.qualify import Student
from fair.rules.sheet import Sheet

HELD_SLOTS = (
    select(Slot)
    .join(Slot.booth)
    .join(Booth.fair)
    .where(Slot.id.in_(bindparam("ids", expanding=True)), PUBLIC)
    .order_by(Slot.id)
    .options(contains_eager(Slot.booth).contains_eager(Booth.fair))
    # All that the rules read; the booth before the slot, in the order of who declines a booth.
    .with_for_update(read=True, of=(Booth, Fair))
    .suffix_with(text("FOR UPDATE OF slot"), dialect="postgresql")
    .execution_options(populate_existing=True)
)
HOLDERS = select(Booking.person_id).where(Booking.slot_id == bindparam("slot_id"), LIVE)
IN_THE_WAY = (
    select(Booking)
    .join(Booking.slot)
    .where(LIVE, or_(Booking.slot_id == bindparam("slot_id"), Booking.person_id == bindparam("person_id")))
    .order_by(Booking.starts_at)
    .options(contains_eager(Booking.slot))
)


def slot(slot_id: int) -> Slot:
    """A slot with its booth, fair and people, if its fair is public."""
    return found_or_gone(db.session.scalar(_slots().where(Slot.id == slot_id)))


def lock_slots(*slot_ids: int) -> dict[int, Slot]:
    """Slots with their booths and fairs, held until the unit of work ends; always in the same order."""
    slots = {slot.id: slot for slot in db.session.scalars(HELD_SLOTS, {"ids": slot_ids})}
    for slot_id in slot_ids:
        found_or_gone(slots.get(slot_id))
    return slots


def _slots() -> Select[Slot]:
    return (
        select(Slot)
        .join(Slot.booth)
        .join(Booth.fair)
        .where(PUBLIC, Slot.state != WALK_IN)
        .options(
            contains_eager(Slot.booth).contains_eager(Booth.fair),
            contains_eager(Slot.booth).joinedload(Booth.organisation, innerjoin=True),
            joinedload(Slot.staff, innerjoin=True),
        )
    )


def holders(slot_id: int) -> list[int]:
    """Who has a slot, or for whom it is held: nobody or one, or everybody in a group talk."""
    booked = db.session.scalars(HOLDERS, {"slot_id": slot_id})
    return [*booked, *held_for_others(slot_id, None).values()]


def in_the_way(
    slot: Slot,
    person_id: int | None,
    student: Student | None,
    now: datetime,
    held: dict[int, int],
    moving: int | None = None,
) -> tuple[Asker, dict[int, int]]:
    """What a wish is checked against: who asks, without the talk that is moving, and who has which seat.

    `held` are the seats that are held for others.
    """
    live = db.session.scalars(IN_THE_WAY, {"slot_id": slot.id, "person_id": person_id}).all()
    own = [talk for talk in live if talk.person_id == person_id and talk.id != moving]
    asker = asker_with(own, slot.booth.fair, person_id, student, now)
    return asker, held | {talk.seat: talk.person_id for talk in live if talk.slot_id == slot.id}


def next_free(slot: Slot, asker: Asker, now: datetime) -> Slot | None:
    """The next time at this booth with a free seat that fits this person; an earlier one if none is later."""
    taken = select(func.count()).where(Booking.slot_id == Slot.id, LIVE).scalar_subquery()
    held_for_her = exists().where(
        SlotOffer.slot_id == Slot.id, SlotOffer.state == OFFERED, SlotOffer.person_id == asker.person_id
    )
    free = (
        select(Slot)
        .where(Slot.booth_id == slot.booth_id, Slot.id != slot.id, Slot.state == FREE)
        .where(Slot.starts_at > now, or_(taken + held_seats < Slot.seats, held_for_her))
        .order_by(Slot.starts_at < slot.starts_at, Slot.starts_at, Slot.staff_id)
    )
    return next((each for each in db.session.scalars(free) if rules.suits(each, asker, now)), None)


def sheet(slot_id: int, person_id: int | None, now: datetime) -> Sheet:
    """What this person, or a visitor, can do with a slot, for drawing it by itself."""
    chosen = slot(slot_id)
    held = held_for_others(slot_id, person_id)
    asker, taken = in_the_way(chosen, person_id, student_of(person_id), now, held)
    return sheet_rules.sheet(chosen, asker, taken, next_free(chosen, asker, now), now)
