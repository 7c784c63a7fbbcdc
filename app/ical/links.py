"""Addresses of web calendars that open with an entry filled in; what they keep is a copy."""

from datetime import UTC, date, datetime
from urllib.parse import urlencode

from app.ical.entries import Entry, is_whole_day, what, where
from app.ical.text import plain

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/action/compose"
OUTLOOK_AT_WORK = "https://outlook.office.com/calendar/0/action/compose"


def google(entry: Entry) -> str:
    """The page of Google Calendar that adds the entry."""
    span = f"{_compact(entry.starts_at)}/{_compact(entry.ends_at)}"
    said = {"text": plain(entry.summary), "dates": span, "details": what(entry), "location": where(entry)}
    return f"{GOOGLE}?{urlencode({'action': 'TEMPLATE'} | said)}"


def outlook(entry: Entry) -> str:
    """The page of Outlook.com that adds the entry."""
    return f"{OUTLOOK}?{_outlook(entry)}"


def outlook_at_work(entry: Entry) -> str:
    """The page of Outlook at a school or a company that adds the entry."""
    return f"{OUTLOOK_AT_WORK}?{_outlook(entry)}"


def _outlook(entry: Entry) -> str:
    said = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": plain(entry.summary),
        "startdt": _long(entry.starts_at),
        "enddt": _long(entry.ends_at),
        "body": what(entry),
        "location": where(entry),
    }
    return urlencode(said | ({"allday": "true"} if is_whole_day(entry) else {}))


def _compact(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}"


def _long(moment: date) -> str:
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return moment.isoformat()
