"""What is asked before a group talk comes on the roster."""

from datetime import datetime

from sqlalchemy import select

from app.db import db
from fair.models import FREE, LIVE_BOOKING, WALK_IN, Booking, Slot


def slots_in_the_way(staff_id: int, starts_at: datetime, ends_at: datetime) -> list[Slot]:
    """The times of a member of staff in these hours, at any booth; nobody can book them meanwhile."""
    found = select(Slot).where(
        Slot.staff_id == staff_id,
        Slot.state.in_((FREE, WALK_IN)),
        Slot.starts_at < ends_at,
        Slot.ends_at > starts_at,
    )
    return list(db.session.scalars(found.order_by(Slot.id).with_for_update()))


def talks_in(slots: list[Slot]) -> list[Booking]:
    """The live talks in these slots, in order of time."""
    found = select(Booking).where(
        Booking.slot_id.in_([slot.id for slot in slots]), Booking.state.in_(LIVE_BOOKING)
    )
    return list(db.session.scalars(found.order_by(Booking.starts_at)))
