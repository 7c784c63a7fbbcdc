"""A coordinator's work: who must act now, who has no place, who has signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import joinedload

from app import clock
from app.db import db
from app.people import Person
from region.models import COORDINATOR, Institution, Membership, Programme, StudentProfile
from register.models import (
    ACTIVE,
    COMPLETED,
    COUNTED,
    IN_REVIEW,
    LIVE,
    PARTIES,
    PROPOSED,
    SIGNING,
    Placement,
    PlacementStep,
    Signature,
)
from register.queries.placements import LISTED
from register.rules import moves

SHORT_LIST = 12  # students on the desk; the others are a page away


@dataclass(frozen=True)
class Work:
    """What a coordinator's page shows; `waiting` holds the placements by the side whose turn it is."""

    scope: list[str]
    waiting: dict[str, list[Placement]]
    signing: list[Placement]
    agreed: int
    without_place: int
    students: Sequence[Row[StudentProfile, int]]
    changes: int


def work(person_id: int, today: date) -> Work:
    """Everything on a coordinator's desk, for the programmes that are theirs."""
    mine = _programmes_of(person_id)
    urgent = _urgent(mine, today)
    agreed = select(func.count()).where(Placement.programme_id.in_(mine), Placement.state.in_(COUNTED))
    return Work(
        scope=_scope(person_id),
        waiting={party: _waiting_for(party, urgent, today) for party in PARTIES},
        signing=[each for each in urgent if each.state == SIGNING],
        agreed=db.session.scalar(agreed) or 0,
        without_place=db.session.scalar(_without_place(mine, func.count())) or 0,
        students=students_without_place(person_id, SHORT_LIST),
        changes=changes(),
    )


def _waiting_for(party: str, placements: list[Placement], today: date) -> list[Placement]:
    return [each for each in placements if party in moves.waiting_for(each, today)]


def changes() -> int:
    """A number that rises with everything that happens in the register: the version of large drawings."""
    steps = select(func.coalesce(func.max(PlacementStep.id), 0)).scalar_subquery()
    signatures = select(func.coalesce(func.max(Signature.id), 0)).scalar_subquery()
    return db.session.scalar(select(steps + signatures)) or 0


def students_without_place(person_id: int, limit: int | None = None) -> Sequence[Row[StudentProfile, int]]:
    """A coordinator's students without an internship, each with the number of proposals to answer."""
    waiting = (
        select(func.count())
        .where(Placement.person_id == StudentProfile.person_id, Placement.state == PROPOSED)
        .scalar_subquery()
    )
    found = _without_place(_programmes_of(person_id), StudentProfile, waiting).options(
        joinedload(StudentProfile.person), joinedload(StudentProfile.programme)
    )
    named = found.order_by(waiting, Person.first_name, Person.last_name, Person.id)
    return db.session.execute(named.limit(limit)).all()


def _urgent(programmes: Select[Any], today: date) -> list[Placement]:
    over = (Placement.state == ACTIVE) & (Placement.ends_on <= today)
    found = select(Placement).where(
        Placement.programme_id.in_(programmes),
        Placement.state.in_((PROPOSED, IN_REVIEW, SIGNING)) | over,
    )
    return sorted(db.session.scalars(found.options(*LISTED).order_by(Placement.id)), key=_deadline)


def _deadline(placement: Placement) -> date:
    return clock.local(placement.expires_at).date() if placement.expires_at else placement.starts_on


def _without_place(programmes: Select[Any], *columns: Any) -> Select[Any]:
    placed = select(Placement.person_id).where(Placement.state.in_((*LIVE, COMPLETED)))
    return (
        select(*columns)
        .select_from(StudentProfile)
        .join(Person, Person.id == StudentProfile.person_id)
        .where(
            StudentProfile.programme_id.in_(programmes),
            Person.active,
            StudentProfile.person_id.not_in(placed),
        )
    )


def _programmes_of(person_id: int) -> Select[Any]:
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


def _scope(person_id: int) -> list[str]:
    """What a coordinator looks after, in words: programmes, or a whole institution."""
    found = (
        select(func.coalesce(Programme.name, Institution.name))
        .select_from(Membership)
        .join(Institution, Institution.id == Membership.institution_id)
        .outerjoin(Programme, Programme.id == Membership.programme_id)
        .where(
            Membership.person_id == person_id,
            Membership.role == COORDINATOR,
            Membership.ended_at.is_(None),
        )
    )
    return sorted(set(db.session.scalars(found)))
