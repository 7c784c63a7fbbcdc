"""The square of today for organisers: drawn anew in numbers when anything changed, at most once a second."""

from typing import Any

from flask import Flask

from app import clock, live
from app.db import after_commit
from fair.facts import (
    AttendanceMarked,
    BookingCancelled,
    BookingMoved,
    BoothChanged,
    FairChanged,
    OfferClosed,
    OutcomeRecorded,
    QueueChanged,
    RosterChanged,
    SlotBooked,
    SlotOffered,
    TalkExtended,
    TalkHandedOver,
    WalkInBegan,
)
from fair.queries import fairs as queries
from fair.queries import lobby, square
from region.queries import is_organiser

BOOKINGS = (BookingCancelled, BookingMoved, SlotBooked, TalkHandedOver)
TALKS = (AttendanceMarked, OutcomeRecorded)
BOOTHS = (BoothChanged, QueueChanged, RosterChanged, SlotOffered, OfferClosed, TalkExtended, WalkInBegan)
PARTS = ("organiser/_today.html", "board/_square.html", "board/_lists.html", "board/_help.html")


@live.admits("organiser-booth")
@live.admits("organiser")
def only_organisers(_number: int, person_id: int | None) -> bool:
    """The square in numbers, and one booth of it, are for those who organise."""
    return is_organiser(person_id)


def booking_changed(fact: Any) -> None:
    """A talk was booked, moved or cancelled."""
    changed.add(fact.fair_id)


def talk_changed(fact: Any) -> None:
    """A talk was held."""
    changed.add(queries.fair_of_booking(fact.booking_id))


def booth_changed(fact: Any) -> None:
    """A booth or its times changed."""
    changed.add(queries.fair_of_booth(fact.booth_id))


@after_commit(FairChanged)
def fair_changed(fact: FairChanged) -> None:
    """The fair itself changed."""
    changed.add(fact.fair_id)


def draw(fair_ids: set[int]) -> None:
    """Draw the squares of these fairs for whoever watches them."""
    for fair_id in fair_ids:
        rooms = {f"organiser-booth:{booth_id}" for booth_id in lobby.booth_ids(fair_id)}
        watched = {room for room in rooms if live.is_watched(room)}
        if watched or live.is_watched(_room(fair_id)):
            _draw(square.today(queries.fair(fair_id), clock.now()), watched)


def _draw(today: square.Today, watched: set[str]) -> None:
    for part in PARTS:
        live.patch(_room(today.fair.id), part, today=today)
    for stall in today.stalls:
        room = f"organiser-booth:{stall.booth.id}"
        if room in watched:
            live.patch(room, "board/_stall.html", stall=stall, now=today.at)


def _room(fair_id: int) -> str:
    return f"organiser:{fair_id}"


changed = live.Gathered(draw)

for fact in BOOKINGS:
    after_commit(fact)(booking_changed)
for kind in TALKS:
    after_commit(kind)(talk_changed)
for thing in BOOTHS:
    after_commit(thing)(booth_changed)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guard and the listeners are in place."""
