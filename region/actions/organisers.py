"""The first organiser, who lets everybody else in."""

from app.db import action, db
from app.people import Person, hash_start_password, make_start_password
from region.models import ORGANISER, Membership
from region.queries import is_organiser
from region.queries import lists as queries


@action
def add_organiser(*, first_name: str, last_name: str, email: str) -> str | None:
    """Let a person organise; returns a start password for whoever has no password yet."""
    person = queries.people([email]).get(email)
    if person is None:
        person = Person(email=email, password=None, first_name=first_name, last_name=last_name)
        db.session.add(person)
        db.session.flush()
    if not is_organiser(person.id):
        db.session.add(Membership(person_id=person.id, role=ORGANISER))
    if person.password:
        return None
    password = make_start_password()
    person.password = hash_start_password(password)
    return password
