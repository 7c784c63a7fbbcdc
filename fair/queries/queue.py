"""What is read of the queue of a booth: who is in it, who serves, and what a person waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from fair.models import (
    APPROVED,
    BOOKED,
    CLOSED,
    FREE,
    LIVE_BOOKING,
    OPEN,
    WALK_IN,
    Booking,
    Booth,
    Fair,
    Shift,
    Slot,
)
from fair.models.queue import CALLED, LIVE_VISIT, SHUT, WAITING, Visit
from fair.queries.desk import works_at
from fair.queries.line import line
from fair.queries.public import PUBLIC
from fair.rules import queue as rules
from fair.rules.line import Line


@dataclass(frozen=True)
class Standing:
    """A queue in which somebody stands, with the booth it is at."""

    booth: Booth
    line: Line


def booth(booth_id: int, lock: bool = False) -> Booth:
    """An approved booth of a public fair; held, so that what happens to its queue comes in turn."""
    found = (
        select(Booth)
        .join(Booth.fair)
        .where(Booth.id == booth_id, Booth.state == APPROVED, PUBLIC)
        .options(contains_eager(Booth.fair), joinedload(Booth.organisation, innerjoin=True))
        .execution_options(populate_existing=True)
    )
    row = db.session.scalar(found.with_for_update(key_share=True, of=Booth) if lock else found)
    if row is None:
        raise NotFound
    return row


def own_booth(booth_id: int, person_id: int) -> Booth:
    """A booth for those who work there, held."""
    if not works_at(booth_id, person_id):
        raise NotFound
    return booth(booth_id, lock=True)


def own_visit(visit_id: int, person_id: int) -> Visit:
    """A place in a queue, for the person whose it is; its booth is held."""
    return _visit(select(Visit).where(Visit.id == visit_id, Visit.person_id == person_id))


def visit_at(visit_id: int, person_id: int) -> Visit:
    """A place in the queue of a booth, for those who work there; the booth is held."""
    found = _visit(select(Visit).where(Visit.id == visit_id))
    if not works_at(found.booth_id, person_id):
        raise NotFound
    return found


def visit(visit_id: int) -> Visit:
    """A place in a queue as it is now; its booth is held."""
    return _visit(select(Visit).where(Visit.id == visit_id))


def _visit(wanted: Any) -> Visit:
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    booth(found.booth_id, lock=True)
    db.session.refresh(found, with_for_update={"of": Visit})
    return found


def queues_of(person_id: int, now: datetime) -> list[Visit]:
    """The queues of fairs that are on in which a person stands, with their booths."""
    return list(db.session.scalars(_visits_of(person_id, now).where(Visit.state.in_(LIVE_VISIT))))


def _visits_of(person_id: int, now: datetime) -> Select[Visit]:
    return (
        select(Visit)
        .join(Visit.booth)
        .join(Booth.fair)
        .where(Visit.person_id == person_id)
        .where(Booth.state == APPROVED, Fair.state == OPEN, Fair.ends_at > now)
        .options(
            contains_eager(Visit.booth).contains_eager(Booth.fair),
            contains_eager(Visit.booth).joinedload(Booth.organisation, innerjoin=True),
        )
        .order_by(Visit.joined_at, Visit.id)
    )


def standings(person_id: int, now: datetime) -> list[Standing]:
    """The queues in which a person stands, or stood until the booth closed, each with the line as it is."""
    stood = and_(Visit.state == SHUT, Booth.closed_at.is_not(None))
    found = db.session.scalars(_visits_of(person_id, now).where(Visit.state.in_(LIVE_VISIT) | stood))
    booths = {each.booth_id: each.booth for each in found}
    return [Standing(each, line(each, now)) for each in booths.values()]


def talks_here(booth_id: int, person_id: int) -> list[Booking]:
    """The live talks of a person at one booth."""
    found = select(Booking).where(
        Booking.booth_id == booth_id, Booking.person_id == person_id, Booking.state.in_(LIVE_BOOKING)
    )
    return list(db.session.scalars(found))


def why_not(at: Booth, here: Line, person_id: int) -> str:
    """What a student reads instead of an offer to join a queue, if anything stands in the way."""
    talks, queues = talks_here(at.id, person_id), len(queues_of(person_id, here.now))
    return rules.why_not(here, person_id, talks, queues, at.fair.one_per_employer)


def live_visits(booth_id: int) -> list[Visit]:
    """Everybody in the queue of a booth, held."""
    found = select(Visit).where(Visit.booth_id == booth_id, Visit.state.in_(LIVE_VISIT))
    return list(db.session.scalars(found.order_by(Visit.id).with_for_update(of=Visit)))


def in_line(booth_id: int) -> int:
    """How many stand in the queue of a booth."""
    found = select(func.count(Visit.id)).where(Visit.booth_id == booth_id, Visit.state.in_(LIVE_VISIT))
    return db.session.scalar(found) or 0


def last_place(booth_id: int) -> int:
    """The highest place that was given at a booth."""
    found = select(func.max(Visit.place)).where(Visit.booth_id == booth_id)
    return db.session.scalar(found) or 0


def behind(visit: Visit) -> Visit | None:
    """Who waits right behind somebody."""
    found = (
        select(Visit)
        .where(Visit.booth_id == visit.booth_id, Visit.state == WAITING, Visit.place > visit.place)
        .order_by(Visit.place)
        .limit(1)
    )
    return db.session.scalar(found)


def shift_of(booth_id: int, staff_id: int, now: datetime) -> Shift:
    """The block in which a member of staff is at a booth now."""
    found = select(Shift).where(
        Shift.booth_id == booth_id, Shift.staff_id == staff_id, Shift.starts_at <= now, Shift.ends_at > now
    )
    return db.session.scalars(found.order_by(Shift.id).limit(1)).one()


def free_slots(staff_id: int, now: datetime, until: datetime) -> list[Slot]:
    """The times of a member of staff that begin within a talk of now and that nobody took."""
    found = (
        select(Slot)
        .where(Slot.staff_id == staff_id, Slot.state == FREE, Slot.starts_at > now, Slot.starts_at < until)
        .where(~exists().where(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING)))
        .order_by(Slot.id)
    )
    return list(db.session.scalars(found))


def running_walk_in(staff_id: int, now: datetime) -> Booking | None:
    """The talk with somebody from a queue that a member of staff has now."""
    found = (
        select(Booking)
        .join(Booking.slot)
        .where(Slot.staff_id == staff_id, Slot.state == WALK_IN, Slot.starts_at < now, Slot.ends_at > now)
        .options(contains_eager(Booking.slot))
    )
    return db.session.scalar(found)


def did_not_come(now: datetime) -> list[int]:
    """The places of people whose time to come is over, with some grace."""
    found = select(Visit.id).where(Visit.state == CALLED, Visit.come_by <= now - rules.GRACE)
    return list(db.session.scalars(found.order_by(Visit.id)))


def left_over(now: datetime) -> list[int]:
    """The places in queues of fairs that are over."""
    found = (
        select(Visit.id)
        .join(Visit.booth)
        .join(Booth.fair)
        .where(Visit.state.in_(LIVE_VISIT), Booth.state == APPROVED)
        .where(or_(Fair.ends_at <= now, Fair.state == CLOSED))
    )
    return list(db.session.scalars(found.order_by(Visit.id)))


def pauses_over(now: datetime) -> list[int]:
    """The booths whose pause is over."""
    found = select(Booth.id).where(Booth.paused_until <= now, Booth.state == APPROVED)
    return list(db.session.scalars(found.order_by(Booth.id)))


def booth_of(visit_id: int) -> int:
    """At which booth a place in a queue is."""
    found = db.session.scalar(select(Visit.booth_id).where(Visit.id == visit_id))
    if found is None:
        raise NotFound
    return found


def booked_ahead(booth_id: int, now: datetime) -> int:
    """How many booked talks a booth still has."""
    found = select(func.count(Booking.id)).where(
        Booking.booth_id == booth_id, Booking.state == BOOKED, Booking.ends_at > now
    )
    return db.session.scalar(found) or 0
