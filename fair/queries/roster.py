"""What is asked about rosters: who stands at a booth when, and which slots were cut from that."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import selectinload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import FREE, LIVE_BOOKING, WALK_IN, WITHDRAWN, Booking, Booth, Pause, Shift, Slot
from fair.queries.booths import own_booth
from fair.rules.cutting import Span
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
        select(Shift, func.count(func.distinct(Slot.id)), func.count(Booking.id))
        .join(Slot, and_(Slot.shift_id == Shift.id, Slot.state == FREE))
        .outerjoin(Booking, live)
        .where(Shift.booth_id == booth_id)
        .group_by(Shift.id)
        .order_by(Shift.starts_at, Shift.id)
        .options(selectinload(Shift.staff), selectinload(Shift.pauses))
    )
    return [ShiftRow(*row) for row in db.session.execute(found)]


def shifts_of(staff_id: int) -> list[Shift]:
    """The blocks of a member of staff at all booths."""
    return list(db.session.scalars(select(Shift).where(Shift.staff_id == staff_id, ON_THE_ROSTER)))


def own_shift(shift_id: int, person_id: int, lock: bool = False) -> Shift:
    """A block on the roster, for the staff of its booth and for organisers.

    When asked it is held with its booth: nobody books there, moves or cancels meanwhile.
    """
    shift = db.session.scalar(select(Shift).where(Shift.id == shift_id, ON_THE_ROSTER))
    if shift is None:
        raise NotFound
    own_booth(shift.booth_id, person_id, lock=lock)
    if lock:
        db.session.refresh(shift)
    return shift


def slots_of_shift(shift_id: int) -> list[Slot]:
    """The slots of a block that still stand, in order of time."""
    found = (
        select(Slot).where(Slot.shift_id == shift_id, Slot.state == FREE).order_by(Slot.starts_at, Slot.id)
    )
    return list(db.session.scalars(found))


def walk_ins_of(staff_id: int, now: datetime) -> list[Span]:
    """The times of talks with people from the queue that a member of staff has not finished."""
    found = select(Slot.starts_at, Slot.ends_at).where(
        Slot.staff_id == staff_id, Slot.state == WALK_IN, Slot.ends_at > now
    )
    return [(first, last) for first, last in db.session.execute(found)]


def withdrawn_slots(shift_id: int) -> list[Slot]:
    """The slots of a block that were taken back, the latest first."""
    found = select(Slot).where(Slot.shift_id == shift_id, Slot.state == WITHDRAWN, Slot.seats == 1)
    return list(db.session.scalars(found.order_by(Slot.id.desc())))


def own_pause(pause_id: int, person_id: int) -> Pause:
    """A pause in a block of one's own booth."""
    pause = db.session.get(Pause, pause_id)
    if pause is None:
        raise NotFound
    own_shift(pause.shift_id, person_id, lock=True)
    return pause
