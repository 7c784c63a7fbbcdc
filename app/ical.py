"""Calendar files that real clients read right: UTC times, no method, the same bytes for the same rows."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request
from icalendar import Calendar, Conference, Event, vUri
from werkzeug.wrappers import Response as AnyResponse

LINE_BREAKS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
NOT_FOR_FILES = {"Cc", "Cs", "Zl", "Zp"}  # control characters, half characters, line and paragraph signs


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar; `uid` and `sequence` let clients replace what they read before."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    place: str
    link: str = ""
    link_label: str = ""
    cancelled: bool = False


def calendar(entries: Iterable[Entry], maker: str) -> bytes:
    """The text of a calendar file; `maker` is the name of the site."""
    made = Calendar()
    made.add("prodid", f"-//{plain(maker)}//Stagepact//NL")
    made.add("version", "2.0")
    for entry in entries:
        made.add_component(_event(entry))
    return made.to_ical()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", plain(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", plain(entry.summary))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    link = address(entry.link)
    # Few clients know CONFERENCE, so the link stands where everybody looks too.
    event.add("location", link or plain(entry.place))
    event.add("description", "\n".join(filter(None, [plain(entry.description), link])))
    if link:
        event.add("url", vUri(link))
        event.conferences = [Conference(link, feature="VIDEO", label=plain(entry.link_label) or None)]
    return event


def plain(text: str) -> str:
    """Text without anything that could end a line early or that cannot be written."""
    for sign in LINE_BREAKS:
        text = text.replace(sign, "\n")
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in NOT_FOR_FILES)


def address(link: str) -> str:
    """The link if it is an https address in one piece, or nothing."""
    is_whole = "".join(plain(link).split()) == link
    return link if is_whole and link.startswith("https://") else ""


def answer(body: bytes, name: str) -> AnyResponse:
    """A calendar file to download; a browser that has these bytes already gets none."""
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(hashlib.sha256(body).hexdigest())
    return response.make_conditional(request)
