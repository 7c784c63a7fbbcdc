"""What a report of discrimination is about: a booth, or a talk or a placement of one's own."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.queries import booking, lobby
from region.models import Organisation, Place
from register.models import Placement

BOOTH, TALK, PLACEMENT = "stand", "gesprek", "plaatsing"


@dataclass(frozen=True)
class About:
    """Where it happened: the kind and the number of a row, and the employer behind it."""

    kind: str
    id: int
    employer: Organisation


def about(kind: str, number: int | None, person_id: int) -> About | None:
    """What a student's report is about; None when she came without saying where."""
    if not kind or not number:
        return None
    employers = {BOOTH: _at_booth, TALK: _at_talk, PLACEMENT: _at_placement}
    return About(kind, number, employers[kind](number, person_id))


def _at_booth(number: int, _person_id: int) -> Organisation:
    return lobby.booth(number).organisation


def _at_talk(number: int, person_id: int) -> Organisation:
    return booking.own_booking(number, person_id).booth.organisation


def _at_placement(number: int, person_id: int) -> Organisation:
    own = select(Placement).where(Placement.id == number, Placement.person_id == person_id)
    found = db.session.scalar(own.options(joinedload(Placement.place).joinedload(Place.organisation)))
    if found is None:
        raise NotFound
    return found.place.organisation
