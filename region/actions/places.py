"""Places: staff add them, change them, publish them and take them back; nobody throws them away."""

from datetime import datetime
from typing import Any

from app import clock
from app.db import action, announce, db
from region.facts import PlaceChanged
from region.models import Place
from region.queries import places as queries
from region.rules import places as rules


@action
def add_place(*, organisation_id: int, person_id: int, now: datetime, **terms: Any) -> int:
    """Staff add a place; nobody else sees it until they publish it. Returns its id."""
    employer = queries.own_employer(organisation_id, person_id)
    place = Place(organisation_id=employer.id, published=False)
    _set(place, terms, now)
    return place.id


@action
def change_place(*, place_id: int, person_id: int, now: datetime, **terms: Any) -> None:
    """Staff change what they offer; placements keep the terms they were made with."""
    _set(queries.own_place(place_id, person_id, lock=True), terms, now)


@action
def publish_place(*, place_id: int, person_id: int, now: datetime) -> None:
    """Staff offer a place: students see it and it can be proposed."""
    place = queries.own_place(place_id, person_id, lock=True)
    rules.check_period(place.starts_on, place.ends_on, clock.local(now).date())
    place.published = True
    _kept(place)


@action
def take_back_place(*, place_id: int, person_id: int, now: datetime) -> None:
    """Staff stop offering a place: no new proposals, and what was proposed stays."""
    place = queries.own_place(place_id, person_id, lock=True)
    place.published = False
    _kept(place)


def _set(place: Place, terms: dict[str, Any], now: datetime) -> None:
    queries.check_address(terms["establishment_id"], place.organisation_id)
    rules.check_period(terms["starts_on"], terms["ends_on"], clock.local(now).date())
    for name, value in terms.items():
        setattr(place, name, value)
    db.session.add(place)
    _kept(place)


def _kept(place: Place) -> None:
    db.session.flush()
    announce(PlaceChanged(place.id, place.organisation_id))
