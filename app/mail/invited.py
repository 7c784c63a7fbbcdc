"""What a letter carries for the calendar of its receiver: made when the letter is written.

So it says how things are at that commit, and a later letter has a higher sequence. It is there for who reads
letters in a worker too, where no request says what this site is called.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import force_locale

from app import ical
from app.mail.message import sender_address, site
from app.mail.replies import are_read
from app.people import Person


def site_host() -> str:
    """The name of this site, which makes the names of calendar entries unique in the world."""
    return urlsplit(site()).hostname or ""


def page_address(endpoint: str, **values: Any) -> str:
    """The whole address of a page."""
    return site() + current_app.url_map.bind("").build(endpoint, values)


def for_calendar(person: Person, made: Callable[[], ical.Entry], now: datetime) -> dict[str, Any]:
    """The calendar part of a draft to a person: an invitation, or its end when the entry is off.

    `made` is called in her language. Who has an address that no calendar can name gets a letter without it:
    that is no reason to refuse what the letter tells.
    """
    with force_locale(person.language):
        entry = made()
    guest = ical.Guest(person.email, person.name)
    try:
        part = _part(entry, guest, sender=sender_address(), maker=current_app.config["SITE_NAME"], now=now)
    except ValueError:
        return {}
    return {"calendar": part.body, "method": part.method}


def _part(entry: ical.Entry, guest: ical.Guest, **said: Any) -> ical.Invitation:
    if entry.cancelled:
        return ical.cancel(entry, guest, **said)
    return ical.invite(entry, guest, rsvp=are_read(), **said)
