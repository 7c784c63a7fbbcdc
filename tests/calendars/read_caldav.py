"""Bring files into a Radicale and read them back through caldav, a line of JSON each.

Runs in an environment of its own: `python read_caldav.py FOLDER ADDRESS`. Files with one number before the
dash belong together: they come in one after the other, as a calendar program keeps them.
"""

import json
import sys
from collections import defaultdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import caldav
from icalendar import Calendar

WINDOW = {"start": datetime(2026, 1, 1, tzinfo=UTC), "end": datetime(2030, 1, 1, tzinfo=UTC)}


def main(folder, address):
    """Each case gets a calendar of its own."""
    home = caldav.DAVClient(address, username="matrix", password="matrix").principal()
    paths = sorted(Path(folder).glob("*.ics"))
    for number, files in groupby(paths, key=lambda path: path.name.split("-")[0]):
        calendar = home.make_calendar(name=f"Case {number}")
        for path in files:
            bring(calendar, path.read_bytes())
            found = [seen(event) for event in read(calendar)]
            said = {
                "reader": "Radicale",
                "name": path.name,
                "found": found,
                "entries": len(calendar.events()),
            }
            print(json.dumps(said), flush=True)


def bring(calendar, body):
    """Keep what a file has, one object for each name, without the method that only a letter has."""
    whole = Calendar.from_ical(body)
    parts = defaultdict(list)
    for event in whole.events:
        parts[event["UID"]].append(event)
    for events in parts.values():
        one = Calendar()
        for name in ("PRODID", "VERSION"):
            one[name] = whole[name]
        for part in [*whole.timezones, *events]:
            one.add_component(part)
        where = calendar.url.join(f"{parts_name(events)}.ics")
        calendar.client.put(str(where), one.to_ical(), {"Content-Type": "text/calendar; charset=utf-8"})


def parts_name(events):
    """The name of the object that these make up; what has that name already is replaced."""
    return quote(str(events[0]["UID"]), safe="")


def read(calendar):
    """Every time of every entry, as the server itself works series out."""
    for event in calendar.search(event=True, server_expand=True, **WINDOW):
        yield from event.icalendar_instance.events


def seen(event):
    """One time, in the same words as the other readers."""
    return {
        "uid": event["UID"],
        "start": written(event.decoded("DTSTART")),
        "end": written(event.decoded("DTEND")),
        "state": event["STATUS"],
        "title": str(event["SUMMARY"]),
        "sequence": int(event["SEQUENCE"]),
    }


def written(moment):
    """A moment in UTC, or a date."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


if __name__ == "__main__":
    main(*sys.argv[1:])
