"""Placements: one with everybody it concerns, and the lists of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.db import db
from app.errors import NotFound
from app.people import Person
from region import queries as region
from region.models import COORDINATOR, STAFF, Membership, Place, Programme, Recognition
from register.models import (
    AGREED,
    EMPLOYER,
    IN_TALKS,
    LIVE,
    PROPOSED,
    SCHOOL,
    STUDENT,
    Placement,
    PlacementStep,
    Signature,
)
from register.rules import moves

LISTED = (
    joinedload(Placement.place).joinedload(Place.organisation),
    joinedload(Placement.place).joinedload(Place.establishment),
    joinedload(Placement.person),
    joinedload(Placement.proposer),
    joinedload(Placement.programme).joinedload(Programme.institution),
    selectinload(Placement.steps).joinedload(PlacementStep.actor),
    selectinload(Placement.signatures).joinedload(Signature.person),
)


@dataclass
class Sheet:
    """A placement with everybody it concerns, as its page shows it."""

    placement: Placement
    staff: list[Person]
    coordinators: list[Person]
    recognition: str | None
    today: date

    def parties(self, person_id: int | None) -> frozenset[str]:
        """On which sides of the placement a person stands."""
        sides = {
            STUDENT: [self.placement.person_id],
            EMPLOYER: [each.id for each in self.staff],
            SCHOOL: [each.id for each in self.coordinators],
        }
        return frozenset(party for party, ids in sides.items() if person_id in ids)

    @property
    def people(self) -> set[int]:
        """The ids of everybody on one of the three sides."""
        return {self.placement.person_id, *(each.id for each in (*self.staff, *self.coordinators))}

    @property
    def names(self) -> dict[str, str]:
        """How each side is called."""
        return {
            STUDENT: self.placement.person.first_name,
            EMPLOYER: self.placement.place.organisation.name,
            SCHOOL: self.placement.programme.institution.name,
        }

    @property
    def signers(self) -> dict[str, str]:
        """Who is expected to sign for each side."""
        proposer = self.placement.proposer
        return {
            EMPLOYER: proposer.name if proposer else self.names[EMPLOYER],
            STUDENT: self.placement.person.name,
            SCHOOL: self.coordinators[0].name if len(self.coordinators) == 1 else self.names[SCHOOL],
        }

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The sides whose turn it is."""
        return moves.waiting_for(self.placement, self.today)

    @property
    def checks(self) -> list[tuple[str, str]]:
        """What a coordinator looks at before approving."""
        return moves.checks(self.placement, self.recognition)

    @property
    def track(self) -> list[tuple[str, str, date | datetime | None]]:
        """The line of steps."""
        return list(moves.track(self.placement))

    @property
    def history(self) -> list[PlacementStep | Signature]:
        """Everything that happened, latest first."""
        return sorted(
            [*self.placement.steps, *self.placement.signatures],
            key=lambda each: (each.at, isinstance(each, PlacementStep), each.id),
            reverse=True,
        )

    def check(self, verb: str, person_id: int) -> None:
        """Refuse a move that this person cannot make now."""
        if verb == "sign":
            moves.party_to_sign(self.placement, self.parties(person_id), person_id)
        else:
            moves.role_for(verb, self.placement.state, self.parties(person_id))

    def ways_out(self, parties: Collection[str]) -> list[str]:
        """The verbs by which one may stop the placement now; who is asked says no instead."""
        return moves.ways_out(self.placement.state, set(parties) - moves.asked(self.placement))


def sheet(placement_id: int, person_id: int, today: date) -> Sheet:
    """A placement for one of its parties; for everybody else it is not there."""
    found = drawn_sheet(placement_id, today)
    if not found.parties(person_id):
        raise NotFound
    return found


def drawn_sheet(placement_id: int, today: date) -> Sheet:
    """A placement as its rooms see it."""
    placement = db.session.scalar(select(Placement).where(Placement.id == placement_id).options(*LISTED))
    if placement is None:
        raise NotFound
    coordinators = coordinators_of(placement.programme)
    return Sheet(placement, _staff(placement), coordinators, _recognition(placement), today)


def _staff(placement: Placement) -> list[Person]:
    works = Membership.organisation_id == placement.place.organisation_id
    return _holders(Membership.role == STAFF, works)


