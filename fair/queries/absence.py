"""Which students did not come more than once, for those who look after them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from fair.models import NO_SHOW, Booking, Booth
from region.models import COORDINATOR, Membership, Programme, StudentProfile

OFTEN = 2


@dataclass(frozen=True)
class Absence:
    """A student with the talks at one fair to which she did not come."""

    student: StudentProfile
    talks: list[Booking]


def absences(person_id: int) -> list[Absence]:
    """A coordinator's students who were away at two talks of a fair or more, latest first."""
    often = (
        select(Booking.person_id, Booking.fair_id)
        .where(Booking.state == NO_SHOW)
        .group_by(Booking.person_id, Booking.fair_id)
        .having(func.count() >= OFTEN)
        .subquery()
    )
    found = (
        select(Booking)
        .join(often, (often.c.person_id == Booking.person_id) & (often.c.fair_id == Booking.fair_id))
        .join(StudentProfile, StudentProfile.person_id == Booking.person_id)
        .where(Booking.state == NO_SHOW, StudentProfile.programme_id.in_(_looked_after(person_id)))
        .options(
            joinedload(Booking.fair, innerjoin=True),
            joinedload(Booking.booth, innerjoin=True).joinedload(Booth.organisation, innerjoin=True),
        )
        .order_by(Booking.fair_id.desc(), Booking.person_id, Booking.starts_at)
    )
    talks = groupby(db.session.scalars(found), key=lambda talk: (talk.fair_id, talk.person_id))
    by_student = [(key[1], list(held)) for key, held in talks]
    students = _students([person for person, _held in by_student])
    return [Absence(students[person], held) for person, held in by_student]


def _looked_after(person_id: int) -> Any:
    return (
        select(Programme.id)
        .join(Membership, Membership.institution_id == Programme.institution_id)
        .where(
            Membership.person_id == person_id,
            Membership.role == COORDINATOR,
            Membership.ended_at.is_(None),
            Membership.programme_id.is_(None) | (Membership.programme_id == Programme.id),
        )
    )


def _students(ids: list[int]) -> dict[int, StudentProfile]:
    found = (
        select(StudentProfile)
        .join(StudentProfile.person)
        .where(StudentProfile.person_id.in_(ids))
        .options(contains_eager(StudentProfile.person), joinedload(StudentProfile.programme))
    )
    return {each.person_id: each for each in db.session.scalars(found)}
