"""Who comes, who waits, and what one person sees of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from app.db import db
from app.errors import NotFound
from app.people import Person
from region.models import StudentProfile
from region.planner import Planned, engagements
from region.queries import roles
from sessions.kinds import DRAFT
from sessions.models.registration import OFFERED, SEATED, SIGNED_UP, WAITING, Registration
from sessions.models.session import InspirationSession
from sessions.queries import programme
from sessions.queries.programme import Row
from sessions.rules import signup as rules


@dataclass(frozen=True)
class Standing:
    """How a person stands to a session: her registration if any, and how many wait before her."""

    row: Row
    own: Registration | None
    ahead: int
    is_welcome: bool
    person_id: int

    @property
    def session(self) -> InspirationSession:
        """The session."""
        return self.row.session

    @property
    def state(self) -> str:
        """The state of her registration, or nothing."""
        return self.own.state if self.own else ""

    @cached_property
    def others(self) -> list[str]:
        """Who else comes and lets others who come read it; asked only where it is shown."""
        return names(self.session.id, self.person_id) if self.state == SIGNED_UP else []

    @cached_property
    def beside(self) -> list[Planned]:
        """What she has at the same time, as long as she does not come."""
        if not self.is_welcome or self.state == SIGNED_UP:
            return []
        return engagements(self.person_id, self.session.starts_at, self.session.ends_at)


def standing(session_id: int, person_id: int) -> Standing:
    """How a person stands to a session now."""
    row, mine = programme.row(session_id, person_id), own(session_id, person_id)
    is_welcome = rules.is_welcome(row.session, roles(person_id))
    return Standing(
        row,
        mine,
        _ahead(mine) if mine and mine.state == WAITING else 0,
        is_welcome,
        person_id,
    )


def held(session_id: int) -> InspirationSession:
    """A session that is shown, held until the unit of work ends: whoever changes who comes waits here."""
    found = db.session.scalar(
        select(InspirationSession)
        .where(InspirationSession.id == session_id, InspirationSession.state != DRAFT)
        .with_for_update()
    )
    if found is None:
        raise NotFound
    return found


def own(session_id: int, person_id: int) -> Registration | None:
    """The registration of a person for a session."""
    return db.session.scalar(
        select(Registration)
        .where(Registration.session_id == session_id, Registration.person_id == person_id)
        .execution_options(populate_existing=True)
    )


def seats(session_id: int) -> set[int]:
    """The seats that are given away or held."""
    found = select(Registration.seat).where(
        Registration.session_id == session_id, Registration.seat.is_not(None)
    )
    return {seat for seat in db.session.scalars(found) if seat}


def registered(session_id: int) -> int:
    """How many come, have an offer, or wait."""
    live = Registration.state.in_((*SEATED, WAITING))
    found = select(func.count()).where(Registration.session_id == session_id, live)
    return db.session.scalar(found) or 0


def seated(session_id: int) -> dict[int, Registration]:
    """Who has which seat."""
    found = select(Registration).where(Registration.session_id == session_id, Registration.seat.is_not(None))
    return {each.seat: each for each in db.session.scalars(found) if each.seat}


def waiting(session_id: int) -> list[Registration]:
    """Who waits, in order."""
    found = select(Registration).where(Registration.session_id == session_id, Registration.state == WAITING)
    return list(db.session.scalars(found.order_by(Registration.asked_at, Registration.id)))


def lapsed(session_id: int, now: datetime) -> list[Registration]:
    """Whose time to answer is over."""
    found = select(Registration).where(
        Registration.session_id == session_id,
        Registration.state == OFFERED,
        Registration.offered_until <= now,
    )
    return list(db.session.scalars(found))


def overdue(now: datetime) -> list[int]:
    """The sessions in which somebody's time to answer is over."""
    found = select(Registration.session_id).where(
        Registration.state == OFFERED, Registration.offered_until <= now
    )
    return sorted(set(db.session.scalars(found)))


def counts(session_id: int) -> dict[str, int]:
    """How many are in each state, and how many came in."""
    found = db.session.execute(
        select(Registration.state, Registration.came_at).where(Registration.session_id == session_id)
    ).all()
    states = {state: sum(1 for each, _came in found if each == state) for state in (*SEATED, WAITING)}
    return states | {"came": sum(1 for _state, came in found if came)}


def names(session_id: int, but: int | None = None) -> list[str]:
    """Who comes and lets others read it; of students only the first name."""
    found = (
        select(Person, StudentProfile.person_id)
        .join(Registration, Registration.person_id == Person.id)
        .outerjoin(StudentProfile, StudentProfile.person_id == Person.id)
        .where(
            Registration.session_id == session_id,
            Registration.state == SIGNED_UP,
            Registration.show_name,
            Registration.person_id != (but or 0),
        )
    )
    shown = (person.first_name if student else person.name for person, student in db.session.execute(found))
    return sorted(shown)


def mine(person_id: int) -> Iterator[Registration]:
    """Where a person comes, waits or has an offer, by time."""
    found = (
        select(Registration)
        .join(Registration.session)
        .options(contains_eager(Registration.session))
        .where(Registration.person_id == person_id, Registration.state.in_((*SEATED, WAITING)))
    )
    return iter(db.session.scalars(found.order_by(InspirationSession.starts_at, InspirationSession.id)))


def _ahead(entry: Registration) -> int:
    return next(index for index, each in enumerate(waiting(entry.session_id)) if each.id == entry.id)
