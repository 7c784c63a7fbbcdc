"""What stands in calendars that people subscribe to: of one student, of one member of staff, of everybody."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from fair.models import APPROVED, Booking, Booth, Fair, Shift, Slot
from fair.queries.booking import LIVE, bookings
from fair.queries.public import PUBLIC
from fair.queries.roster import ON_THE_ROSTER
from region.models import STAFF
from region.queries import organisation_ids, roles

KEPT = timedelta(days=365)  # what is longer ago leaves the feeds, so that they stay small


def is_student(person_id: int) -> bool:
    """Whether a person can have talks."""
    return "student" in roles(person_id)


def works_for_employer(person_id: int) -> bool:
    """Whether a person can be on a roster."""
    return STAFF in roles(person_id)


def talks_of_student(person_id: int, now: datetime) -> list[Booking]:
    """The live talks of a student, in order of time."""
    own = bookings().where(Booking.person_id == person_id, LIVE, Booking.ends_at > now - KEPT)
    return list(db.session.scalars(own.order_by(Booking.starts_at, Booking.id)))


def talks_of_staff(person_id: int, now: datetime) -> list[Booking]:
    """The live talks of a member of staff for the employers that she still works for."""
    own = (
        bookings()
        .join(Booking.slot)
        .join(Booking.booth)
        .where(
            Slot.staff_id == person_id,
            Booth.organisation_id.in_(organisation_ids(person_id)),
            LIVE,
            Booking.ends_at > now - KEPT,
        )
        .options(joinedload(Booking.person, innerjoin=True))
    )
    return list(db.session.scalars(own.order_by(Booking.starts_at, Booking.id)))


def blocks_of_staff(person_id: int, now: datetime) -> list[Shift]:
    """The blocks of a member of staff at booths that take part, in order of time."""
    own = (
        select(Shift)
        .join(Shift.booth)
        .where(
            Shift.staff_id == person_id,
            Booth.organisation_id.in_(organisation_ids(person_id)),
            Booth.state == APPROVED,
            ON_THE_ROSTER,
            Shift.ends_at > now - KEPT,
        )
        .options(
            contains_eager(Shift.booth).joinedload(Booth.organisation, innerjoin=True),
            contains_eager(Shift.booth).joinedload(Booth.fair, innerjoin=True),
        )
    )
    return list(db.session.scalars(own.order_by(Shift.starts_at, Shift.id)))


def public_fairs(now: datetime) -> list[Fair]:
    """The fairs that everybody may know of, in order of time."""
    found = select(Fair).where(PUBLIC, Fair.ends_at > now - KEPT)
    return list(db.session.scalars(found.order_by(Fair.starts_at, Fair.id)))
