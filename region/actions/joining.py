"""Employers that are new here, and people who begin to work for one."""

from app.db import action, db
from app.people import Person
from region.models import STAFF, Establishment, Membership, Organisation


@action
def add_employer(*, name: str, sector: str, town: str) -> int:
    """An employer that was not known yet, with one address; returns its id."""
    employer = Organisation(name=name, sector=sector, establishments=[Establishment(town=town)])
    db.session.add(employer)
    db.session.flush()
    return employer.id


@action
def add_person(*, email: str, password_hash: str, first_name: str, last_name: str) -> int:
    """Somebody who can sign in from now on; returns the id."""
    person = Person(email=email, password=password_hash, first_name=first_name, last_name=last_name)
    db.session.add(person)
    db.session.flush()
    return person.id


@action
def join_staff(*, person_id: int, organisation_id: int) -> None:
    """Let a person work for an employer."""
    db.session.add(Membership(person_id=person_id, role=STAFF, organisation_id=organisation_id))
