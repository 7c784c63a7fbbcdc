"""What organisers ask about fairs and the booths on their square."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.models import (
    APPROVED,
    BOOKED,
    FREE,
    OPEN,
    OVER,
    REQUESTED,
    Booking,
    Booth,
    Fair,
    Shift,
    Slot,
)
from fair.rules import fairs as rules
from fair.rules.fairs import Check
from region.queries import is_organiser

Row = TypeVar("Row")


@dataclass(frozen=True)
class FairRow:
    """A fair in the organiser's list: approved booths, and those that wait for an answer."""

    fair: Fair
    approved: int
    waiting: int


def organised_fair(fair_id: int, person_id: int, lock: bool = False) -> Fair:
    """A fair for somebody who organises; nobody else learns that it exists."""
    check_organiser(person_id)
    return found_or_gone(db.session.get(Fair, fair_id, with_for_update=lock or None))


def check_organiser(person_id: int) -> None:
    """Only organisers get past here."""
    if not is_organiser(person_id):
        raise NotFound


def fair(fair_id: int, lock: bool = False) -> Fair:
    """A fair, whoever asks: employers ask for a booth before everybody sees it."""
    return found_or_gone(db.session.get(Fair, fair_id, with_for_update=lock or None))


def found_or_gone(row: Row | None) -> Row:
    """The row, or: not there."""
    if row is None:
        raise NotFound
    return row


def all_fairs() -> list[FairRow]:
    """Every fair, newest first, with its numbers of booths."""
    counted = (
        select(
            Booth.fair_id,
            func.sum(case((Booth.state == APPROVED, 1), else_=0)).label("approved"),
            func.sum(case((Booth.state == REQUESTED, 1), else_=0)).label("waiting"),
        )
        .group_by(Booth.fair_id)
        .subquery()
    )
    found = (
        select(Fair, func.coalesce(counted.c.approved, 0), func.coalesce(counted.c.waiting, 0))
        .outerjoin(counted, counted.c.fair_id == Fair.id)
        .order_by(Fair.starts_at.desc(), Fair.id.desc())
    )
    return [FairRow(fair, approved, waiting) for fair, approved, waiting in db.session.execute(found)]


def fairs_to_join(now: datetime) -> list[Fair]:
    """Fairs that still take booths, soonest first."""
    found = select(Fair).where(Fair.state.not_in(OVER), Fair.ends_at > now)
    return list(db.session.scalars(found.order_by(Fair.starts_at)))


def open_fair(now: datetime) -> Fair | None:
    """The fair that is open now, or opens soonest."""
    found = select(Fair).where(Fair.state == OPEN, Fair.ends_at > now)
    return db.session.scalar(found.order_by(Fair.starts_at).limit(1))


def approved_booths(fair_id: int, now: datetime) -> tuple[int, int]:
    """How many booths are approved, and how many of those have times still to come."""
    has_times = select(Slot.id).where(Slot.booth_id == Booth.id, Slot.state == FREE, Slot.starts_at > now)
    found = select(func.count(Booth.id), func.sum(case((has_times.exists(), 1), else_=0)))
    number, with_times = db.session.execute(
        found.where(Booth.fair_id == fair_id, Booth.state == APPROVED)
    ).one()
    return number, with_times or 0


def readiness(fair: Fair, now: datetime) -> list[Check]:
    """What a fair needs before it can open, each with whether it is there."""
    return rules.readiness(fair, *approved_booths(fair.id, now), now)


def roster_hours(fair_id: int) -> tuple[datetime | None, datetime | None]:
    """From when until when anybody is on the roster of a fair."""
    found = (
        select(func.min(Shift.starts_at), func.max(Shift.ends_at))
        .join(Booth, Booth.id == Shift.booth_id)
        .where(Booth.fair_id == fair_id, Shift.id.in_(select(Slot.shift_id).where(Slot.state == FREE)))
    )
    first, last = db.session.execute(found).one()
    return first, last


def booked_ahead(fair_id: int, now: datetime) -> int:
    """How many booked talks are still to come."""
    found = select(func.count(Booking.id)).where(
        Booking.fair_id == fair_id, Booking.state == BOOKED, Booking.starts_at > now
    )
    return db.session.scalar(found) or 0


def on_the_square(fair_id: int) -> list[Booth]:
    """The approved booths of a fair with their employers, by number."""
    found = select(Booth).where(Booth.fair_id == fair_id, Booth.state == APPROVED)
    return list(db.session.scalars(found.options(joinedload(Booth.organisation)).order_by(Booth.number)))


def bookings_ever(fair_id: int) -> int:
    """How many talks were ever booked at a fair, also those that are off."""
    return db.session.scalar(select(func.count(Booking.id)).where(Booking.fair_id == fair_id)) or 0


def fair_of_booth(booth_id: int) -> int:
    """At which fair a booth stands."""
    return db.session.scalars(select(Booth.fair_id).where(Booth.id == booth_id)).one()


def fair_of_booking(booking_id: int) -> int:
    """At which fair a talk is booked."""
    return db.session.scalars(select(Booking.fair_id).where(Booking.id == booking_id)).one()
