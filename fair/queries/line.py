"""What is read to show the queue of a booth: who is in it, and who serves."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from app.db import UtcDateTime, db
from app.people import Person
from fair.models import ATTENDED, BOOKED, FREE, LIVE_BOOKING, WALK_IN, Booking, Booth, Shift, Slot
from fair.models.queue import CALLED, LIVE_VISIT, Visit
from fair.rules.booking import phase
from fair.rules.closing import is_closed
from fair.rules.line import Line, Server, Talk, Waiter
from fair.rules.stall import is_paused
from region.models import Programme, StudentProfile

# Every call and every drawing of a queue asks these: they are put together once.
NOW = bindparam("now", type_=UtcDateTime())
ELSEWHERE = aliased(Visit)
IN_A_TALK = exists().where(
    Booking.person_id == Visit.person_id,
    Booking.state.in_(LIVE_BOOKING),
    Booking.starts_at <= NOW,
    Booking.ends_at > NOW,
)
CALLED_ELSEWHERE = exists().where(
    ELSEWHERE.person_id == Visit.person_id, ELSEWHERE.state == CALLED, ELSEWHERE.id != Visit.id
)
WAITERS = (
    select(
        Visit.id.label("visit_id"),
        Visit.person_id,
        Person.first_name,
        Programme.level,
        Programme.name.label("programme"),
        Visit.state,
        Visit.joined_at,
        Visit.staff_id,
        Visit.come_by,
        or_(IN_A_TALK, CALLED_ELSEWHERE).label("busy"),
    )
    .join(Person, Person.id == Visit.person_id)
    .outerjoin(StudentProfile, StudentProfile.person_id == Visit.person_id)
    .outerjoin(Programme, Programme.id == StudentProfile.programme_id)
    .where(Visit.booth_id == bindparam("booth_id"), Visit.state.in_(LIVE_VISIT))
    .order_by(Visit.place, Visit.id)
)
TO_FINISH = and_(
    Slot.staff_id == Shift.staff_id,
    Slot.ends_at > NOW,
    exists().where(
        Booking.slot_id == Slot.id, Booking.state.in_((BOOKED, ATTENDED)), Booking.outcome.is_(None)
    ),
)
SERVERS = (
    select(Shift.staff_id, Shift.ends_at, Shift.meeting_link, Person.first_name)
    .add_columns(Slot.starts_at, Slot.ends_at, Slot.state)
    .join(Person, Person.id == Shift.staff_id)
    .outerjoin(Slot, TO_FINISH)
    .where(Shift.booth_id == bindparam("booth_id"), Shift.starts_at <= NOW, Shift.ends_at > NOW)
    .where(Shift.id.in_(select(Slot.shift_id).where(Slot.state == FREE)))
    .order_by(Person.first_name, Shift.staff_id)
)


def line(at: Booth, now: datetime) -> Line:
    """The queue of a booth with those who serve; before and after the fair there is nothing to ask."""
    is_on = phase(at.fair, now) == "on"
    return Line(
        booth_id=at.id,
        is_on=is_on,
        is_paused=is_paused(at, now),
        length=timedelta(minutes=at.fair.slot_minutes),
        waiters=_waiters(at.id, now) if is_on else [],
        servers=_servers(at.id, now) if is_on else [],
        now=now,
        is_closed=is_closed(at),
    )


def _waiters(booth_id: int, now: datetime) -> list[Waiter]:
    found = db.session.execute(WAITERS, {"booth_id": booth_id, "now": now})
    return [Waiter(**row._asdict()) for row in found]


def _servers(booth_id: int, now: datetime) -> list[Server]:
    """Who is on the roster now, with the talks still to finish; a talk with an outcome is finished."""
    found = db.session.execute(SERVERS, {"booth_id": booth_id, "now": now})
    talks: dict[tuple[int, str, datetime, str], list[Talk]] = {}
    for staff_id, until, link, name, starts_at, ends_at, state in found:
        held = talks.setdefault((staff_id, name, until, link), [])
        if starts_at:
            held.append(Talk(starts_at, ends_at, state == WALK_IN))
    return [Server(*who, talks=tuple(held)) for who, held in talks.items()]
