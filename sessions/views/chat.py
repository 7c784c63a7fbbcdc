"""The chat of a session without a line."""

from typing import Any

from flask import Flask, redirect, url_for

from app import clock
from app.errors import NotFound
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me, signed_in
from sessions.actions import chat as actions
from sessions.forms.chat import SayForm
from sessions.live.chat import VERBS
from sessions.queries import chat as queries
from sessions.queries import room
from sessions.views.moderation import carry_out
from sessions.views.programme import blueprint
from sessions.views.question import typed
from sessions.views.room import draw_room


@blueprint.post("/sessies/<int:session_id>/zaal/chat")
@signed_in
def say(session_id: int) -> Any:
    """Write a message, and come back to it; what is refused comes back too."""
    hall = room.hall(session_id, me().id, clock.now())
    form = SayForm(typed(session_id=session_id))
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.say, me().id, session_id=session_id, text=form.text.data)
            return redirect(url_for("sessions.room", session_id=session_id, _anchor="chat"))
    return draw_room(hall, say_form=form), 422


@blueprint.post("/sessies/zaal/chat/<int:message_id>/<word>")
@signed_in
def message_deed(message_id: int, word: str) -> Any:
    """Report a message; or remove it, let it stand, mute its author."""
    session_id = queries.read(message_id, me().id, clock.now()).session_id
    if word not in VERBS:
        raise NotFound
    carry_out(VERBS[word], message_id=message_id)
    there = "sessions.room" if word == "report" else "sessions.desk"
    return redirect(url_for(there, session_id=session_id, _anchor="chat"))


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
