"""Handing over and calling off, live: the student sees at once with whom, or why not, and what she can do."""

from functools import partial
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import handover as actions
from fair.facts import BookingCancelled
from fair.forms.handover import CallOffForm, HandOverForm
from fair.queries import booking as bookings
from fair.queries import handover as queries
from fair.queries import slot as slot_queries
from fair.rules import booking as rules

Said = dict[str, Any]


@live.command("talk:hand-over", HandOverForm)
def hand_over(person_id: int, form: HandOverForm) -> Said:
    """Give a talk to a colleague."""
    return _done(
        person_id, form, actions.hand_over, _("Your colleague has the talk now. The student sees it at once.")
    )


@live.command("talk:call-off", CallOffForm)
def call_off(person_id: int, form: CallOffForm) -> Said:
    """Call a talk off."""
    words = _("The talk is off. The student sees why, and can choose another time.")
    return _done(person_id, form, actions.call_off, words)


def _done(person_id: int, form: HandOverForm | CallOffForm, verb: Any, words: str) -> Said:
    booking_id = once_by(form, verb, person_id, **form.said())
    booth_id = queries.talk(booking_id, person_id).booth_id
    return {"notice": words, "go": url_for("desk.show", booth_id=booth_id)}


@after_commit(BookingCancelled)
def tell_student(fact: BookingCancelled) -> None:
    """Whoever looks at the booth reads that her talk is off, why, and which times are left."""
    if fact.by != "employer":
        return
    booking, now = bookings.booking(fact.booking_id), clock.now()
    room = f"person:{booking.person_id}"
    live.patch(room, "roster/_called_off.html", off=booking, booth_id=booking.booth_id)
    look = partial(slot_queries.sheet, fact.slot_id, booking.person_id, now)
    live.patch(room, "fair/_sheet.html", look=look, question="", now=now, rules=rules)


def init_app(app: Flask) -> None:
    """Loading this module is enough: commands and listeners are in place."""
