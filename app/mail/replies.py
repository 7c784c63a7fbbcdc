"""Replies of calendars to our invitations: what they may bring about, which is a question and nothing more.

Anybody can write a letter that says it comes from her, so no reply changes what is booked. Who says no in her
calendar is asked to cancel on the site; who proposes another time reads where to choose one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from typing import Any

from flask import current_app

from app.db import action
from app.ical.replies import ACCEPTED, COUNTER, DECLINED, RUBBISH, Reply, Unreadable, read_reply
from app.mail.letters import Draft, forget, write

# A reply of a real calendar has three or four parts. Reading one made of thousands would hold up everybody.
MOST_BOUNDARIES, MOST_PARTS = 12, 50


@dataclass(frozen=True)
class Invited:
    """Whose appointment it is, and how it stands now; `said` is what letters on it are made of.

    `is_on`: it is not called off. After `until` there is nothing to ask any more.
    """

    person_id: int
    sequence: int
    is_on: bool
    until: datetime
    said: dict[str, Any]


Reader = Callable[[str, str], Invited | None]

_readers: dict[str, Reader] = {}


def are_read() -> bool:
    """Whether somebody reads replies, so that invitations may ask for one."""
    return bool(current_app.config["IMAP_HOST"])


def reads(name: str) -> Callable[[Reader], Reader]:
    """Let a package say whose appointment it is, by the uid before the @ and the address of who was invited.

    It puts two kinds of letters into words: `<name>-declined` and `<name>-countered`.
    """
    return lambda read: _readers.setdefault(name, read)


def reply_in(message: bytes) -> Reply:
    """The reply in a letter; raises Unreadable when there is not exactly one."""
    if message.lower().count(b"boundary") > MOST_BOUNDARIES or message.count(b"\n--") > MOST_PARTS:
        raise Unreadable("too many parts")
    try:
        part = _calendar_in(message_from_bytes(message))
        body, method = part.get_payload(decode=True), part.get_param("method")
    except Unreadable:
        raise
    except RUBBISH as error:
        raise Unreadable(f"no letter ({type(error).__name__})") from None
    reply = read_reply(body if isinstance(body, bytes) else b"")
    if method is not None and str(method).upper() != reply.method:
        raise Unreadable("another method outside than inside")
    return reply


def _calendar_in(message: Message) -> Message:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    if len(parts) != 1:
        raise Unreadable("more than one calendar" if parts else "no calendar")
    return parts[0]


@action
def take(*, reply: Reply, now: datetime) -> str:
    """Ask back what a reply gives reason to ask, once for each version of an invitation; says what it was."""
    name, invited = _invited(reply)
    if reply.sequence != invited.sequence or not invited.is_on or invited.until <= now:
        return "out of date"
    about = f"reply:{name}:{invited.person_id}:{_own(reply.uid)}"
    if reply.method == COUNTER:
        return _ask("countered", name, invited, about, now)
    if reply.answer == DECLINED:
        return _ask("declined", name, invited, about, now)
    forget(about)  # she thought better of it before she was asked
    return "accepted" if reply.answer == ACCEPTED else "undecided"


def _invited(reply: Reply) -> tuple[str, Invited]:
    for name, read in _readers.items():
        invited = read(_own(reply.uid), reply.address)
        if invited:
            return name, invited
    raise Unreadable("no appointment of this address")


def _own(uid: str) -> str:
    return uid.partition("@")[0]


def _ask(what: str, name: str, invited: Invited, about: str, now: datetime) -> str:
    letter = Draft(
        kind=f"{name}-{what}",
        person_id=invited.person_id,
        said=invited.said,
        about=about,
        key=f"{what}:{about}:{invited.sequence}",
        until=invited.until,
    )
    write(now, letter)
    return what
