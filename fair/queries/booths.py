"""What organisers and staff ask about booths."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import FREE, LIVE_BOOKING, REQUESTED, Booking, Booth, Fair, Slot
from fair.queries.fairs import check_organiser, found_or_gone
from region.models import Organisation
from region.queries import is_staff, organisation_ids

DRAWN = (joinedload(Booth.fair, innerjoin=True), joinedload(Booth.organisation, innerjoin=True))


@dataclass(frozen=True)
class BoothRow:
    """A booth in the organiser's list: how many slots, and whose."""

    booth: Booth
    slots: int
    staff: list[str]


def check_staff(person_id: int, organisation_id: int) -> None:
    """Only staff of this employer get past here."""
    if not is_staff(person_id, organisation_id):
        raise NotFound


def organised_booth(booth_id: int, person_id: int, lock: bool = False) -> Booth:
    """A booth for somebody who organises."""
    check_organiser(person_id)
    return found_or_gone(db.session.get(Booth, booth_id, with_for_update=lock or None))


def held_fair(booth_id: int, person_id: int) -> Fair:
    """The fair of a booth for somebody who organises; what takes part in it stays the same meanwhile."""
    check_organiser(person_id)
    found = select(Fair).join(Booth, Booth.fair_id == Fair.id).where(Booth.id == booth_id)
    return found_or_gone(db.session.scalar(found.with_for_update(of=Fair)))


def own_booth(booth_id: int, person_id: int, lock: bool = False) -> Booth:
    """A booth for the staff of its organisation, and for organisers."""
    held = {"of": Booth} if lock else None
    booth = found_or_gone(db.session.get(Booth, booth_id, options=DRAWN, with_for_update=held))
    if not is_staff(person_id, booth.organisation_id):
        check_organiser(person_id)
    return booth


def sector(organisation_id: int) -> str:
    """The sector of an employer."""
    return found_or_gone(db.session.get(Organisation, organisation_id)).sector


def booths_at(fair_id: int) -> list[Booth]:
    """The booths of a fair, whatever their state."""
    return list(db.session.scalars(select(Booth).where(Booth.fair_id == fair_id)))


def booths(fair_id: int) -> list[BoothRow]:
    """All booths of a fair, those that wait for an answer first, then by number."""
    found = select(Booth).where(Booth.fair_id == fair_id).options(joinedload(Booth.organisation))
    counted = (
        select(Slot.booth_id, Person.first_name, func.count(Slot.id))
        .join(Booth, Booth.id == Slot.booth_id)
        .join(Person, Person.id == Slot.staff_id)
        .where(Booth.fair_id == fair_id, Slot.state == FREE)
        .group_by(Slot.booth_id, Person.id, Person.first_name)
        .order_by(Person.first_name)
    )
    staff: dict[int, list[tuple[str, int]]] = {}
    for booth_id, name, number in db.session.execute(counted):
        staff.setdefault(booth_id, []).append((name, number))
    return [
        BoothRow(
            booth,
            sum(number for _name, number in staff.get(booth.id, [])),
            [name for name, _number in staff.get(booth.id, [])],
        )
        for booth in db.session.scalars(found.order_by(Booth.state != REQUESTED, Booth.number))
    ]


def talks_at(booth_id: int) -> int:
    """How many talks are booked or held at a booth; nobody can book there meanwhile."""
    db.session.scalars(select(Slot.id).where(Slot.booth_id == booth_id).with_for_update()).all()
    found = select(func.count(Booking.id)).where(
        Booking.booth_id == booth_id, Booking.state.in_(LIVE_BOOKING)
    )
    return db.session.scalar(found) or 0


def employers_without_booth(fair_id: int) -> list[Organisation]:
    """Employers that have no booth at a fair yet, by name."""
    there = select(Booth.organisation_id).where(Booth.fair_id == fair_id)
    found = select(Organisation).where(Organisation.id.not_in(there))
    return list(db.session.scalars(found.order_by(Organisation.name)))


def own_booths(person_id: int) -> list[Booth]:
    """The booths of the employers a person works for, latest fair first."""
    found = (
        select(Booth)
        .join(Fair, Fair.id == Booth.fair_id)
        .where(Booth.organisation_id.in_(organisation_ids(person_id)))
        .options(joinedload(Booth.fair), joinedload(Booth.organisation))
    )
    return list(db.session.scalars(found.order_by(Fair.starts_at.desc(), Booth.id)))


def own_current_booth(person_id: int, now: datetime) -> Booth | None:
    """The booth that staff work on: at the fair that comes soonest, or else at the last one."""
    booths = own_booths(person_id)
    ahead = [booth for booth in booths if booth.fair.ends_at > now]
    return next(iter(ahead[-1:] + booths[:1]), None)
