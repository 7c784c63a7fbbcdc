"""What is asked about rosters: who stands at a booth when, and which slots were cut from that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import FREE, LIVE_BOOKING, Booking, Booth, Shift, Slot
from fair.queries.booths import own_booth
from region.models import STAFF, Membership
from region.queries import is_staff

# A shift whose slots have all been withdrawn is off the roster; its row stays for what happened in it.
ON_THE_ROSTER = Shift.id.in_(select(Slot.shift_id).where(Slot.state == FREE))


@dataclass(frozen=True)
class ShiftRow:
    """A block of the roster with its number of slots and of booked ones."""

    shift: Shift
    slots: int
    booked: int


@dataclass(frozen=True)
class TimeRow:
    """A time of the day and what each member of staff does then: a slot, a break or nothing."""

    at: datetime
    cells: list[Slot | str]


@dataclass(frozen=True)
class Timetable:
    """All slots of a booth: a column per member of staff."""

    staff: list[Person]
    rows: list[TimeRow]


def people_of(booth: Booth) -> list[Person]:
    """Who works for the employer of a booth, by name."""
    found = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == booth.organisation_id,
            Membership.role == STAFF,
            Membership.ended_at.is_(None),
        )
    )
    return list(db.session.scalars(found.order_by(Person.first_name, Person.id)))


def check_works_at(booth: Booth, staff_id: int) -> None:
    """Only people who work for the employer of a booth can be on its roster."""
    if not is_staff(staff_id, booth.organisation_id):
        raise NotFound


def shifts(booth_id: int) -> list[ShiftRow]:
    """The blocks of a booth in order of time."""
    live = and_(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING))
    found = (
        select(Shift, func.count(Slot.id.distinct()), func.count(Booking.id))
        .join(Slot, and_(Slot.shift_id == Shift.id, Slot.state == FREE))
        .outerjoin(Booking, live)
        .where(Shift.booth_id == booth_id)
        .group_by(Shift.id)
        .order_by(Shift.starts_at, Shift.id)
        .options(selectinload(Shift.staff))
    )
    return [ShiftRow(*row) for row in db.session.execute(found)]


def shifts_of(staff_id: int) -> list[Shift]:
    """The blocks of a member of staff at all booths."""
    return list(db.session.scalars(select(Shift).where(Shift.staff_id == staff_id, ON_THE_ROSTER)))


def own_shift(shift_id: int, person_id: int) -> Shift:
    """A block on the roster, for the staff of its booth and for organisers."""
    shift = db.session.scalar(select(Shift).where(Shift.id == shift_id, ON_THE_ROSTER))
    if shift is None:
        raise NotFound
    own_booth(shift.booth_id, person_id)
    return shift


def slots_to_change(shift_id: int) -> list[Slot]:
    """The slots of a block; nobody can book them meanwhile."""
    found = select(Slot).where(Slot.shift_id == shift_id, Slot.state == FREE).order_by(Slot.starts_at)
    return list(db.session.scalars(found.with_for_update()))


def talks_in_shift(shift_id: int) -> list[Booking]:
    """The live talks of a block, in order of time."""
    return talks_in(
        list(db.session.scalars(select(Slot).where(Slot.shift_id == shift_id, Slot.state == FREE)))
    )


def talks_in(slots: list[Slot]) -> list[Booking]:
    """The live talks in these slots, in order of time."""
    found = select(Booking).where(
        Booking.slot_id.in_([slot.id for slot in slots]), Booking.state.in_(LIVE_BOOKING)
    )
    return list(db.session.scalars(found.options(joinedload(Booking.person)).order_by(Booking.starts_at)))


def timetable(booth_id: int) -> Timetable:
    """The slots of a booth as a table."""
    found = (
        select(Slot)
        .where(Slot.booth_id == booth_id, Slot.state == FREE)
        .options(selectinload(Slot.staff), selectinload(Slot.bookings).joinedload(Booking.person))
        .order_by(Slot.starts_at)
    )
    slots = {(slot.staff_id, slot.starts_at): slot for slot in db.session.scalars(found)}
    staff = sorted({slot.staff for slot in slots.values()}, key=lambda person: (person.first_name, person.id))
    days = {person.id: [start for staff_id, start in slots if staff_id == person.id] for person in staff}

    def cell(person: Person, at: datetime) -> Slot | str:
        day = days[person.id]
        return slots.get((person.id, at)) or ("break" if day[0] < at < day[-1] else "none")

    times = sorted({start for _staff_id, start in slots})
    return Timetable(staff, [TimeRow(at, [cell(person, at) for person in staff]) for at in times])
