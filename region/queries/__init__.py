"""What is asked about people's roles and places."""

from sqlalchemy import ColumnElement, bindparam, literal, select

from app.db import db
from region.models import (
    COORDINATOR,
    ORGANISER,
    STAFF,
    Membership,
    Organisation,
    Place,
    Programme,
    StudentProfile,
)

# Every page asks this, and every booking what is below, so the statements are put together once.
ROLES = (
    select(Membership.role)
    .where(Membership.person_id == bindparam("person_id"), Membership.ended_at.is_(None))
    .union_all(
        select(literal("student")).where(
            select(StudentProfile.person_id)
            .where(StudentProfile.person_id == bindparam("person_id"))
            .exists()
        )
    )
)
HELD_STUDENT = (
    select(StudentProfile.person_id)
    .where(StudentProfile.person_id == bindparam("person_id"))
    .with_for_update()
)


def roles(person_id: int) -> set[str]:
    """The roles a person holds now: student, staff, coordinator, organiser."""
    return set(db.session.scalars(ROLES, {"person_id": person_id}))


def is_staff(person_id: int | None, organisation_id: int) -> bool:
    """Whether a person works for an organisation."""
    return _holds(person_id, Membership.role == STAFF, Membership.organisation_id == organisation_id)


def is_organiser(person_id: int | None) -> bool:
    """Whether a person organises in the region."""
    return _holds(person_id, Membership.role == ORGANISER)


def coordinates(person_id: int | None, programme: Programme) -> bool:
    """Whether a person coordinates a programme, by itself or with the whole institution."""
    return _holds(
        person_id,
        Membership.role == COORDINATOR,
        Membership.institution_id == programme.institution_id,
        Membership.programme_id.is_(None) | (Membership.programme_id == programme.id),
    )


def _holds(person_id: int | None, *conditions: ColumnElement[bool]) -> bool:
    held = select(Membership.id).where(
        Membership.person_id == person_id, Membership.ended_at.is_(None), *conditions
    )
    return db.session.scalar(held.limit(1)) is not None


def organisation_ids(person_id: int) -> list[int]:
    """The organisations a person works for."""
    found = select(Membership.organisation_id).where(
        Membership.person_id == person_id, Membership.role == STAFF, Membership.ended_at.is_(None)
    )
    return [number for number in db.session.scalars(found) if number]


def employers_of(person_id: int) -> list[Organisation]:
    """The employers that a person works for, by name."""
    found = select(Organisation).where(Organisation.id.in_(organisation_ids(person_id)))
    return list(db.session.scalars(found.order_by(Organisation.name, Organisation.id)))


def staff_of(organisation_id: int) -> list[Membership]:
    """Who works for an organisation."""
    found = select(Membership).where(
        Membership.organisation_id == organisation_id,
        Membership.role == STAFF,
        Membership.ended_at.is_(None),
    )
    return list(db.session.scalars(found.order_by(Membership.id)))


def hold_student(person_id: int) -> bool:
    """Hold a student until the unit of work ends, so that what two devices do for one comes in turn.

    False for everybody else.
    """
    return db.session.scalar(HELD_STUDENT, {"person_id": person_id}) is not None


def student(person_id: int) -> StudentProfile | None:
    """A student's profile, or None for everybody else."""
    return db.session.get(StudentProfile, person_id)


def place(place_id: int) -> Place | None:
    """A place on offer."""
    return db.session.get(Place, place_id)
