"""The chat of a session: people write, who moderates keeps order, and in the end all goes."""

from datetime import datetime

from sqlalchemy import delete, select

from app.db import action, announce, db
from region.chat import KEPT
from sessions.facts import MessageChanged, WriterMuted
from sessions.models.chat import SessionMessage, SessionMute
from sessions.models.session import InspirationSession
from sessions.queries import chat as queries
from sessions.queries import room
from sessions.rules import chat as rules


@action
def say(*, session_id: int, text: str, person_id: int, now: datetime) -> int:
    """Write something; returns the id of the message."""
    hall = room.hall(session_id, person_id, now, lock=True)
    is_muted, lately = queries.is_muted(session_id, person_id), queries.lately(session_id, person_id, now)
    rules.check_say(text, takes_part=hall.takes_part, is_muted=is_muted, lately=lately)
    number = queries.number_of(session_id, person_id)
    who = {"session_id": session_id, "person_id": person_id, "number": number, "by_moderator": hall.moderates}
    message = SessionMessage(text=text, said_at=now, **who)
    db.session.add(message)
    db.session.flush()
    announce(MessageChanged(message.id, session_id))
    return message.id


@action
def remove_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """Take a message away; all see that one was removed."""
    message = queries.moderated(message_id, person_id, now)
    message.removed_at = message.removed_at or now
    announce(MessageChanged(message_id, message.session_id))


@action
def report_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """Ask who keeps order to look at a message."""
    message = queries.read(message_id, person_id, now)
    message.reported_at = message.reported_at or now
    announce(MessageChanged(message_id, message.session_id))


@action
def keep_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """Let a reported message stand."""
    message = queries.moderated(message_id, person_id, now)
    message.reported_at = None
    announce(MessageChanged(message_id, message.session_id))


@action
def mute_author(*, message_id: int, person_id: int, now: datetime) -> None:
    """Who wrote this may not write in this room any more."""
    message = queries.moderated(message_id, person_id, now)
    rules.check_mute(message)
    if not queries.is_muted(message.session_id, message.person_id):
        db.session.add(SessionMute(session_id=message.session_id, person_id=message.person_id, muted_at=now))
    announce(WriterMuted(message.session_id, message.person_id))


@action
def unmute_author(*, message_id: int, person_id: int, now: datetime) -> None:
    """Who wrote this may write in this room again."""
    message = queries.moderated(message_id, person_id, now)
    here = SessionMute.session_id == message.session_id
    db.session.execute(delete(SessionMute).where(here, SessionMute.person_id == message.person_id))
    announce(WriterMuted(message.session_id, message.person_id))


@action
def forget_chats(*, now: datetime) -> int:
    """Take away what was said in sessions that ended four weeks ago; returns how many messages."""
    over = select(InspirationSession.id).where(InspirationSession.ends_at < now - KEPT)
    db.session.execute(delete(SessionMute).where(SessionMute.session_id.in_(over)))
    gone = delete(SessionMessage).where(SessionMessage.session_id.in_(over)).returning(SessionMessage.id)
    return len(list(db.session.scalars(gone)))
