"""Replies of calendars to invitations (iTIP), read as what a stranger sent: small and plain, or not."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from icalendar import Calendar

REPLY, COUNTER = "REPLY", "COUNTER"
ACCEPTED, DECLINED = "ACCEPTED", "DECLINED"
LARGEST = 64 * 1024
HIGHEST_SEQUENCE = 2**31 - 1
WORD = re.compile(r"[!-~]{1,250}")  # in one piece, and nothing that a database or a log cannot hold
# What rubbish brings: values of the wrong kind, missing ones, lists where one was meant, bottomless nesting.
RUBBISH = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


class Unreadable(ValueError):
    """This is no reply that we can read; the text says why, and nothing of what stands in it."""


@dataclass(frozen=True)
class Reply:
    """What a calendar answers for its owner: to which invitation, and to which version of it.

    Anybody can write this. `address` is whose answer it says it is.
    """

    method: str
    uid: str
    sequence: int
    address: str
    answer: str


def read_reply(body: bytes) -> Reply:
    """The one reply in a calendar file; raises Unreadable for everything else."""
    if len(body) > LARGEST:
        raise Unreadable("the calendar is too large")
    try:
        return _reply(Calendar.from_ical(body))
    except Unreadable:
        raise
    except RUBBISH as error:
        raise Unreadable(f"no calendar ({type(error).__name__})") from None


def _reply(calendar: Any) -> Reply:
    method = str(_only(calendar, "METHOD")).upper()
    if method not in (REPLY, COUNTER):
        raise Unreadable("no reply, but another method")
    events = [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]
    if [event.name for event in events] != ["VEVENT"]:
        raise Unreadable("not one event")
    [event] = events
    if "RECURRENCE-ID" in event:
        raise Unreadable("one time of a series")
    attendee = _only(event, "ATTENDEE")
    return Reply(
        method=method,
        uid=_word(_only(event, "UID")),
        sequence=_sequence(event),
        address=_address(str(attendee)),
        answer=str(attendee.params.get("PARTSTAT", "")).upper(),
    )


def _only(part: Any, name: str) -> Any:
    value = part.get(name)
    if value is None or isinstance(value, list):
        raise Unreadable(f"not one {name}")
    return value


def _word(value: Any) -> str:
    if not WORD.fullmatch(str(value)):
        raise Unreadable("a name that cannot be one of ours")
    return str(value)


def _sequence(event: Any) -> int:
    number = int(_only(event, "SEQUENCE")) if "SEQUENCE" in event else 0
    if not 0 <= number <= HIGHEST_SEQUENCE:
        raise Unreadable("not a sequence")
    return number


def _address(attendee: str) -> str:
    scheme, _colon, rest = attendee.partition(":")
    address = unquote(rest)
    if scheme.lower() != "mailto" or address.count("@") != 1:
        raise Unreadable("no address")
    return _word(address).lower()
