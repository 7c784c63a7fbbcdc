"""The roster of a booth as a table: a row per hour, a column per member of staff."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.clock import local
from app.db import db
from app.people import Person
from fair.models import FREE, LIVE_BOOKING, Booking, Booth, Pause, Shift, Slot
from fair.queries.fairs import found_or_gone
from fair.queries.roster import shifts


@dataclass(frozen=True)
class Bar:
    """A time in the table: free, booked, over or blocked; who comes, or why nobody can.

    A group talk has a title and seats.
    """

    starts_at: datetime
    ends_at: datetime
    state: str
    talks: list[Booking]
    reason: str = ""
    title: str = ""
    seats: int = 1


@dataclass(frozen=True)
class Hour:
    """An hour, and what each member of staff has in it."""

    at: datetime
    cells: list[list[Bar]]


@dataclass(frozen=True)
class Timetable:
    """All times of a booth: a column per member of staff."""

    staff: list[Person]
    hours: list[Hour]


def roster(booth_id: int, now: datetime) -> dict[str, Any]:
    """All that the page of a roster shows of its blocks and times; `version` rises with time."""
    return {
        "booth": found_or_gone(db.session.get(Booth, booth_id)),
        "shifts": shifts(booth_id),
        "table": timetable(booth_id, now),
        "version": int(now.timestamp() * 1000),
    }


def timetable(booth_id: int, now: datetime) -> Timetable:
    """The times of a booth by hour and person."""
    bars: dict[tuple[datetime, int], list[Bar]] = defaultdict(list)
    people: dict[int, Person] = {}
    for person, bar in sorted(_slots(booth_id, now) + _pauses(booth_id), key=lambda each: each[1].starts_at):
        people[person.id] = person
        bars[(_hour(bar.starts_at), person.id)].append(bar)
    staff = sorted(people.values(), key=lambda person: (person.first_name, person.id))
    hours = sorted({hour for hour, _person_id in bars})
    return Timetable(staff, [Hour(hour, [bars[(hour, each.id)] for each in staff]) for hour in hours])


def _slots(booth_id: int, now: datetime) -> list[tuple[Person, Bar]]:
    found = select(Slot).where(Slot.booth_id == booth_id, Slot.state == FREE).options(joinedload(Slot.staff))
    live = select(Booking).where(Booking.booth_id == booth_id, Booking.state.in_(LIVE_BOOKING))
    talks: dict[int, list[Booking]] = defaultdict(list)
    for talk in db.session.scalars(live.options(joinedload(Booking.person)).order_by(Booking.seat)):
        talks[talk.slot_id].append(talk)

    def bar(slot: Slot) -> Bar:
        idle = "over" if slot.starts_at <= now else "free"
        state, here = ("booked" if talks[slot.id] else idle), talks[slot.id]
        return Bar(slot.starts_at, slot.ends_at, state, here, title=slot.title, seats=slot.seats)

    return [(slot.staff, bar(slot)) for slot in db.session.scalars(found)]


def _pauses(booth_id: int) -> list[tuple[Person, Bar]]:
    standing = select(Slot.shift_id).where(Slot.booth_id == booth_id, Slot.state == FREE)
    found = select(Pause).join(Pause.shift).where(Shift.id.in_(standing))
    rows = db.session.scalars(found.options(joinedload(Pause.shift).joinedload(Shift.staff)))
    return [
        (each.shift.staff, Bar(each.starts_at, each.ends_at, "blocked", [], each.reason)) for each in rows
    ]


def _hour(moment: datetime) -> datetime:
    shown = local(moment)
    return moment.replace(minute=0, second=0, microsecond=0) if shown.minute == moment.minute else moment
