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
    """A booth whose blocks or times changed; told within a second, since many book in the first minute."""
    if any(map(live.is_watched, _rooms(fact.booth_id))):
        rosters.add(fact.booth_id)


def draw(booth_ids: set[int]) -> None:
    """The blocks and the times of these booths, for their staff and for who organises."""
    for booth_id in booth_ids:
        roster = timetable.roster(booth_id, clock.now())
        for room, names in _rooms(booth_id).items():
            for part in ("roster/_blocks.html", "roster/_times.html"):
                live.patch(room, part, names=names, **roster)


def _rooms(booth_id: int) -> dict[str, bool]:
    """Who looks at the roster of a booth, and whether they read who comes."""
    return {f"roster:{booth_id}": True, f"roster-look:{booth_id}": False}


rosters = live.Gathered(draw)

for kind in (BookingCancelled, BookingMoved, RosterChanged, SlotBooked, TalkHandedOver):
    after_commit(kind)(show)


def init_app(app: Flask) -> None:
    """Loading this module is enough: guards and listeners are in place."""
