"""The live room of a session."""

from typing import Any

from flask import Flask, Response, redirect, url_for

from app import clock
from app.errors import NotFound
from app.people import me, signed_in
from sessions.forms.question import AskForm
from sessions.live.room import number_here
from sessions.queries import chat, material, poll, question
from sessions.queries import room as queries
from sessions.queries.programme import row
from sessions.queries.room import Hall
from sessions.rules.question import reason_words
from sessions.rules.signup import door_is_open
from sessions.views.programme import blueprint
from sessions.views.stage import page_with_stage


@blueprint.get("/sessies/<int:session_id>/zaal")
@signed_in
def room(session_id: int) -> Any:
    """What happens in the session now; who is not in is led to the page on which one goes in."""
    try:
        hall = queries.hall(session_id, me().id, clock.now())
    except NotFound:
        row(session_id, me().id)
        return redirect(url_for("sessions.show", session_id=session_id))
    return draw_room(hall)


def draw_room(hall: Hall, form: AskForm | None = None, **refused: Any) -> Response:
    """The room as one person sees it, with the form of which something was refused."""
    session, now = hall.session, clock.now()
    return page_with_stage(
        "sessions/room.html",
        session,
        came=hall.came or hall.moderates,
        now=now,
        here=url_for("sessions.room", session_id=session.id),
        hall=hall,
        number=number_here(session.id),
        form=form or AskForm(None, session_id=session.id),
        board=question.board(session),
        wanted=question.wanted(session.id, hall.person_id),
        is_on=door_is_open(session, now),
        me_id=hall.person_id,
        reason_words=reason_words,
        materials=material.shown(session, now),
        polls=poll.in_room(session.id, hall.person_id),
        chat=chat.last(session.id),
        is_muted=chat.is_muted(session.id, hall.person_id),
        **refused,
    )


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
