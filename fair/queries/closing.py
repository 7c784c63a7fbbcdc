"""What closing a booth touches."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from fair.models import BOOKED, Away, Booking, Booth, Fair, WaitlistEntry
from fair.queries.booths import organised_booth
from fair.queries.fairs import check_organiser
from fair.queries.queue import in_line


@dataclass(frozen=True)
class Touched:
    """How many talks are still to come, how many stand in line, and how many are on the waiting list."""

    talks: int
    in_line: int
    waiting: int


def held_booth(booth_id: int, person_id: int) -> Booth:
    """A booth for somebody who organises: nobody books, queues or cancels there meanwhile.

    The fair comes first, as it does for everybody else who holds both.
    """
    check_organiser(person_id)
    fair = select(Fair).join(Booth, Booth.fair_id == Fair.id).where(Booth.id == booth_id)
    db.session.scalars(fair.with_for_update(read=True, of=Fair)).all()
    return organised_booth(booth_id, person_id, lock=True)


def touched(booth_id: int, now: datetime) -> Touched:
    """What closing a booth would touch."""
    waiting = select(func.count(WaitlistEntry.id)).where(WaitlistEntry.booth_id == booth_id)
    return Touched(
        talks=len(talks_to_come(booth_id, now)),
        in_line=in_line(booth_id),
        waiting=db.session.scalar(waiting) or 0,
    )


def talks_to_come(booth_id: int, now: datetime, lock: bool = False) -> list[Booking]:
    """The booked talks of a booth that have not begun; held when asked."""
    found = (
        select(Booking)
        .where(Booking.booth_id == booth_id, Booking.state == BOOKED, Booking.starts_at > now)
        .options(joinedload(Booking.slot, innerjoin=True))
        .order_by(Booking.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(found.with_for_update(of=Booking) if lock else found))


def away(booth_id: int) -> list[Away]:
    """When a booth was not there, the latest first."""
    found = select(Away).where(Away.booth_id == booth_id)
    return list(db.session.scalars(found.order_by(Away.starts_at.desc(), Away.id.desc())))
