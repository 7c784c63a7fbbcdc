"""The queue of a booth, by ordinary forms: students join and leave, staff call the next one."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import NotFound, Refused
from app.once import once_by
from app.people import me, signed_in
from fair.actions import queue as actions
from fair.forms.queue import CallForm, JoinForm, VisitForm
from fair.queries import queue as queries
from fair.rules.queue import OnlyShort
from fair.views.my_day import filled
from region.models import STAFF
from region.people import only

blueprint = Blueprint("queue", __name__)


@blueprint.post("/stands/<int:booth_id>/rij")
@signed_in
def join(booth_id: int) -> Response:
    """Join the queue."""
    form = filled(JoinForm, booth_id=booth_id)
    words = _("You are in the queue. You see here when it is your turn.")
    _carry_out(form, words, actions.join_queue, booth_id=booth_id)
    return redirect(url_for("fair.booth", booth_id=booth_id, _anchor="queue"))


@blueprint.post("/rij/<int:visit_id>/verlaten")
@only("student")
def leave(visit_id: int) -> Response:
    """Leave a queue."""
    booth_id = queries.booth_of(visit_id)
    _carry_out(filled(VisitForm, visit_id=visit_id), _("You left the queue."), actions.leave_queue)
    return redirect(url_for("fair.booth", booth_id=booth_id, _anchor="queue"))


@blueprint.post("/balie/<int:booth_id>/rij")
@only(STAFF)
def call(booth_id: int) -> Response:
    """Call the next one in the queue; when there is little time staff are asked first."""
    form = filled(CallForm, booth_id=booth_id)
    try:
        once_by(_valid(form), actions.call_next, me().id, booth_id=booth_id, short=form.short.data)
    except OnlyShort as refusal:
        flash(str(refusal), "warn")
        return redirect(url_for("desk.show", booth_id=booth_id, kort=1, _anchor="queue"))
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for("desk.show", booth_id=booth_id, _anchor="queue"))


@blueprint.post("/rij/<int:visit_id>/is-er")
@only(STAFF)
def begin(visit_id: int) -> Response:
    """Begin the talk with whom was called."""
    booth_id = queries.booth_of(visit_id)
    booking_id = _carry_out(filled(VisitForm, visit_id=visit_id), "", actions.begin_talk)
    return redirect(url_for("desk.show", booth_id=booth_id, gesprek=booking_id))


@blueprint.post("/rij/<int:visit_id>/niet-gekomen")
@only(STAFF)
def miss(visit_id: int) -> Response:
    """Say that whoever was called did not come."""
    booth_id = queries.booth_of(visit_id)
    words = _("You can call the next one.")
    _carry_out(filled(VisitForm, visit_id=visit_id), words, actions.miss_turn)
    return redirect(url_for("desk.show", booth_id=booth_id, _anchor="queue"))


def _carry_out(form: Any, words: str, verb: Callable[..., Any], **ids: Any) -> Any:
    ids = ids or {"visit_id": form.visit_id.data}
    try:
        done = once_by(_valid(form), verb, me().id, **ids)
    except Refused as refusal:
        flash(str(refusal), "danger")
        return None
    if words:
        flash(words, "ok")
    return done


def _valid(form: Any) -> Any:
    if not form.validate():
        raise NotFound
    return form


def init_app(app: Flask) -> None:
    """The queue has no place of its own in the menus: it stands on the pages of booth, day and desk."""
