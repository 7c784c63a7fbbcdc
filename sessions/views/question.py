"""Asking and voting by form, and the page of what was answered."""

from collections.abc import Callable
from typing import Any

from flask import Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import current_person, me, signed_in
from sessions.actions import question as actions
from sessions.forms.question import AskForm, QuestionForm, WantForm
from sessions.queries import programme, room
from sessions.queries import question as queries
from sessions.rules import words
from sessions.views.programme import blueprint
from sessions.views.room import draw_room


@blueprint.post("/sessies/<int:session_id>/zaal/vragen")
@signed_in
def ask(session_id: int) -> Any:
    """Ask something."""
    hall = room.hall(session_id, me().id, clock.now())
    form = AskForm(typed(session_id=session_id))
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.ask, me().id, session_id=session_id, text=form.text.data)
            flash(_("Your question is sent."), "ok")
            return redirect(url_for("sessions.room", session_id=session_id, _anchor="questions"))
    return draw_room(hall, form), 422


@blueprint.post("/sessies/vragen/<int:question_id>/meestemmen")
@signed_in
def want(question_id: int) -> Any:
    """Want to know too, or no longer."""
    form = WantForm(typed(question_id=question_id))
    told = _("Your vote counts.") if form.wanted.data else _("Your vote is taken back.")
    return _carry_out(form, actions.want, told, wanted=form.wanted.data)


@blueprint.post("/sessies/vragen/<int:question_id>/intrekken")
@signed_in
def withdraw(question_id: int) -> Any:
    """Take one's own question back."""
    form = QuestionForm(typed(question_id=question_id))
    return _carry_out(form, actions.withdraw, _("Your question is withdrawn."))


def _carry_out(form: QuestionForm, verb: Callable[..., Any], told: str, **said: Any) -> Any:
    if not form.validate():
        raise NotFound
    question_id = form.question_id.data or 0
    try:
        verb(question_id=question_id, person_id=me().id, now=clock.now(), **said)
        flash(told, "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    there = queries.session_of(question_id)
    return redirect(url_for("sessions.room", session_id=there, _anchor="questions"))


def typed(**numbers: int) -> MultiDict[str, str]:
    """What was posted, with the numbers that the address names."""
    posted = MultiDict(request.form)
    for name, number in numbers.items():
        posted[name] = str(number)
    return posted


@blueprint.get("/sessies/<int:session_id>/vragen")
def questions(session_id: int) -> str:
    """What was asked and answered, for everybody who may read about the session."""
    person = current_person()
    row = programme.row(session_id, person.id if person else None)
    board, now = queries.board(row.session), clock.now()
    if not board.answered:
        raise NotFound
    return render_template("question/answered.html", board=board, session=row.session, now=now, words=words)


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
