"""The roster of a booth, live: blocks that colleagues change and times that students book."""

from typing import Any

from flask import Flask

from app import clock, live
from app.db import after_commit
from fair.facts import BookingCancelled, BookingMoved, RosterChanged, SlotBooked, TalkHandedOver
from fair.queries import desk, timetable
from region.queries import is_organiser

live.admits("roster")(desk.works_at)


@live.admits("roster-look")
def only_organisers(_booth_id: int, person_id: int | None) -> bool:
    """Who organises fills in rosters too, and reads no names of students."""
    return is_organiser(person_id)


def show(fact: Any) -> None:
    """The blocks and the times of a booth, for its staff and for who organises."""
    rooms = {f"roster:{fact.booth_id}": True, f"roster-look:{fact.booth_id}": False}
    watched = {room: names for room, names in rooms.items() if live.is_watched(room)}
    roster = timetable.roster(fact.booth_id, clock.now()) if watched else {}
    for room, names in watched.items():
        for part in ("roster/_blocks.html", "roster/_times.html"):
            live.patch(room, part, names=names, **roster)


for kind in (BookingCancelled, BookingMoved, RosterChanged, SlotBooked, TalkHandedOver):
    after_commit(kind)(show)


def init_app(app: Flask) -> None:
    """Loading this module is enough: guards and listeners are in place."""
