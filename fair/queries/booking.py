"""What is read of bookings: one, those of a person, and what a ticket shows."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.people import Person
from fair.models import LIVE_BOOKING, Booking, Booth, Slot
from fair.queries.fairs import found_or_gone

# What every booking asks is put together once: putting a statement together costs as much as asking it.
LIVE = Booking.state.in_(LIVE_BOOKING)
# Asked for many at once at every time that falls free, so only what decides whether a time suits.
TALKS_OF = (
    select(Booking)
    .join(Booking.slot)
    .where(Booking.person_id.in_(bindparam("person_ids", expanding=True)), LIVE)
    .order_by(Booking.starts_at)
    .options(contains_eager(Booking.slot))
)
BOOKING = (
    select(Booking)
    .where(Booking.id == bindparam("id"))
    .options(
        joinedload(Booking.slot, innerjoin=True).options(
            joinedload(Slot.staff, innerjoin=True), joinedload(Slot.booth, innerjoin=True)
        )
    )
)
TICKET = (
    select(Booking.booth_id, Booking.slot_id, Booking.starts_at, Person.first_name)
    .join(Booking.slot)
    .join(Slot.staff)
    .where(Booking.id == bindparam("id"))
)


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


def booking(booking_id: int) -> Booking:
    """A booking with its slot, for drawing it after a fact."""
    return found_or_gone(db.session.scalar(BOOKING, {"id": booking_id}))


def own_booking(booking_id: int, person_id: int) -> Booking:
    """A booking of this person, in any state."""
    own = bookings().where(Booking.id == booking_id, Booking.person_id == person_id)
    return found_or_gone(db.session.scalar(own))


def ticket(booking_id: int) -> tuple[int, int, datetime, str]:
    """The booth and the slot of a booking, when it starts, and the first name of who is there."""
    return found_or_gone(db.session.execute(TICKET, {"id": booking_id}).one_or_none())


def talks(person_id: int) -> list[Booking]:
    """The live talks of a person at every fair, in order of time."""
    live = bookings().where(Booking.person_id == person_id, LIVE)
    return list(db.session.scalars(live.order_by(Booking.starts_at)))


def talks_of(person_ids: Collection[int]) -> dict[int, list[Booking]]:
    """The live talks of several people, in order of time."""
    by_person: dict[int, list[Booking]] = defaultdict(list)
    for talk in db.session.scalars(TALKS_OF, {"person_ids": list(person_ids)}):
        by_person[talk.person_id].append(talk)
    return by_person
