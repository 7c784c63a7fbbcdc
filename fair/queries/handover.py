"""What is read to hand talks over, to move them and to call them off."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import FREE, LIVE_BOOKING, WALK_IN, Booking, Booth, Pause, Shift, Slot
from fair.queries.booths import own_booth
from fair.queries.desk import works_at
from fair.queries.roster import ON_THE_ROSTER, people_of
from fair.rules.cutting import Span
from fair.rules.handover import Agenda
from region.models import StudentProfile

LIVE = Booking.state.in_(LIVE_BOOKING)


def talk(booking_id: int, person_id: int, lock: bool = False) -> Booking:
    """A talk in any state, for those who work at its booth; held together with the booth when asked."""
    booth_id = db.session.scalar(select(Booking.booth_id).where(Booking.id == booking_id))
    if booth_id is None or not works_at(booth_id, person_id):
        raise NotFound
    if lock:
        own_booth(booth_id, person_id, lock=True)
        hold([booking_id])
    found = _talks().where(Booking.id == booking_id).execution_options(populate_existing=True)
    return db.session.scalars(found).one()


def hold(booking_ids: list[int]) -> None:
    """Hold talks until the unit of work ends; whoever moves them waits for the booth already."""
    found = select(Booking.id).where(Booking.id.in_(booking_ids)).order_by(Booking.id)
    db.session.scalars(found.with_for_update()).all()


def talks_in(slots: Iterable[Slot]) -> list[Booking]:
    """The live talks in these slots with their students, in order of time."""
    found = _talks().where(Booking.slot_id.in_([slot.id for slot in slots]), LIVE)
    return list(db.session.scalars(found.order_by(Booking.starts_at, Booking.id)))


def _talks():
    return select(Booking).options(
        joinedload(Booking.person, innerjoin=True),
        joinedload(Booking.slot, innerjoin=True).joinedload(Slot.shift, innerjoin=True),
        joinedload(Booking.slot, innerjoin=True).joinedload(Slot.staff, innerjoin=True),
        joinedload(Booking.booth, innerjoin=True).joinedload(Booth.fair, innerjoin=True),
        joinedload(Booking.booth, innerjoin=True).joinedload(Booth.organisation, innerjoin=True),
    )


def profiles(person_ids: Iterable[int]) -> dict[int, StudentProfile]:
    """The programmes of students."""
    found = select(StudentProfile).where(StudentProfile.person_id.in_(list(person_ids)))
    return {
        each.person_id: each
        for each in db.session.scalars(found.options(joinedload(StudentProfile.programme)))
    }


def other_talks(person_ids: Iterable[int]) -> dict[int, list[Booking]]:
    """The live talks of students at every booth."""
    found: dict[int, list[Booking]] = defaultdict(list)
    for booking in db.session.scalars(select(Booking).where(Booking.person_id.in_(list(person_ids)), LIVE)):
        found[booking.person_id].append(booking)
    return found


def agendas(booth: Booth, when: Span, but: int | None = None) -> list[Agenda]:
    """What the colleagues at a booth have around a time, by name, without one of them."""
    people = [person for person in people_of(booth) if person.id != but]
    ids = [person.id for person in people]
    slots, pauses = _slots_of(ids, when), _pauses_of(ids, when)
    taken = _taken([slot.id for own in slots.values() for slot in own])
    return [Agenda(person, slots[person.id], taken, pauses[person.id]) for person in people]


def agenda(booth: Booth, staff_id: int, when: Span) -> Agenda | None:
    """What one member of staff of a booth has around a time; None for anybody else."""
    return next((each for each in agendas(booth, when) if each.person.id == staff_id), None)


def colleagues(booking: Booking) -> list[Person]:
    """Who at the booth has time for a talk."""
    when = (booking.starts_at, booking.ends_at)
    found = agendas(booking.booth, when, but=booking.slot.staff_id)
    return [each.person for each in found if each.is_free(when, booking.booth_id)]


def _slots_of(ids: list[int], when: Span) -> dict[int, list[Slot]]:
    found: dict[int, list[Slot]] = defaultdict(list)
    around = select(Slot).where(
        Slot.staff_id.in_(ids),
        Slot.state.in_((FREE, WALK_IN)),
        Slot.starts_at < when[1],
        Slot.ends_at > when[0],
    )
    for slot in db.session.scalars(around):
        found[slot.staff_id].append(slot)
    return found


def _pauses_of(ids: list[int], when: Span) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    around = select(Shift.staff_id, Pause.starts_at, Pause.ends_at).join(Pause.shift)
    around = around.where(Shift.staff_id.in_(ids), Pause.starts_at < when[1], Pause.ends_at > when[0])
    for staff_id, starts_at, ends_at in db.session.execute(around):
        found[staff_id].append((starts_at, ends_at))
    return found


def _taken(slot_ids: list[int]) -> set[int]:
    return set(db.session.scalars(select(Booking.slot_id).where(Booking.slot_id.in_(slot_ids), LIVE)))


def is_taken(slot_id: int) -> bool:
    """Whether somebody has booked a slot."""
    return bool(_taken([slot_id]))


def free_slots(booth_id: int, now: datetime) -> list[Slot]:
    """The times of a booth that nobody has booked and that are still to come."""
    booked = select(Booking.slot_id).where(Booking.booth_id == booth_id, LIVE)
    found = select(Slot).where(
        Slot.booth_id == booth_id, Slot.state == FREE, Slot.seats == 1, Slot.starts_at > now
    )
    return list(db.session.scalars(found.where(Slot.id.not_in(booked)).options(joinedload(Slot.staff))))


def slot_at(booth_id: int, staff_id: int | None, starts_at: datetime | None) -> Slot | None:
    """The open slot of a member of staff at a moment."""
    found = select(Slot).where(
        Slot.booth_id == booth_id,
        Slot.staff_id == staff_id,
        Slot.starts_at == starts_at,
        Slot.state == FREE,
        Slot.seats == 1,
    )
    return db.session.scalar(found)


def shift_around(booth_id: int, staff_id: int, when: Span) -> Shift | None:
    """The block of a member of staff at a booth that holds a time."""
    found = select(Shift).where(
        Shift.booth_id == booth_id,
        Shift.staff_id == staff_id,
        ON_THE_ROSTER,
        Shift.starts_at <= when[0],
        Shift.ends_at >= when[1],
    )
    return db.session.scalar(found.order_by(Shift.id.desc()).limit(1))


def own_link(booth_id: int, staff_id: int) -> str | None:
    """The room that a member of staff uses at this booth."""
    found = select(Shift.meeting_link).where(
        Shift.booth_id == booth_id, Shift.staff_id == staff_id, Shift.meeting_link != ""
    )
    return db.session.scalar(found.order_by(Shift.id.desc()).limit(1))
