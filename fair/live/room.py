"""The room of a talk, live: who is there, what is typed, and the signals between two browsers."""

from functools import partial
from typing import Any

from flask import Flask

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import room as actions
from fair.facts import RoomChanged, SeatTaken, TalkExtended, TextSent
from fair.forms.room import EnterForm, RoomForm, SignalForm, TextForm
from fair.queries import room as queries
from fair.rules import room as rules


@live.command("room:enter", EnterForm)
def enter(person_id: int, form: EnterForm) -> None:
    """Take a seat in the room of a talk."""
    actions.enter(
        booking_id=form.booking_id.data, person_id=person_id, tab=form.tab.data or "", now=clock.now()
    )


@live.command("room:admit", RoomForm)
def admit(person_id: int, form: RoomForm) -> None:
    """Let the student in."""
    actions.admit(booking_id=form.booking_id.data, person_id=person_id, now=clock.now())


@live.command("room:text", TextForm)
def send_text(person_id: int, form: TextForm) -> None:
    """Type something to the others."""
    once_by(form, actions.send_text, person_id, booking_id=form.booking_id.data, text=form.text.data)


@live.command("room:extend", RoomForm)
def extend(person_id: int, form: RoomForm) -> dict[str, Any]:
    """Make the talk five minutes longer."""
    words = once_by(form, actions.extend, person_id, booking_id=form.booking_id.data)
    return {"notice": words}


@live.command("room:signal", SignalForm)
def signal(person_id: int, form: SignalForm) -> None:
    """Pass a signal on to the other seat of the same talk; nothing is kept of it."""
    visit = queries.visit(form.booking_id.data, person_id)
    rules.check_signal(visit, form.tab.data or "", clock.now())
    said = {"booking_id": visit.booking.id, "body": form.body.data}
    live.tell(f"person:{visit.other_id}", "room:signal", said)


@after_commit(SeatTaken)
def show_seat(fact: SeatTaken) -> None:
    """Older tabs of the same person hear that they are no longer it; the other side, that somebody came."""
    visit = queries.visit(fact.booking_id, fact.person_id)
    said = {"booking_id": fact.booking_id, "tab": fact.tab}
    live.tell(f"person:{fact.person_id}", "room:seat", said)
    if visit.is_in:
        live.tell(f"person:{visit.other_id}", "room:peer", {"booking_id": fact.booking_id})


@after_commit(RoomChanged)
def show_room(fact: RoomChanged) -> None:
    """Who is there, and whether the student was let in."""
    _show(fact.booking_id, "room/_door.html")


@after_commit(TalkExtended)
def show_longer(fact: TalkExtended) -> None:
    """Until when the talk lasts."""
    _show(fact.booking_id, "room/_bar.html")


@after_commit(TextSent)
def show_text(fact: TextSent) -> None:
    """What was typed, at the end of the list of everybody in the room."""
    message = queries.message(fact.message_id)
    for booking_id, person_id in queries.seated(fact.booking_id):
        seen = {"booking_id": booking_id, "mine": message.person_id == person_id}
        live.patch(f"person:{person_id}", "room/_message.html", message=message, **seen)


def _show(booking_id: int, template: str) -> None:
    for at_booking, person_id in queries.seated(booking_id):
        look = partial(queries.look, at_booking, person_id)
        live.patch(f"person:{person_id}", template, look=look, now=clock.now(), rules=rules)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
