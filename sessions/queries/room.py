"""The live room of a session as one person finds it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.errors import NotFound
from region.queries import roles
from sessions.kinds import DRAFT
from sessions.models.moderator import Moderator
from sessions.models.session import InspirationSession
from sessions.queries import signup
from sessions.rules import room as rules


@dataclass(frozen=True)
class Hall:
    """A session and what a person may do in its room."""

    session: InspirationSession
    person_id: int
    came: bool
    moderates: bool
    takes_part: bool


def hall(session_id: int, person_id: int, now: datetime, lock: bool = False) -> Hall:
    """The room of a session that this person may enter; held until the unit of work ends with `lock`."""
    session = signup.held(session_id) if lock else _shown(session_id)
    came = rules.has_come_in(signup.own(session_id, person_id))
    moderates = rules.may_moderate(roles(person_id), is_appointed(session_id, person_id))
    if not rules.may_read(session, came, moderates, now):
        raise NotFound
    takes_part = rules.may_take_part(session, came, moderates, now)
    return Hall(session, person_id, came, moderates, takes_part)


def desk(session_id: int, person_id: int, now: datetime, lock: bool = False) -> Hall:
    """The same for who keeps order there; for others there is nothing here."""
    found = hall(session_id, person_id, now, lock)
    if not found.moderates:
        raise NotFound
    return found


def is_appointed(session_id: int, person_id: int) -> bool:
    """Whether an organiser has appointed this person for this session."""
    return db.session.get(Moderator, (session_id, person_id), populate_existing=True) is not None


def _shown(session_id: int) -> InspirationSession:
    found = select(InspirationSession).where(
        InspirationSession.id == session_id, InspirationSession.state != DRAFT
    )
    session = db.session.scalar(found.execution_options(populate_existing=True))
    if session is None:
        raise NotFound
    return session
