"""Polls by form: preparing, voting, handing in ideas."""

from typing import Any

from flask import Flask, flash, redirect, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import NotFound
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me, signed_in
from sessions.actions import poll as actions
from sessions.forms.poll import IdeaForm, MakeForm
from sessions.live.poll import IDEA_VERBS, POLL_VERBS
from sessions.queries import poll as queries
from sessions.queries import room
from sessions.views.moderation import carry_out, draw_desk
from sessions.views.programme import blueprint
from sessions.views.question import typed
from sessions.views.room import draw_room

FOR_PEOPLE = ("vote", "support")  # what one does in the room; all else is done at the desk


@blueprint.post("/sessies/<int:session_id>/regie/peilingen")
@signed_in
def make_poll(session_id: int) -> Any:
    """Prepare a poll."""
    room.desk(session_id, me().id, clock.now())
    form = MakeForm(typed(session_id=session_id))
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.make_poll, me().id, session_id=session_id, **form.said())
            flash(_("The poll is ready. Nobody sees it until you open it."), "ok")
            return redirect(url_for("sessions.desk", session_id=session_id, _anchor="polls"))
    return draw_desk(session_id, poll_form=form), 422


@blueprint.post("/sessies/peilingen/<int:poll_id>/<word>")
@signed_in
def poll_deed(poll_id: int, word: str) -> Any:
    """Vote, or open, close, show and drop a poll."""
    return _carry_out(POLL_VERBS, word, queries.one(poll_id).poll.session_id, poll_id=poll_id)


@blueprint.post("/sessies/ideeen/<int:idea_id>/<word>")
@signed_in
def idea_deed(idea_id: int, word: str) -> Any:
    """Support an idea, or take it away."""
    session_id = queries.one(queries.idea(idea_id).poll_id).poll.session_id
    return _carry_out(IDEA_VERBS, word, session_id, idea_id=idea_id)


def _carry_out(verbs: dict[str, Any], word: str, session_id: int, **numbers: int) -> Any:
    if word not in verbs:
        raise NotFound
    room.hall(session_id, me().id, clock.now())
    carry_out(verbs[word], **numbers)
    there = "sessions.room" if word in FOR_PEOPLE else "sessions.desk"
    return redirect(url_for(there, session_id=session_id, _anchor="polls"))


@blueprint.post("/sessies/peilingen/<int:poll_id>/ideeen")
@signed_in
def hand_in(poll_id: int) -> Any:
    """Hand in an idea; what is refused comes back to its field."""
    hall = room.hall(queries.one(poll_id).poll.session_id, me().id, clock.now())
    form = IdeaForm(typed(poll_id=poll_id))
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.hand_in, me().id, poll_id=poll_id, text=form.text.data)
            flash(_("Your idea is there."), "ok")
            return redirect(url_for("sessions.room", session_id=hall.session.id, _anchor="polls"))
    return draw_room(hall, idea_form=form), 422


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
