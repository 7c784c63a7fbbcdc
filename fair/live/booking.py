"""Booking over the line: the commands, and what is drawn for whom when a slot changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.errors import Refused
from app.once import once_by
from fair.actions import booking as actions
from fair.facts import (
    AttendanceMarked,
    BookingCancelled,
    BookingMoved,
    BoothChanged,
    FairChanged,
    RosterChanged,
    SlotBooked,
    TalkExtended,
    TalkHandedOver,
)
from fair.forms.booking import BookForm, BookingForm, CancelForm, MoveForm
from fair.models import Slot
from fair.queries import booking as queries
from fair.queries import free_times, lobby, my_day
from fair.queries import slot as slot_queries
from fair.rules import booking as rules

Said = dict[str, Any]


@live.command("slot:book", BookForm)
def book(person_id: int, form: BookForm) -> Said:
    """Book a time."""
    slot_id, question = form.slot_id.data, form.question.data
    with _explained(slot_id, person_id, question):
        booking_id = once_by(form, actions.book_slot, person_id, slot_id=slot_id, question=question)
    return _booked(booking_id)


@live.command("booking:move", MoveForm)
def move(person_id: int, form: MoveForm) -> Said:
    """Move a talk to another time."""
    ids = {"booking_id": form.booking_id.data, "slot_id": form.slot_id.data}
    with _explained(ids["slot_id"], person_id):
        booking_id = once_by(form, actions.move_booking, person_id, **ids)
    return _booked(booking_id)


@live.command("booking:undo", BookingForm)
def undo(person_id: int, form: BookingForm) -> Said:
    """Take back what was booked a moment ago, and choose again."""
    booking_id = once_by(form, actions.undo_booking, person_id, booking_id=form.booking_id.data)
    booth_id = queries.own_booking(booking_id, person_id).booth_id
    back = url_for("fair.booth", booth_id=booth_id, _anchor="choose")
    return {"notice": _("Undone. The time is free for somebody else."), "go": back}


@live.command("booking:cancel", CancelForm)
def cancel(person_id: int, form: CancelForm) -> Said:
    """Call a talk off."""
    said = {"reason": form.reason.data or "", "words": form.words.data}
    once_by(form, actions.cancel_booking, person_id, booking_id=form.booking_id.data, **said)
    return {"notice": _("The talk is off. The time is free for somebody else."), "go": url_for("fair.my_day")}


def _booked(booking_id: int) -> Said:
    booth_id, slot_id, starts_at, staff = queries.ticket(booking_id)
    there = url_for("fair.booth", booth_id=booth_id, tijd=slot_id, _anchor="sheet")
    return {"notice": rules.booked_words(starts_at, staff, clock.now()), "go": there}


@contextmanager
def _explained(slot_id: int, person_id: int, question: str = "") -> Iterator[None]:
    """When it is refused, the open sheet shows what is possible instead; the question stays."""
    try:
        yield
    except Refused:
        now = clock.now()
        look = partial(slot_queries.sheet, slot_id, person_id, now)
        live.patch(
            f"person:{person_id}", "fair/_sheet.html", look=look, question=question, now=now, rules=rules
        )
        raise


@after_commit(SlotBooked)
def show_booked(fact: SlotBooked) -> None:
    """A slot is taken: for everybody, and as her own for who took it."""
    _show(fact.booking_id, fact.slot_id)


@after_commit(BookingMoved)
def show_moved(fact: BookingMoved) -> None:
    """One slot is free again, another is taken."""
    _show(fact.booking_id, fact.from_slot_id, fact.to_slot_id)


@after_commit(TalkHandedOver)
def show_handed_over(fact: TalkHandedOver) -> None:
    """A talk is with a colleague now."""
    _show(fact.booking_id, fact.from_slot_id, fact.to_slot_id)


@after_commit(BookingCancelled)
def show_cancelled(fact: BookingCancelled) -> None:
    """A slot is free again."""
    _show(fact.booking_id, fact.slot_id)


@after_commit(AttendanceMarked)
def show_attendance(fact: AttendanceMarked) -> None:
    """Whether she was there stands in her day."""
    _show_day(queries.booking(fact.booking_id).person_id)


@after_commit(TalkExtended)
def show_longer(fact: TalkExtended) -> None:
    """Until when her talk lasts stands in her day."""
    _show_day(queries.booking(fact.booking_id).person_id)


def _show(booking_id: int, *slot_ids: int) -> None:
    booking, now = queries.booking(booking_id), clock.now()
    for slot_id in slot_ids:
        own = booking.is_live and booking.slot_id == slot_id and not booking.slot.is_group
        slot = booking.slot if own else slot_queries.slot(slot_id)
        # In a group talk all who come lose their own drawing to everybody's, so they get a new one each.
        holders = [booking.person_id] if own else slot_queries.holders(slot_id)
        state, taken = rules.slot_state(slot, len(holders), now), len(holders)
        draw_slot(f"booth:{slot.booth_id}", slot, state, taken)
        for person_id in holders:
            draw_slot(f"person:{person_id}", slot, "mine", taken)
    _show_day(booking.person_id)
    squares.add(booking.booth_id)


def draw_slot(room: str, slot: Slot, state: str, taken: int) -> None:
    """Draw a slot for a room, as everybody sees it or as one person does."""
    live.patch(room, "fair/_slot.html", slot=slot, state=state, taken=taken, rules=rules)


def _show_day(person_id: int) -> None:
    now = clock.now()
    look = partial(my_day.my_day, person_id, now)
    live.patch(f"day:{person_id}", "fair/_days.html", look=look, now=now, rules=rules)


def tell_squares(booth_ids: set[int]) -> None:
    """Everybody on the square sees how many times these booths have left; one message for all."""
    for fair_id, changed in lobby.by_fair(booth_ids).items():
        look = partial(free_times.at_fair, fair_id, clock.now())
        live.patch(f"fair:{fair_id}", "fair/_counts.html", look=look, changed=changed)


squares = live.Gathered(tell_squares)


@after_commit(BoothChanged)
def show_booth(fact: BoothChanged) -> None:
    """A booth opened, closed or got other words."""
    squares.add(fact.booth_id)


@after_commit(RosterChanged)
def show_roster(fact: RosterChanged) -> None:
    """The times of a booth were cut anew, or all closed; who filters sees them at the next load."""
    _show_times(fact.booth_id)
    squares.add(fact.booth_id)


def _show_times(booth_id: int) -> None:
    room, now = f"booth:{booth_id}", clock.now()
    if not (live.is_watched(room) and lobby.shows_booth(booth_id)):
        return
    booth, slots = lobby.booth(booth_id), lobby.slots(booth_id)
    lengths, phase = rules.lengths(slots), rules.phase(booth.fair, now)
    live.patch(room, "fair/_how.html", booth=booth, phase=phase, lengths=lengths, now=now)
    alone = {"person_id": None, "sheet": None}
    live.patch(room, "fair/_slots.html", look=lambda: lobby.by_hour(slots), now=now, rules=rules, **alone)


@after_commit(FairChanged)
def show_fair(fact: FairChanged) -> None:
    """A fair opened, closed, or got other hours: its booths count anew."""
    for booth_id in lobby.booth_ids(fact.fair_id):
        squares.add(booth_id)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
