"""What is read before somebody leaves the team of a booth."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from fair.models import BOOKED, FREE, Booking, Booth, Slot


def hold_booths(organisation_id: int) -> list[int]:
    """The booths of an employer; nobody books there until the unit of work ends."""
    found = select(Booth.id).where(Booth.organisation_id == organisation_id).order_by(Booth.id)
    return list(db.session.scalars(found.with_for_update()))


def talks_ahead(organisation_id: int, staff_id: int, now: datetime) -> list[Booking]:
    """The talks that a member of staff still has for an employer, in order of time."""
    found = (
        select(Booking)
        .join(Booking.slot)
        .join(Booking.booth)
        .where(Booth.organisation_id == organisation_id, Slot.staff_id == staff_id)
        .where(Booking.state == BOOKED, Booking.ends_at > now)
        .options(contains_eager(Booking.booth).joinedload(Booth.fair), joinedload(Booking.person))
    )
    return list(db.session.scalars(found.order_by(Booking.starts_at, Booking.id)))


def slots_ahead(booth_ids: Collection[int], staff_id: int, now: datetime) -> list[Slot]:
    """The times of a member of staff that are still to come."""
    found = select(Slot).where(
        Slot.booth_id.in_(booth_ids), Slot.staff_id == staff_id, Slot.state == FREE, Slot.starts_at > now
    )
    return list(db.session.scalars(found))


def talks_of_team(organisation_id: int, now: datetime) -> dict[int, int]:
    """How many talks each member of a team has to come."""
    found = (
        select(Slot.staff_id, func.count(Booking.id))
        .join(Slot, Slot.id == Booking.slot_id)
        .join(Booth, Booth.id == Booking.booth_id)
        .where(Booth.organisation_id == organisation_id, Booking.state == BOOKED, Booking.ends_at > now)
        .group_by(Slot.staff_id)
    )
    return {row[0]: row[1] for row in db.session.execute(found)}
