"""The chat of a booth: people write, staff and organisers keep order, and in the end all of it goes."""

from datetime import datetime

from sqlalchemy import delete, select

from app.db import action, announce, db
from app.errors import NotFound
from fair.facts import ChatChanged, ChatMuted, ChatSaid
from fair.models import Booth, Fair
from fair.models.chat import ChatMessage, ChatMute, ChatVerdict
from fair.queries import chat as queries
from fair.queries import lobby
from fair.queries.desk import works_at
from fair.queries.fairs import check_organiser
from fair.rules import chat as rules
from region.chat import KEPT
from region.queries import student


@action
def say(*, booth_id: int, text: str, person_id: int, now: datetime) -> int:
    """A student asks, or staff of the booth answer; returns the id of the message."""
    fair = lobby.booth(booth_id).fair
    by_staff = works_at(booth_id, person_id)
    if not by_staff and student(person_id) is None:
        raise NotFound
    is_muted, lately = queries.is_muted(booth_id, person_id), queries.lately(booth_id, person_id, now)
    rules.check_say(fair, text, is_muted=is_muted, lately=lately, now=now)
    message = ChatMessage(booth_id=booth_id, person_id=person_id, by_staff=by_staff, text=text, said_at=now)
    db.session.add(message)
    db.session.flush()
    announce(ChatSaid(message.id, booth_id))
    return message.id


@action
def remove_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """Staff of the booth or an organiser take a message away; all see that one was removed."""
    message = queries.moderated_message(message_id, person_id)
    _decide(message, person_id, now, stays=False)
    message.removed_at = message.removed_at or now
    announce(ChatChanged(message_id, message.booth_id))


@action
def report_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """Somebody asks the organisers to look at a message."""
    message = queries.read_message(message_id, person_id)
    message.reported_at = message.reported_at or now
    announce(ChatChanged(message_id, message.booth_id))


@action
def keep_message(*, message_id: int, person_id: int, now: datetime) -> None:
    """An organiser looked at a reported message, and lets it stand."""
    check_organiser(person_id)
    message = queries.message(message_id)
    _decide(message, person_id, now, stays=True)
    message.reported_at = None
    announce(ChatChanged(message_id, message.booth_id))


@action
def mute_author(*, message_id: int, person_id: int, now: datetime) -> None:
    """Who wrote this may not write at this booth any more."""
    message = queries.moderated_message(message_id, person_id)
    rules.check_mute(message)
    if not queries.is_muted(message.booth_id, message.person_id):
        db.session.add(ChatMute(booth_id=message.booth_id, person_id=message.person_id, muted_at=now))
    announce(ChatMuted(message.booth_id, message.person_id))


@action
def unmute_author(*, message_id: int, person_id: int, now: datetime) -> None:
    """Who wrote this may write at this booth again."""
    message = queries.moderated_message(message_id, person_id)
    own = (ChatMute.booth_id == message.booth_id) & (ChatMute.person_id == message.person_id)
    db.session.execute(delete(ChatMute).where(own))
    announce(ChatMuted(message.booth_id, message.person_id))


@action
def forget_chats(*, now: datetime) -> int:
    """Take away what was said at fairs that ended four weeks ago; returns how many messages."""
    over = select(Booth.id).join(Booth.fair).where(Fair.ends_at < now - KEPT)
    db.session.execute(delete(ChatMute).where(ChatMute.booth_id.in_(over)))
    gone = delete(ChatMessage).where(ChatMessage.booth_id.in_(over)).returning(ChatMessage.id)
    return len(list(db.session.scalars(gone)))


def _decide(message: ChatMessage, person_id: int, now: datetime, *, stays: bool) -> None:
    """Keep what was decided on a reported message, of two people at one moment only the first."""
    db.session.refresh(message, with_for_update={"of": ChatMessage})
    if message.reported_at and not message.removed_at:
        db.session.add(ChatVerdict(message_id=message.id, person_id=person_id, stays=stays, decided_at=now))
