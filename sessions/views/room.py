"""The live room of a session."""

from typing import Any

from flask import Flask, redirect, render_template, url_for

from app import clock
from app.errors import NotFound
from app.people import me, signed_in
from sessions.live.room import number_here
from sessions.queries import material
from sessions.queries import room as queries
from sessions.queries.programme import row
from sessions.rules import words
from sessions.views.programme import blueprint
from sessions.views.stage import page_with_stage


@blueprint.get("/sessies/<int:session_id>/zaal")
@signed_in
def room(session_id: int) -> Any:
    """What happens in the session now; who is not in is led to the page on which one goes in."""
    now = clock.now()
    try:
        hall = queries.hall(session_id, me().id, now)
    except NotFound:
        row(session_id, me().id)
        return redirect(url_for("sessions.show", session_id=session_id))
    return page_with_stage(
        "sessions/room.html",
        hall.session,
        came=hall.came or hall.moderates,
        now=now,
        here=url_for("sessions.room", session_id=session_id),
        hall=hall,
        number=number_here(session_id),
        materials=material.shown(hall.session, now),
    )


@blueprint.get("/sessies/<int:session_id>/regie")
@signed_in
def desk(session_id: int) -> str:
    """What waits for who keeps order, one tap each."""
    now = clock.now()
    hall = queries.desk(session_id, me().id, now)
    return render_template(
        "sessions/desk.html",
        hall=hall,
        session=hall.session,
        number=number_here(session_id),
        now=now,
        words=words,
    )


def init_app(app: Flask) -> None:
    """Loading this module is enough: its pages are in place."""
