"""Numbers of a fair at this moment, by booth: who waits, who is there, and how long staff had nobody."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select

from app.db import db
from fair.models import ATTENDED, BOOKED, FREE, WALK_IN, Booking, Booth, Shift, Slot
from fair.models.queue import WAITING, Visit
from fair.models.waiting import STANDBY, TAKEN, SlotOffer
from fair.rules.board import ALONE, CAME, Queue, Time

SOMEBODY = exists().where(Booking.slot_id == Slot.id, Booking.state.in_((BOOKED, ATTENDED)))
FROM_STANDBY = exists().where(
    SlotOffer.slot_id == Slot.id,
    SlotOffer.kind == STANDBY,
    SlotOffer.state == TAKEN,
    exists().where(
        Booking.slot_id == Slot.id,
        Booking.person_id == SlotOffer.person_id,
        Booking.state.in_((BOOKED, ATTENDED)),
    ),
)


def queues(fair_id: int, now: datetime) -> dict[int, Queue]:
    """The queues in which somebody waits."""
    found = (
        select(Visit.booth_id, func.count(Visit.id), func.min(Visit.joined_at))
        .join(Booth, Booth.id == Visit.booth_id)
        .where(Booth.fair_id == fair_id, Visit.state == WAITING)
        .group_by(Visit.booth_id)
    )
    return {
        booth_id: Queue(waiting, (now - first) // timedelta(minutes=1))
        for booth_id, waiting, first in db.session.execute(found)
    }


def staffed(fair_id: int, now: datetime) -> set[int]:
    """The booths with somebody on the roster now."""
    found = (
        select(Shift.booth_id)
        .join(Booth, Booth.id == Shift.booth_id)
        .where(Booth.fair_id == fair_id, Shift.starts_at <= now, Shift.ends_at > now)
        .where(exists().where(Slot.shift_id == Shift.id, Slot.state == FREE))
    )
    return set(db.session.scalars(found))


def times(fair_id: int, now: datetime) -> dict[int, list[Time]]:
    """The times so far in which nobody came, or somebody from the queue or from standby."""
    found = (
        select(Slot.booth_id, Slot.staff_id, Slot.starts_at, Slot.ends_at, ~SOMEBODY)
        .join(Booth, Booth.id == Slot.booth_id)
        .where(Booth.fair_id == fair_id, Slot.starts_at < now)
        .where(
            or_(
                and_(Slot.state == FREE, or_(~SOMEBODY, FROM_STANDBY)),
                and_(Slot.state == WALK_IN, SOMEBODY),
            )
        )
        .order_by(Slot.booth_id, Slot.starts_at)
    )
    by_booth = defaultdict(list)
    for booth_id, staff_id, starts_at, ends_at, alone in db.session.execute(found):
        by_booth[booth_id].append(Time(staff_id, starts_at, ends_at, ALONE if alone else CAME))
    return by_booth
