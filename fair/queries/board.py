"""Numbers of a fair at this moment, by booth: who waits, who is there, and how long staff had nobody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select

from app.db import db
from app.people import Person
from fair.models import ATTENDED, BOOKED, FREE, WALK_IN, Away, Booking, Booth, Shift, Slot
from fair.models.queue import WAITING, Visit
from fair.models.waiting import STANDBY, TAKEN, SlotOffer
from fair.rules.board import ALONE, CAME, Queue, Time
from fair.rules.cutting import Span
from region.models import STAFF, Establishment, Membership

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


def away(fair_id: int) -> dict[int, list[Span]]:
    """When stalls had a pause or were closed, as far as that is over."""
    found = (
        select(Away.booth_id, Away.starts_at, Away.ends_at)
        .join(Booth, Booth.id == Away.booth_id)
        .where(Booth.fair_id == fair_id)
    )
    by_booth = defaultdict(list)
    for booth_id, starts_at, ends_at in db.session.execute(found):
        by_booth[booth_id].append((starts_at, ends_at))
    return by_booth


@dataclass(frozen=True)
class Contact:
    """Somebody of an employer whom organisers can ring or write to."""

    name: str
    email: str
    phone: str


def contacts(organisation_id: int) -> list[Contact]:
    """Whom to reach at an employer: the contacts of its addresses, else the people of its booth."""
    at = select(Establishment.contact_name, Establishment.contact_email, Establishment.contact_phone)
    rows = db.session.execute(
        at.where(Establishment.organisation_id == organisation_id).order_by(Establishment.id)
    )
    known = dict.fromkeys(Contact(*row) for row in rows if row[1] or row[2])
    return list(known) or _staff(organisation_id)


def _staff(organisation_id: int) -> list[Contact]:
    found = select(Person).join(Membership, Membership.person_id == Person.id)
    found = found.where(
        Membership.organisation_id == organisation_id,
        Membership.role == STAFF,
        Membership.ended_at.is_(None),
    )
    people = db.session.scalars(found.order_by(Person.first_name, Person.id))
    return [Contact(person.name, person.email, "") for person in people]


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
