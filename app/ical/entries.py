"""One thing in a calendar, and how it is written: moments in UTC, so that no client reads another hour."""

from dataclasses import dataclass
from datetime import date, datetime

from icalendar import Conference, Event, vUri

from app.ical.text import address, plain


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar; `uid` and `sequence` let clients replace what they read before.

    `sequence` rises with the time, the place or the state, and with nothing else. Dates instead of moments
    are whole days, of which the last is not counted. What is not `busy` leaves the time free.
    """

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: date
    ends_at: date
    summary: str
    description: str
    place: str
    link: str = ""
    link_label: str = ""
    cancelled: bool = False
    busy: bool = True


def event(entry: Entry) -> Event:
    """The entry in the words of a calendar."""
    made = Event()
    made.add("uid", plain(entry.uid))
    made.add("sequence", entry.sequence)
    made.add("dtstamp", entry.changed_at)
    made.add("last-modified", entry.changed_at)
    made.add("dtstart", entry.starts_at)
    made.add("dtend", entry.ends_at)
    made.add("summary", plain(entry.summary))
    made.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if not entry.busy:
        made.add("transp", "TRANSPARENT")
    _add_place(made, entry)
    return made


def where(entry: Entry) -> str:
    """The link, or else the place in words."""
    return address(entry.link) or plain(entry.place)


def what(entry: Entry) -> str:
    """The text with the link below it: few clients know a field for links, so it stands where all look."""
    return "\n".join(filter(None, [plain(entry.description), address(entry.link)]))


def is_whole_day(entry: Entry) -> bool:
    """Whether it has days instead of moments."""
    return not isinstance(entry.starts_at, datetime)


def _add_place(made: Event, entry: Entry) -> None:
    made.add("location", where(entry))
    made.add("description", what(entry))
    link = address(entry.link)
    if link:
        made.add("url", vUri(link))
        made.conferences = [Conference(link, feature="VIDEO", label=plain(entry.link_label) or None)]
