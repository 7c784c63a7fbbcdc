"""What is read of the chat in the room of a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.db import db
from app.errors import NotFound
from region.chat import SHOWN
from sessions.models.chat import SessionMessage, SessionMute
from sessions.models.registration import Registration
from sessions.queries import room


@dataclass(frozen=True)
class Said:
    """A message, the first name of its author if others may read it, and whether she may not write."""

    message: SessionMessage
    name: str
    is_muted: bool


def last(session_id: int) -> list[Said]:
    """What was said last, oldest first."""
    found = _said(SessionMessage.session_id == session_id).order_by(SessionMessage.id.desc()).limit(SHOWN)
    return _with_names(found)[::-1]


def one(message_id: int) -> Said:
    """A message, for drawing it after a fact."""
    return _with_names(_said(SessionMessage.id == message_id))[0]


def _said(which: ColumnElement[bool]) -> Select:
    comes, muted = (
        and_(kind.session_id == SessionMessage.session_id, kind.person_id == SessionMessage.person_id)
        for kind in (Registration, SessionMute)
    )
    shows = or_(SessionMessage.by_moderator, func.coalesce(Registration.show_name, False))
    found = select(SessionMessage, shows, SessionMute.muted_at).join(SessionMessage.person)
    found = found.outerjoin(Registration, comes).outerjoin(SessionMute, muted)
    return found.where(which).options(contains_eager(SessionMessage.person))


def _with_names(found: Select) -> list[Said]:
    rows = db.session.execute(found.execution_options(populate_existing=True))
    return [
        Said(message, message.person.first_name if shows else "", muted_at is not None)
        for message, shows, muted_at in rows
    ]


def read(message_id: int, person_id: int, now: datetime) -> SessionMessage:
    """A message for who may read it."""
    found = _message(message_id)
    room.hall(found.session_id, person_id, now)
    return found


def moderated(message_id: int, person_id: int, now: datetime) -> SessionMessage:
    """A message for who keeps order; the session is held until the unit of work ends."""
    room.desk(_message(message_id).session_id, person_id, now, lock=True)
    return _message(message_id)


def _message(message_id: int) -> SessionMessage:
    found = db.session.get(SessionMessage, message_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def is_muted(session_id: int, person_id: int) -> bool:
    """Whether a person may not write in a room."""
    return db.session.get(SessionMute, (session_id, person_id), populate_existing=True) is not None


def lately(session_id: int, person_id: int, now: datetime) -> int:
    """How many messages a person wrote in a room in the last minute."""
    own = and_(SessionMessage.session_id == session_id, SessionMessage.person_id == person_id)
    found = select(func.count()).where(own, SessionMessage.said_at > now - timedelta(minutes=1))
    return db.session.scalar(found) or 0


def number_of(session_id: int, person_id: int) -> int:
    """Which writer of this room somebody is: the number she has, or else the next."""
    here = SessionMessage.session_id == session_id
    own = select(SessionMessage.number).where(here, SessionMessage.person_id == person_id).limit(1)
    most = select(func.coalesce(func.max(SessionMessage.number), 0)).where(here)
    return db.session.scalar(own) or db.session.scalars(most).one() + 1
