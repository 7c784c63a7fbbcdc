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
from fair.queries import square
from region.queries import is_organiser

BOOKINGS = (BookingCancelled, BookingMoved, SlotBooked, TalkHandedOver)
TALKS = (AttendanceMarked, OutcomeRecorded)
BOOTHS = (BoothChanged, QueueChanged, RosterChanged, SlotOffered, OfferClosed, TalkExtended, WalkInBegan)
PARTS = ("organiser/_today.html", "board/_square.html", "board/_lists.html", "board/_help.html")


@live.admits("organiser")
def only_organisers(_fair_id: int, person_id: int | None) -> bool:
    """The square in numbers is for those who organise."""
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
        if live.is_watched(_room(fair_id)):
            today = square.today(queries.fair(fair_id), clock.now())
            for part in PARTS:
                live.patch(_room(fair_id), part, today=today)


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
