"""What staff ask about the places that their employers offer."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from region.models import Establishment, Organisation, Place
from region.queries import employers_of, is_staff


def own_employer(organisation_id: int | None, person_id: int) -> Organisation:
    """An employer for the people who work there; without a number the first of their own."""
    for employer in employers_of(person_id):
        if organisation_id in (None, employer.id):
            return employer
    raise NotFound


def own_place(place_id: int, person_id: int, lock: bool = False) -> Place:
    """A place for the staff of its employer."""
    found = db.session.get(Place, place_id, with_for_update=lock or None)
    if found is None or not is_staff(person_id, found.organisation_id):
        raise NotFound
    return found


def places_of(organisation_id: int) -> list[Place]:
    """All places of an employer: those on offer first, then by start, the latest first."""
    found = select(Place).where(Place.organisation_id == organisation_id)
    return list(
        db.session.scalars(
            found.options(joinedload(Place.establishment)).order_by(
                Place.published.desc(), Place.starts_on.desc(), Place.title, Place.id
            )
        )
    )


def check_address(establishment_id: int, organisation_id: int) -> None:
    """Only an address of the employer itself gets past here."""
    found = db.session.get(Establishment, establishment_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound
