"""The queue, live: the number for all, the place for each who waits, the card for the staff."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import queue as actions
from fair.facts import QueueChanged, RosterChanged, StallPaused, StallResumed, WalkInBegan
from fair.forms.queue import CallForm, JoinForm, VisitForm
from fair.models import Booth
from fair.queries import lobby
from fair.queries import queue as queries
from fair.queries.line import line as line_of
from fair.rules.line import Line
from fair.rules.queue import OnlyShort

Said = dict[str, Any]

SERVING = (RosterChanged, StallPaused, StallResumed, WalkInBegan)

live.admits("queue")(lambda booth_id, _person_id: lobby.shows_booth(booth_id))


@live.command("queue:join", JoinForm)
def join(person_id: int, form: JoinForm) -> Said:
    """Join the queue."""
    once_by(form, actions.join_queue, person_id, booth_id=form.booth_id.data)
    return {"notice": _("You are in the queue. You see here when it is your turn.")}


@live.command("queue:leave", VisitForm)
def leave(person_id: int, form: VisitForm) -> Said:
    """Leave a queue."""
    once_by(form, actions.leave_queue, person_id, visit_id=form.visit_id.data)
    return {"notice": _("You left the queue.")}


@live.command("queue:call", CallForm)
def call(person_id: int, form: CallForm) -> None:
    """Call the next one; when there is little time the presser sees a button for a short talk."""
    booth_id = form.booth_id.data
    try:
        once_by(form, actions.call_next, person_id, booth_id=booth_id, short=form.short.data)
    except OnlyShort:
        live.patch(f"person:{person_id}", "queue/_short.html", booth_id=booth_id, short=True)
        raise
    live.patch(f"person:{person_id}", "queue/_short.html", booth_id=booth_id, short=False)


@live.command("queue:begin", VisitForm)
def begin(person_id: int, form: VisitForm) -> Said:
    """Begin the talk with whom was called."""
    booking_id = once_by(form, actions.begin_talk, person_id, visit_id=form.visit_id.data)
    booth_id = queries.booth_of(form.visit_id.data)
    there = url_for("desk.show", booth_id=booth_id, gesprek=booking_id, _anchor=f"open-{booking_id}")
    return {"go": there}


@live.command("queue:miss", VisitForm)
def miss(person_id: int, form: VisitForm) -> Said:
    """Say that whoever was called did not come."""
    once_by(form, actions.miss_turn, person_id, visit_id=form.visit_id.data)
    return {"notice": _("You can call the next one.")}


@after_commit(QueueChanged)
def show_queue(fact: QueueChanged) -> None:
    """The number for all and the card for the staff; who it is about sees it at once, the others soon."""
    booth = queries.booth(fact.booth_id)
    line = line_of(booth, clock.now())
    _show_person(booth, line, fact.person_id)
    _show_line(booth, line)


def show_serving(fact: Any) -> None:
    """Who serves changed, and with it how long everybody waits."""
    if lobby.shows_booth(fact.booth_id):
        booth = queries.booth(fact.booth_id)
        _show_line(booth, line_of(booth, clock.now()))


for kind in SERVING:
    after_commit(kind)(show_serving)


def tell_crowds(booth_ids: set[int]) -> None:
    """Everybody who waits at these booths sees her place; drawn for each, so at most once a second."""
    for booth_id in filter(lobby.shows_booth, booth_ids):
        booth = queries.booth(booth_id)
        line = line_of(booth, clock.now())
        for waiter in line.waiters:
            _show_person(booth, line, waiter.person_id)


crowds = live.Gathered(tell_crowds)


def _show_line(booth: Booth, line: Line) -> None:
    live.patch(f"queue:{booth.id}", "queue/_count.html", line=line)
    live.patch(f"booth-desk:{booth.id}", "queue/_desk.html", booth=booth, line=line)
    if line.waiters:
        crowds.add(booth.id)


def _show_person(booth: Booth, line: Line, person_id: int) -> None:
    room = f"person:{person_id}"
    if live.is_watched(room):
        here = {"booth": booth, "line": line, "person_id": person_id, "is_student": True}
        live.patch(room, "queue/_personal.html", why_not=queries.why_not(booth, line, person_id), **here)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guard, the commands and the listeners are in place."""
