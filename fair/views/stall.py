"""Pausing a stall: a page of its own, and opening again."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import stall as actions
from fair.forms.stall import PAUSE_REASONS, PauseForm, StallForm
from fair.queries import desk as desk_queries
from fair.queries import queue as queries
from fair.queries.line import line as line_of
from fair.rules import stall as rules
from fair.views.my_day import filled
from region.models import STAFF
from region.people import only

blueprint = Blueprint("stall", __name__)


@blueprint.route("/balie/<int:booth_id>/pauze", methods=["GET", "POST"])
@only(STAFF)
def pause(booth_id: int) -> Any:
    """What a pause means, and taking it."""
    booth, now = desk_queries.booth(booth_id, me().id), clock.now()
    form = filled(PauseForm, booth_id=booth_id)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"booth_id": booth_id, "reason": form.reason.data, "until": form.until.data}
            once_by(form, actions.pause_stall, me().id, **said)
            flash(_("Your booth has a pause."), "ok")
            return redirect(url_for("desk.show", booth_id=booth_id))
    page = render_template(
        "queue/pause.html",
        booth=booth,
        form=form,
        waiting=len(line_of(booth, now).waiters),
        ahead=queries.booked_ahead(booth_id, now),
    )
    return (page, 422) if form.errors else page


@blueprint.post("/balie/<int:booth_id>/verder")
@only(STAFF)
def resume(booth_id: int) -> Any:
    """Open the stall again."""
    form = filled(StallForm, booth_id=booth_id)
    if not form.validate():
        raise NotFound
    try:
        once_by(form, actions.resume_stall, me().id, booth_id=booth_id)
        flash(_("Your booth is open again."), "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for("desk.show", booth_id=booth_id))


def init_app(app: Flask) -> None:
    """The words of a pause, for every page that shows a stall."""
    app.jinja_env.globals.update(
        is_paused=rules.is_paused,
        can_pause=rules.can_pause,
        back_words=rules.back_words,
        stall_pause_reasons=PAUSE_REASONS,
    )
