"""Who asks for a time: what the rules want to know of students."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from app.db import db
from fair.models import Booking, Fair, PriorityWindow, Slot
from fair.models.waiting import OFFERED, SlotOffer
from fair.queries.booking import talks, talks_of
from fair.rules.booking import Asker
from fair.rules.qualify import Student
from fair.rules.windows import opens_for
from region.models import Programme, StudentProfile

# What every booking asks is put together once: putting a statement together costs as much as asking it.
FACTS = ("urgent", "languages", "level", "programme", "sector")
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
# What is held of a slot, which the unit of work holds, is read along: nobody changes that meanwhile.
HELD_STUDENT_AT = (
    STUDENT.add_columns(SlotOffer)
    .outerjoin(SlotOffer, (SlotOffer.slot_id == bindparam("slot_id")) & (SlotOffer.state == OFFERED))
    .with_for_update(of=StudentProfile)
    .execution_options(populate_existing=True)
)


def asker(fair: Fair, person_id: int, student: Student | None, now: datetime) -> Asker:
    """Who asks at a fair, with all her live talks."""
    return asker_with(talks(person_id), fair, person_id, student, now)


def asker_with(
    own: list[Booking], fair: Fair, person_id: int | None, student: Student | None, now: datetime
) -> Asker:
    """Who asks at a fair, with these talks."""
    return Asker(person_id, own, student, opens_for(student, fair, windows_ahead(fair, now)))


def askers(slot: Slot, person_ids: Collection[int], now: datetime) -> dict[int, Asker]:
    """What rules ask of several students about one slot, by person; who is no student is left out."""
    fair, theirs = slot.booth.fair, talks_of(person_ids)
    ahead = windows_ahead(fair, now)
    return {
        who: Asker(who, theirs[who], student, opens_for(student, fair, ahead))
        for who, student in students(person_ids).items()
    }


def students(person_ids: Collection[int]) -> dict[int, Student]:
    """What rules ask of several students, by person."""
    rows = (dict(row._mapping) for row in db.session.execute(STUDENTS_OF, {"person_ids": list(person_ids)}))
    return {row.pop("person_id"): Student(**row) for row in rows}


def windows_ahead(fair: Fair, now: datetime) -> list[PriorityWindow]:
    """Which groups go first, as long as not everybody may book; later nobody has to ask."""
    return fair.windows if now < fair.booking_opens_at else []


def student_of(person_id: int | None) -> Student | None:
    """What rules ask of a student; None for everybody else."""
    return _student(STUDENT, person_id) if person_id else None


def hold_student(person_id: int) -> Student | None:
    """The same, held until the unit of work ends, so that two devices of one student come in turn."""
    return _student(HELD_STUDENT, person_id)


def hold_student_at(slot_id: int, person_id: int) -> tuple[Student | None, list[SlotOffer]]:
    """The same, with the offers that hold a slot; somebody who is no student gets nothing anyway."""
    rows = db.session.execute(HELD_STUDENT_AT, {"slot_id": slot_id, "person_id": person_id}).all()
    return _as_student(rows[0]) if rows else None, [row.SlotOffer for row in rows if row.SlotOffer]


def _student(which: Any, person_id: int) -> Student | None:
    row = db.session.execute(which, {"person_id": person_id}).one_or_none()
    return _as_student(row) if row else None


def _as_student(row: Row[Any]) -> Student:
    return Student(**{name: row._mapping[name] for name in FACTS})
