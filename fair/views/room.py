"""The room of a talk: one page for the student and for the staff of the booth."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, current_app, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import clock
from app.errors import Refused
from app.forms import refusals_shown_in
from app.once import once, once_by
from app.people import me, signed_in
from fair.actions import room as actions
from fair.forms.room import RoomForm, TextForm
from fair.queries import room as queries
from fair.rules import room as rules
from fair.views.my_day import filled

blueprint = Blueprint("room", __name__)

# This page alone may ask for them; all others say no.
MAY_ASK = "camera=(self), microphone=(self), display-capture=(self)"


@blueprint.get("/gesprek/<int:booking_id>")
@signed_in
def show(booking_id: int) -> Response:
    """The room, as far as the clock and the person allow."""
    return _page(booking_id, TextForm(formdata=None))


@blueprint.post("/gesprek/<int:booking_id>/binnen")
@signed_in
def enter(booking_id: int) -> Any:
    """Say that one is there, when no script can."""
    return _carry_out(booking_id, actions.enter)


@blueprint.post("/gesprek/<int:booking_id>/toelaten")
@signed_in
def admit(booking_id: int) -> Any:
    """Let the student in."""
    return _carry_out(booking_id, actions.admit)


@blueprint.post("/gesprek/<int:booking_id>/verlengen")
@signed_in
def extend(booking_id: int) -> Any:
    """Make the talk five minutes longer."""
    key = filled(RoomForm, booking_id=booking_id).key.data

    def longer(**said: Any) -> None:
        flash(once(key or "", actions.extend, **said), "ok")

    return _carry_out(booking_id, longer)


@blueprint.post("/gesprek/<int:booking_id>/bericht")
@signed_in
def send_text(booking_id: int) -> Any:
    """Type something to the others; what cannot be sent stays in its field."""
    form = filled(TextForm, booking_id=booking_id)
    queries.booking(booking_id, me().id)
    if form.validate():
        said = {"booking_id": booking_id, "text": form.text.data}
        with refusals_shown_in(form):
            once_by(form, actions.send_text, me().id, **said)
            return redirect(url_for(".show", booking_id=booking_id))
    return _page(booking_id, form, 422)


def _carry_out(booking_id: int, verb: Callable[..., Any]) -> Any:
    try:
        verb(booking_id=booking_id, person_id=me().id, now=clock.now())
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(".show", booking_id=booking_id))


def _page(booking_id: int, form: TextForm, status: int = 200) -> Response:
    now, view = clock.now(), queries.look(booking_id, me().id)
    page = render_template(
        "room/show.html",
        look=lambda: view,
        form=form,
        has_video=rules.has_video(view.booking.slot, _meeting()),
        link=rules.link(view.booking, _meeting()),
        ice=_ice() if rules.phase(view.booking, now) == "open" else [],
        now=now,
        rules=rules,
    )
    response = make_response(page, status)
    response.headers["Permissions-Policy"] = MAY_ASK
    return response


def _meeting() -> rules.Meeting:
    settings = current_app.config
    return rules.Meeting(settings["MEETING_PROVIDER"], settings["JITSI_URL"], settings["SECRET_KEY"])


def _ice() -> list[dict[str, Any]]:
    settings, nobody = current_app.config, secrets.token_hex(8)
    return rules.ice_servers(settings["ICE_URLS"], settings["TURN_SECRET"], nobody, clock.now())


def init_app(app: Flask) -> None:
    """The room stands in no menu: talks lead to it."""
