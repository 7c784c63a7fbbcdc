"""Whole calendars: a file to take along, and a feed that calendars read again by themselves."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Component

from app.ical.entries import Entry, event
from app.ical.series import Series, timezone
from app.ical.text import plain

READ_AGAIN_AFTER = timedelta(hours=1)

Entries = Iterable[Entry | Series]


@dataclass(frozen=True)
class Feed:
    """A calendar with a name that others subscribe to."""

    name: str
    entries: Sequence[Entry | Series]

    @property
    def changed_at(self) -> datetime | None:
        """When anything in it last changed."""
        return max((each.changed_at for each in self.entries), default=None)


def calendar(entries: Entries, maker: str) -> bytes:
    """The text of a calendar file; `maker` is the name of the site."""
    return filled(entries, maker).to_ical()


def feed(made: Feed, maker: str) -> bytes:
    """The text of a feed: no method and no name of its own by which readers would take it for one thing."""
    return _feed(made, maker).to_ical()


def as_json(made: Feed, maker: str) -> bytes:
    """The same feed as jCal (RFC 7265)."""
    return json.dumps(_feed(made, maker).to_jcal(), ensure_ascii=False).encode()


def filled(entries: Entries, maker: str) -> Calendar:
    """A calendar with these entries, and with the rules of our clock when a series needs them."""
    made = Calendar()
    made.add("prodid", f"-//{plain(maker)}//Stagepact//NL")
    made.add("version", "2.0")
    parts: list[Component] = []
    for entry in entries:
        parts += entry.events() if isinstance(entry, Series) else [event(entry)]
    if any("TZID" in part["DTSTART"].params for part in parts):
        made.add_component(timezone())
    for part in parts:
        made.add_component(part)
    return made


def _feed(made: Feed, maker: str) -> Calendar:
    name = plain(made.name)
    shell = filled(made.entries, maker)
    shell.add("name", name)
    shell.add("x-wr-calname", name)
    shell.add("refresh-interval", READ_AGAIN_AFTER)
    shell["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # the standard wants it said
    shell.add("x-published-ttl", "PT1H")
    return shell
