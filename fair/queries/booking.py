"""What is read to book, move and cancel talks."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, func, or_, select, text
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound, Refused
from app.people import Person
from fair.models import (
    DRAFT,
    FREE,
    LIVE_BOOKING,
    WALK_IN,
    Booking,
    Booth,
    Fair,
    PriorityWindow,
    Slot,
)
from fair.queries.offers import held_for_others, held_seats
from fair.queries.priority import windows
from fair.rules import booking as rules
from fair.rules.booking import Asker
from fair.rules.qualify import Student
from fair.rules.windows import opens_for
from region.models import Programme, StudentProfile

Row = TypeVar("Row")


# What every booking asks is put together once: putting a statement together costs as much as asking it.
LIVE = Booking.state.in_(LIVE_BOOKING)
FACTS = ("urgent", "languages", "level", "programme", "sector")
HELD_SLOTS = (
    select(Slot)
    .join(Slot.booth)
    .join(Booth.fair)
    .where(Slot.id.in_(bindparam("ids", expanding=True)), Fair.state != DRAFT)
    .order_by(Slot.id)
    .options(contains_eager(Slot.booth).contains_eager(Booth.fair))
    # All that the rules read; the booth before the slot, in the order of who declines a booth.
    .with_for_update(read=True, of=(Booth, Fair))
    .suffix_with(text("FOR UPDATE OF slot"), dialect="postgresql")
    .execution_options(populate_existing=True)
)
STUDENTS = select(
    StudentProfile.person_id,
    StudentProfile.urgent,
    StudentProfile.languages,
    Programme.level,
    Programme.code.label("programme"),
    Programme.sector,
).join(StudentProfile.programme)
STUDENT = STUDENTS.where(StudentProfile.person_id == bindparam("person_id"))
STUDENTS_OF = STUDENTS.where(StudentProfile.person_id.in_(bindparam("person_ids", expanding=True)))
HELD_STUDENT = STUDENT.with_for_update(of=StudentProfile)
HOLDERS = select(Booking.person_id).where(Booking.slot_id == bindparam("slot_id"), LIVE)
IN_THE_WAY = (
    select(Booking)
    .join(Booking.slot)
    .where(LIVE, or_(Booking.slot_id == bindparam("slot_id"), Booking.person_id == bindparam("person_id")))
    .order_by(Booking.starts_at)
    .options(contains_eager(Booking.slot))
)
# Asked for many at once at every time that falls free, so only what decides whether a time suits.
TALKS_OF = (
    select(Booking)
    .join(Booking.slot)
    .where(Booking.person_id.in_(bindparam("person_ids", expanding=True)), LIVE)
    .order_by(Booking.starts_at)
    .options(contains_eager(Booking.slot))
)
BOOKING = (
    select(Booking)
    .where(Booking.id == bindparam("id"))
    .options(joinedload(Booking.slot, innerjoin=True).joinedload(Slot.staff, innerjoin=True))
)
TICKET = (
    select(Booking.booth_id, Booking.slot_id, Booking.starts_at, Person.first_name)
    .join(Booking.slot)
    .join(Slot.staff)
    .where(Booking.id == bindparam("id"))
)


@dataclass(frozen=True)
class Sheet:
    """What a person can do with one slot: book it, move a talk to it, or read why not.

    `mine` is her talk in this slot, `movable` her talk at this booth at another time, `instead` what helps
    when no other time does: her profile, or other booths. `taken` is how many seats are.
    """

    slot: Slot
    state: str
    student: Student | None
    taken: int = 0
    mine: Booking | None = None
    movable: Booking | None = None
    refusal: str = ""
    next_free: Slot | None = None
    instead: str = ""

    @property
    def is_student(self) -> bool:
        """Whether this is for a student."""
        return self.student is not None


def slot(slot_id: int) -> Slot:
    """A slot with its booth, fair and people, if its fair is public."""
    return _found(db.session.scalar(_slots().where(Slot.id == slot_id)))


def lock_slots(*slot_ids: int) -> dict[int, Slot]:
    """Slots with their booths and fairs, held until the unit of work ends; always in the same order."""
    slots = {slot.id: slot for slot in db.session.scalars(HELD_SLOTS, {"ids": slot_ids})}
    for slot_id in slot_ids:
        _found(slots.get(slot_id))
    return slots


def _slots() -> Select[Slot]:
    return (
        select(Slot)
        .join(Slot.booth)
        .join(Booth.fair)
        .where(Fair.state != DRAFT, Slot.state != WALK_IN)
        .options(
            contains_eager(Slot.booth).contains_eager(Booth.fair),
            contains_eager(Slot.booth).joinedload(Booth.organisation, innerjoin=True),
            joinedload(Slot.staff, innerjoin=True),
        )
    )


def holders(slot_id: int) -> list[int]:
    """Who has a slot, or for whom it is held: nobody or one, or everybody in a group talk."""
    booked = db.session.scalars(HOLDERS, {"slot_id": slot_id})
    return [*booked, *held_for_others(slot_id, None).values()]


def in_the_way(
    slot: Slot,
    person_id: int | None,
    student: Student | None,
    now: datetime,
    held: dict[int, int],
    moving: int | None = None,
) -> tuple[Asker, dict[int, int]]:
    """What a wish is checked against: who asks, without the talk that is moving, and who has which seat.

    `held` are the seats that are held for others.
    """
    live = db.session.scalars(IN_THE_WAY, {"slot_id": slot.id, "person_id": person_id}).all()
    own = [talk for talk in live if talk.person_id == person_id and talk.id != moving]
    asker = asker_with(own, slot.booth.fair, person_id, student, now)
    return asker, held | {talk.seat: talk.person_id for talk in live if talk.slot_id == slot.id}


def asker_with(
    own: list[Booking], fair: Fair, person_id: int | None, student: Student | None, now: datetime
) -> Asker:
    """Who asks at a fair, with these talks."""
    return Asker(person_id, own, student, opens_for(student, fair, windows_ahead(fair, now)))


def asker(fair: Fair, person_id: int, student: Student | None, now: datetime) -> Asker:
    """Who asks at a fair, with all her live talks."""
    return asker_with(talks(person_id), fair, person_id, student, now)


def askers(slot: Slot, person_ids: Collection[int], now: datetime) -> dict[int, Asker]:
    """What rules ask of several students about one slot, by person; who is no student is left out."""
    fair, talks = slot.booth.fair, talks_of(person_ids)
    ahead = windows_ahead(fair, now)
    return {
        who: Asker(who, talks[who], student, opens_for(student, fair, ahead))
        for who, student in students(person_ids).items()
    }


def talks_of(person_ids: Collection[int]) -> dict[int, list[Booking]]:
    """The live talks of several people, in order of time."""
    by_person: dict[int, list[Booking]] = defaultdict(list)
    for talk in db.session.scalars(TALKS_OF, {"person_ids": list(person_ids)}):
        by_person[talk.person_id].append(talk)
    return by_person


def students(person_ids: Collection[int]) -> dict[int, Student]:
    """What rules ask of several students, by person."""
    rows = (dict(row._mapping) for row in db.session.execute(STUDENTS_OF, {"person_ids": list(person_ids)}))
    return {row.pop("person_id"): Student(**row) for row in rows}


def windows_ahead(fair: Fair, now: datetime) -> list[PriorityWindow]:
    """Which groups go first, as long as not everybody may book; later nobody has to ask."""
    return windows(fair.id) if now < fair.booking_opens_at else []


def student_of(person_id: int | None) -> Student | None:
    """What rules ask of a student; None for everybody else."""
    return _student(STUDENT, person_id) if person_id else None


def hold_student(person_id: int) -> Student | None:
    """The same, held until the unit of work ends, so that two devices of one student come in turn."""
    return _student(HELD_STUDENT, person_id)


def _student(which: Any, person_id: int) -> Student | None:
    row = db.session.execute(which, {"person_id": person_id}).one_or_none()
    return Student(**{name: row._mapping[name] for name in FACTS}) if row else None


def talks(person_id: int) -> list[Booking]:
    """The live talks of a person at every fair, in order of time."""
    live = bookings().where(Booking.person_id == person_id, Booking.state.in_(LIVE_BOOKING))
    return list(db.session.scalars(live.order_by(Booking.starts_at)))


def own_booking(booking_id: int, person_id: int) -> Booking:
    """A booking of this person, in any state."""
    own = bookings().where(Booking.id == booking_id, Booking.person_id == person_id)
    return _found(db.session.scalar(own))


def booking(booking_id: int) -> Booking:
    """A booking with its slot, for drawing it after a fact."""
    return _found(db.session.scalar(BOOKING, {"id": booking_id}))


def booking_row(booking_id: int) -> Booking:
    """A booking as the unit of work that made or moved it has it."""
    return db.session.get_one(Booking, booking_id)


def ticket(booking_id: int) -> tuple[int, int, datetime, str]:
    """The booth and the slot of a booking, when it starts, and the first name of who is there."""
    return _found(db.session.execute(TICKET, {"id": booking_id}).one_or_none())


def bookings() -> Select[Booking]:
    """Bookings with everything that a ticket shows, to be narrowed down."""
    at_booth = joinedload(Booking.booth, innerjoin=True)
    in_slot = joinedload(Booking.slot, innerjoin=True)
    return select(Booking).options(
        at_booth.joinedload(Booth.organisation, innerjoin=True),
        at_booth.joinedload(Booth.fair, innerjoin=True),
        in_slot.joinedload(Slot.staff, innerjoin=True),
        in_slot.joinedload(Slot.shift, innerjoin=True),
    )


def next_free(slot: Slot, asker: Asker, now: datetime) -> Slot | None:
    """The next time at this booth with a free seat that fits this person; an earlier one if none is later."""
    taken = select(func.count()).where(Booking.slot_id == Slot.id, LIVE).scalar_subquery()
    free = (
        select(Slot)
        .where(Slot.booth_id == slot.booth_id, Slot.id != slot.id, Slot.state == FREE)
        .where(Slot.starts_at > now, taken + held_seats < Slot.seats)
        .order_by(Slot.starts_at < slot.starts_at, Slot.starts_at, Slot.staff_id)
    )
    return next((each for each in db.session.scalars(free) if rules.suits(each, asker, now)), None)


def sheet(slot_id: int, person_id: int | None, now: datetime) -> Sheet:
    """What this person, or a visitor, can do with a slot."""
    chosen = slot(slot_id)
    student = student_of(person_id)
    held = held_for_others(slot_id, person_id)
    asker, taken = in_the_way(chosen, person_id, student, now, held)
    state = rules.slot_state(chosen, len(taken), now)
    look = partial(Sheet, chosen, state, student, len(taken))
    mine = next((talk for talk in asker.talks if talk.slot_id == slot_id), None)
    if mine:
        return look(mine=mine)
    left = next_free(chosen, asker, now)
    try:
        rules.check_sight(chosen, asker, holders=taken.values(), next_free=left, now=now)
    except rules.OtherTime as refusal:
        return look(refusal=str(refusal), next_free=left)
    except rules.FillInFirst as refusal:
        return look(refusal=str(refusal), instead="profile")
    except rules.DoesNotFit as refusal:
        return look(refusal=str(refusal), instead="booths")
    except Refused as refusal:
        here = rules.talk_with(chosen.booth_id, asker.talks)
        open_here = state in ("free", "reserved") and here and rules.can_change(here, now)
        return look(refusal=str(refusal), movable=here if open_here else None)
    return look()


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
