"""What is read for the room of a talk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.errors import NotFound
from fair.models import FREE, LIVE_BOOKING, UNDONE, Booking, Booth, Fair, Slot
from fair.models.room import Room, RoomMessage, RoomSeat
from fair.queries.booking import bookings
from fair.queries.desk import works_at
from fair.rules.room import KEPT, Visit
from region.models import STAFF, Membership

LATELY = timedelta(minutes=1)


@dataclass(frozen=True)
class Look(Visit):
    """A visit with everything that the page of a room shows."""

    messages: list[RoomMessage]


def booking(booking_id: int, person_id: int) -> Booking:
    """A talk, for its student and for those who work at its booth; nobody else knows that it is there."""
    found = bookings().where(Booking.id == booking_id, Booking.state != UNDONE)
    talk = db.session.scalar(found.options(joinedload(Booking.person, innerjoin=True)))
    if talk is None or not (talk.person_id == person_id or works_at(talk.booth_id, person_id)):
        raise NotFound
    return talk


def visit(booking_id: int, person_id: int) -> Visit:
    """A person at the room of a talk."""
    talk = booking(booking_id, person_id)
    return Visit(talk, person_id, talk.person_id != person_id, _room(booking_id), _seats(booking_id))


def look(booking_id: int, person_id: int) -> Look:
    """Everything that a person sees of a room."""
    here = visit(booking_id, person_id)
    return Look(**vars(here), messages=_messages(here.booking))


def hold(booking_id: int, person_id: int) -> Visit:
    """A visit during which nobody else changes the room."""
    talk = booking(booking_id, person_id)
    db.session.refresh(talk, with_for_update={"of": Booking})
    return visit(booking_id, person_id)


def _room(booking_id: int) -> Room | None:
    found = select(Room).where(Room.booking_id == booking_id).options(joinedload(Room.host, innerjoin=True))
    return db.session.scalar(found.execution_options(populate_existing=True))


def _seats(booking_id: int) -> dict[int, RoomSeat]:
    found = select(RoomSeat).where(RoomSeat.booking_id == booking_id)
    seats = db.session.scalars(found.execution_options(populate_existing=True))
    return {seat.person_id: seat for seat in seats}


def _talks_together(talk: Booking) -> list[int]:
    """The live talks that share this one's text: a group's talks, or this one alone."""
    together = select(Booking.id).where(Booking.slot_id == talk.slot_id, Booking.state.in_(LIVE_BOOKING))
    return list(db.session.scalars(together)) if talk.slot.seats > 1 else [talk.id]


def _messages(talk: Booking) -> list[RoomMessage]:
    found = select(RoomMessage).where(RoomMessage.booking_id.in_(_talks_together(talk)))
    named = found.options(joinedload(RoomMessage.person, innerjoin=True))
    return list(db.session.scalars(named.order_by(RoomMessage.id)))


def message(message_id: int) -> RoomMessage:
    """Something that was typed, with who typed it."""
    found = select(RoomMessage).where(RoomMessage.id == message_id)
    return db.session.scalars(found.options(joinedload(RoomMessage.person, innerjoin=True))).one()


def said_lately(person_id: int, now: datetime) -> int:
    """How many texts a person sent in the last minute."""
    sent = select(func.count()).where(RoomMessage.person_id == person_id, RoomMessage.at > now - LATELY)
    return db.session.scalars(sent).one()


def seated(booking_id: int) -> list[tuple[int, int]]:
    """Who is in a room, and of a group in the rooms that share its text: pairs of a talk and a person.

    Who no longer works at the booth is left out.
    """
    talk = db.session.scalars(bookings().where(Booking.id == booking_id)).one()
    works_here = select(Membership.person_id).where(
        Membership.organisation_id == talk.booth.organisation_id,
        Membership.role == STAFF,
        Membership.ended_at.is_(None),
    )
    found = (
        select(RoomSeat.booking_id, RoomSeat.person_id)
        .join(Booking, Booking.id == RoomSeat.booking_id)
        .where(RoomSeat.booking_id.in_(_talks_together(talk)))
        .where(or_(RoomSeat.person_id == Booking.person_id, RoomSeat.person_id.in_(works_here)))
    )
    return [(row[0], row[1]) for row in db.session.execute(found.order_by(*found.selected_columns))]


def slots_after(slot_id: int, longer: timedelta) -> list[int]:
    """The slots of the same member of staff, at whichever booth, that begin before a longer talk ends."""
    next_slot, this = aliased(Slot), aliased(Slot)
    slot = db.session.get_one(Slot, slot_id)
    found = (
        select(next_slot.id)
        .join(this, this.staff_id == next_slot.staff_id)
        .where(this.id == slot_id, next_slot.state == FREE)
        .where(next_slot.starts_at >= slot.ends_at, next_slot.starts_at < slot.ends_at + longer)
    )
    return list(db.session.scalars(found))


def talks_in(slot_ids: Iterable[int]) -> list[Booking]:
    """The live talks in these slots."""
    found = select(Booking).where(Booking.slot_id.in_(slot_ids), Booking.state.in_(LIVE_BOOKING))
    return list(db.session.scalars(found.order_by(Booking.starts_at)))


def talks_between(person_id: int, first: datetime, last: datetime) -> list[Booking]:
    """The live talks of a student that begin in a stretch of time."""
    live = select(Booking).where(Booking.person_id == person_id, Booking.state.in_(LIVE_BOOKING))
    return list(db.session.scalars(live.where(Booking.starts_at >= first, Booking.starts_at < last)))


def to_forget(now: datetime) -> list[int]:
    """The talks of which nothing typed is kept any longer, as far as there is something."""
    typed, sat = select(RoomMessage.booking_id), select(RoomSeat.booking_id)
    found = (
        select(Booking.id)
        .join(Booking.booth)
        .join(Booth.fair)
        .where(Fair.ends_at < now - KEPT, or_(Booking.id.in_(typed), Booking.id.in_(sat)))
    )
    return list(db.session.scalars(found))
