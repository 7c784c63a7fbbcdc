"""Calls between a booth and the organisers, live: each sees the other's word at once."""

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from app import clock, live
from app.db import after_commit
from app.once import once_by
from fair.actions import help as actions
from fair.facts import HelpChanged
from fair.forms.help import CallBoothForm, CallForm, HelpForm
from fair.live.organiser import booth_changed
from fair.queries import help as queries
from fair.queries import queue

Said = dict[str, Any]


@live.command("help:ask", HelpForm)
def ask(person_id: int, form: HelpForm) -> Said:
    """Ask the organisers to come."""
    booth_id = once_by(
        form, actions.ask_help, person_id, booth_id=form.booth_id.data, words=form.words.data or ""
    )
    there = url_for("desk.show", booth_id=booth_id, _anchor="help")
    return {"notice": _("The organisers see that you need help."), "go": there}


@live.command("help:withdraw", CallForm)
def withdraw(person_id: int, form: CallForm) -> Said:
    """Say at the desk that help is no longer needed."""
    once_by(form, actions.withdraw_help, person_id, call_id=form.call_id.data)
    return {"notice": _("You no longer ask for help.")}


@live.command("help:answer", CallForm)
def answer(person_id: int, form: CallForm) -> Said:
    """Say that somebody is on the way."""
    once_by(form, actions.answer_help, person_id, call_id=form.call_id.data)
    return {"notice": _("The booth sees that you are on your way.")}


@live.command("help:close", CallForm)
def close(person_id: int, form: CallForm) -> Said:
    """Say that it is done."""
    once_by(form, actions.close_help, person_id, call_id=form.call_id.data)
    return {"notice": _("This call for help is closed.")}


@live.command("booth:call", CallBoothForm)
def call_booth(person_id: int, form: CallBoothForm) -> Said:
    """Call a booth."""
    once_by(form, actions.call_booth, person_id, booth_id=form.booth_id.data, words=form.words.data or "")
    return {"notice": _("The booth sees your call.")}


@live.command("booth:seen", CallForm)
def see_call(person_id: int, form: CallForm) -> Said:
    """Say that a call was seen."""
    once_by(form, actions.see_call, person_id, call_id=form.call_id.data)
    return {"notice": _("The organisers see that you have read it.")}


@live.command("booth:end-call", CallForm)
def close_call(person_id: int, form: CallForm) -> Said:
    """Take a call to a booth away."""
    once_by(form, actions.close_call, person_id, call_id=form.call_id.data)
    return {"notice": _("The booth sees this call no more.")}


@after_commit(HelpChanged)
def show_help(fact: HelpChanged) -> None:
    """The desk sees what became of its call, and who calls it; the organisers see it on the square."""
    room = f"booth-desk:{fact.booth_id}"
    if live.is_watched(room):
        booth, (call, called) = queue.booth(fact.booth_id), queries.open_at(fact.booth_id)
        live.patch(room, "help/_desk.html", booth=booth, call=call, now=clock.now())
        live.patch(room, "help/_called.html", called=called, now=clock.now())
    booth_changed(fact)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the commands and the listener are in place."""
