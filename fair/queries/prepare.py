"""What is read to help students prepare: favourites, what fits and why, and who may read a menu card."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from app.db import db
from fair.models import APPROVED, LIVE_BOOKING, Booking, Booth, Fair
from fair.models.prepare import MOST_FAVOURITES, Favourite, SharedCard
from fair.queries import free_times, lobby
from fair.queries.free_times import Free
from fair.rules import prepare as rules
from fair.rules.prepare import Offer, Opening, Reason, Seeker
from region.models import (
    Area,
    Establishment,
    Institution,
    Place,
    Programme,
    Recognition,
    SkillsCard,
    StudentProfile,
)

# What is known of students who look for a place.
SEEKERS: Any = (
    select(
        Programme.level,
        Programme.name.label("programme"),
        Programme.code,
        Programme.sector,
        Area.name.label("town"),
        StudentProfile.wanted_from,
        StudentProfile.wanted_until,
    )
    .select_from(StudentProfile)
    .join(StudentProfile.programme)
    .join(Programme.institution)
    .outerjoin(Area, Area.id == Institution.area_id)
)


@dataclass(frozen=True)
class Fit:
    """A booth with why it fits, and the times that are left."""

    booth: Booth
    reasons: list[Reason]
    free: Free


@dataclass(frozen=True)
class Choice:
    """A student's page of a fair: her favourites in order, and other booths that fit."""

    fair: Fair | None = None
    favourites: list[Fit] = field(default_factory=list)
    fitting: list[Fit] = field(default_factory=list)
    most: int = MOST_FAVOURITES


@dataclass(frozen=True)
class Sharing:
    """How a talk and a menu card stand: is there a card, and may the desk read it?"""

    has_card: bool
    is_shared: bool


def kept(person_id: int | None, fair_id: int) -> list[int]:
    """The booths that a person kept at a fair, in her order; those that are gone do not count."""
    found = (
        select(Favourite.booth_id)
        .join(Favourite.booth)
        .where(Favourite.person_id == person_id, Favourite.fair_id == fair_id, Booth.state == APPROVED)
        .order_by(Favourite.position)
    )
    return list(db.session.scalars(found))


def choice(person_id: int, now: datetime) -> Choice:
    """The favourites of a student at the fair of today or the next, and what else fits."""
    fair, who = lobby.current_fair(now), seeker(person_id)
    if fair is None or who is None:
        return Choice()
    order, free = kept(person_id, fair.id), free_times.at_fair(fair.id, now)
    rows = {row.booth.id: row for row in _rows(lobby.booths(fair.id, lobby.Wish()), who, free)}
    others = [row for row in rows.values() if row.booth.id not in order and rules.fits(row.reasons)]
    return Choice(
        fair,
        favourites=[rows[booth_id] for booth_id in order if booth_id in rows],
        fitting=sorted(others, key=lambda row: not rules.is_first(row.reasons)),
    )


def _rows(booths: list[Booth], who: Seeker, free: dict[int, Free]) -> list[Fit]:
    employers = [booth.organisation_id for booth in booths]
    places, states = _places(employers), _recognitions(who, employers)
    return [
        Fit(booth, rules.reasons(who, offer(booth, places[employer], states[employer])), free[booth.id])
        for booth, employer in zip(booths, employers, strict=True)
    ]


def offer(booth: Booth, places: Iterable[Place], states: list[str]) -> Offer:
    """What a booth offers, with the states of its recognitions for one programme."""
    towns = [address.town for address in booth.organisation.establishments if address.town]
    openings = [Opening(place.programme_code, place.starts_on, place.ends_on) for place in places]
    towns = list(dict.fromkeys(towns))
    return Offer(booth.levels, booth.organisation.sector, towns, openings, states)


def seeker(person_id: int) -> Seeker | None:
    """What is known of a student who looks for a place; None for everybody else."""
    row = db.session.execute(SEEKERS.where(StudentProfile.person_id == person_id)).one_or_none()
    return as_seeker(row) if row else None


def as_seeker(row: Row[Any]) -> Seeker:
    """What a row of `SEEKERS` says of a student."""
    return Seeker(**{each.name: row._mapping[each.name] for each in fields(Seeker)})


def _places(employers: list[int]) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for place in db.session.scalars(
        select(Place).where(Place.organisation_id.in_(employers), Place.published)
    ):
        found[place.organisation_id].append(place)
    return found


def _recognitions(who: Seeker, employers: list[int]) -> dict[int, list[str]]:
    """For each employer the states of the recognitions for her programme, at any address."""
    asked = (
        select(Establishment.organisation_id, Recognition.state)
        .join(Recognition, Recognition.establishment_id == Establishment.id)
        .where(Establishment.organisation_id.in_(employers), Recognition.programme_code == who.code)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for employer, state in db.session.execute(asked):
        found[employer].append(state)
    return found


def sharing(booking_id: int, person_id: int) -> Sharing:
    """Whether a student has a menu card, and whether the desk of her talk may read it."""
    found = select(SkillsCard.person_id, SharedCard.booking_id).outerjoin(
        SharedCard, SharedCard.booking_id == booking_id
    )
    row = db.session.execute(found.where(SkillsCard.person_id == person_id)).one_or_none()
    return Sharing(bool(row), bool(row and row.booking_id))


def shared_card(booking_id: int | None) -> SkillsCard | None:
    """The menu card that a student shares for a talk that is not off; the caller knows who may ask."""
    found = (
        select(SkillsCard)
        .join(Booking, Booking.person_id == SkillsCard.person_id)
        .join(SharedCard, SharedCard.booking_id == Booking.id)
        .where(Booking.id == booking_id, Booking.state.in_(LIVE_BOOKING))
    )
    return db.session.scalar(found)


def shared_talks(person_id: int) -> list[tuple[int, int]]:
    """The talks for which a student shares her menu card, each with its booth."""
    found = select(Booking.id, Booking.booth_id).join(SharedCard, SharedCard.booking_id == Booking.id)
    return [(row.id, row.booth_id) for row in db.session.execute(found.where(Booking.person_id == person_id))]