def _recognition(placement: Placement) -> str | None:
    known = select(Recognition.state).where(
        Recognition.establishment_id == placement.place.establishment_id,
        Recognition.programme_code == placement.programme.code,
    )
    return db.session.scalar(known)


def coordinators_of(programme: Programme) -> list[Person]:
    """Who coordinates a programme, those of just this programme first."""
    return _holders(
        Membership.role == COORDINATOR,
        Membership.institution_id == programme.institution_id,
        Membership.programme_id.is_(None) | (Membership.programme_id == programme.id),
    )


def _holders(*conditions: Any) -> list[Person]:
    found = select(Person).join(Membership).where(Membership.ended_at.is_(None), Person.active, *conditions)
    return list(db.session.scalars(found.order_by(Membership.programme_id.is_(None), Membership.id)).unique())


def parties(placement: Placement, person_id: int) -> frozenset[str]:
    """On which sides a person stands; strangers find nothing."""
    sides = {
        STUDENT: placement.person_id == person_id,
        EMPLOYER: region.is_staff(person_id, placement.place.organisation_id),
        SCHOOL: region.coordinates(person_id, placement.programme),
    }
    found = frozenset(party for party, holds in sides.items() if holds)
    if not found:
        raise NotFound
    return found


def may_see(placement_id: int, person_id: int | None) -> bool:
    """Whether a person is one of the parties of a placement."""
    placement = db.session.get(Placement, placement_id)
    try:
        return bool(placement and person_id and parties(placement, person_id))
    except NotFound:
        return False


def for_update(placement_id: int) -> Placement:
    """A placement that nobody else changes meanwhile."""
    return _locked(select(Placement).where(Placement.id == placement_id))


def place_for_update(place_id: int) -> Place:
    """A place whose seats nobody else takes meanwhile."""
    return _locked(select(Place).where(Place.id == place_id))


def _locked(one: Select[Any]) -> Any:
    row = db.session.scalar(one.with_for_update().execution_options(populate_existing=True))
    if row is None:
        raise NotFound
    return row


def seats_taken(place_id: int) -> int:
    """How many seats of a place are held by placements."""
    held = select(func.count()).where(Placement.place_id == place_id, Placement.state.in_(LIVE))
    return db.session.scalar(held) or 0


def is_busy(person_id: int, starts_on: date, ends_on: date) -> bool:
    """Whether a student has a live placement in a period."""
    return _exists(
        Placement.person_id == person_id,
        Placement.state.in_(LIVE),
        Placement.starts_on <= ends_on,
        Placement.ends_on >= starts_on,
    )


def is_waiting(place_id: int, person_id: int) -> bool:
    """Whether a place is already proposed to a student and not answered yet."""
    return _exists(
        Placement.place_id == place_id, Placement.person_id == person_id, Placement.state == PROPOSED
    )


def _exists(*conditions: Any) -> bool:
    return db.session.scalar(select(Placement.id).where(*conditions).limit(1)) is not None


def placements_of(person_id: int) -> list[Placement]:
    """A student's placements: what is undecided first, then what runs, the latest first."""
    return _list(Placement.person_id == person_id)


def placements_at(person_id: int) -> list[Placement]:
    """The placements at the organisations that a person works for, in the same order."""
    offered = select(Place.id).where(Place.organisation_id.in_(region.organisation_ids(person_id)))
    return _list(Placement.place_id.in_(offered))


def _list(*conditions: Any) -> list[Placement]:
    undecided = Placement.state.in_((PROPOSED, *IN_TALKS))
    alive = case((undecided, 0), (Placement.state.in_(LIVE), 1), else_=2)
    found = select(Placement).where(*conditions).options(*LISTED)
    return list(db.session.scalars(found.order_by(alive, Placement.id.desc())))


def lapsed(now: datetime) -> list[int]:
    """Proposals whose time to answer is over."""
    found = select(Placement.id).where(Placement.state == PROPOSED, Placement.expires_at <= now)
    return list(db.session.scalars(found.order_by(Placement.id)))


def starting(today: date) -> list[int]:
    """Agreed placements that begin today or should have begun."""
    found = select(Placement.id).where(Placement.state == AGREED, Placement.starts_on <= today)
    return list(db.session.scalars(found.order_by(Placement.id)))
