"""A student's own talks: the day, one talk, undoing, moving, cancelling."""

from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import booking as actions
from fair.forms.booking import BookingForm, CancelForm, MoveForm, OnceForm
from fair.queries import booking as queries
from fair.queries import lobby
from fair.queries import my_day as days
from fair.queries import queue as queue_queries
from fair.queries import waiting as waiting_queries
from fair.rules import booking as rules
from region.people import only
from register import queries as register_queries

blueprint = Blueprint("fair", __name__)

Form = TypeVar("Form", bound=OnceForm)


def filled(kind: type[Form], **ids: int) -> Form:
    """What was posted, with the numbers that the address names."""
    typed = MultiDict(request.form)
    for name, value in ids.items():
        typed[name] = str(value)
    return kind(formdata=typed)


@blueprint.get("/mijn-dag")
@only("student")
def my_day() -> str:
    """The day of a student: proposals that wait, and talks in order of time."""
    person_id, now = me().id, clock.now()
    fair, day = lobby.current_fair(now), days.my_day(person_id, now)
    return render_template(
        "fair/my_day.html",
        fair=fair,
        look=lambda: day,
        hurry=any(rules.room_is_open(talk, now) for talk in day.talks),
        standings=queue_queries.standings(person_id, now),
        person_id=person_id,
        waiting=waiting_queries.mine(person_id, fair, now),
        placements=register_queries.placements_of(person_id),
        now=now,
        rules=rules,
    )


@blueprint.post("/afspraken/<int:booking_id>/ongedaan")
@only("student")
def undo(booking_id: int) -> Any:
    """Take back what was booked a moment ago."""
    booth_id = queries.own_booking(booking_id, me().id).booth_id
    back = url_for("fair.booth", booth_id=booth_id, _anchor="choose")
    return _change(actions.undo_booking, booking_id, _("Undone. The time is free for somebody else."), back)


@blueprint.get("/afspraken/<int:booking_id>/afzeggen")
@only("student")
def ask_cancel(booking_id: int) -> str:
    """What happens when one cancels, before it happens."""
    return _show_cancel(booking_id, CancelForm(formdata=None))


def _show_cancel(booking_id: int, form: CancelForm) -> str:
    booking = queries.own_booking(booking_id, me().id)
    return render_template("fair/cancel.html", booking=booking, form=form, now=clock.now(), rules=rules)


@blueprint.post("/afspraken/<int:booking_id>/afzeggen")
@only("student")
def cancel(booking_id: int) -> Any:
    """Call a talk off, late with a reason."""
    queries.own_booking(booking_id, me().id)
    form = filled(CancelForm, booking_id=booking_id)
    if form.validate():
        said = {"booking_id": booking_id, "reason": form.reason.data or "", "words": form.words.data}
        with refusals_shown_in(form):
            once_by(form, actions.cancel_booking, me().id, **said)
            flash(_("The talk is off. The time is free for somebody else."), "ok")
            return redirect(url_for("fair.my_day"))
    return _show_cancel(booking_id, form), 422


@blueprint.post("/afspraken/<int:booking_id>/verzetten")
@only("student")
def move(booking_id: int) -> Any:
    """Move a talk to another time of the same booth."""
    form = filled(MoveForm, booking_id=booking_id)
    if not form.validate():
        raise NotFound
    ids = {"booking_id": booking_id, "slot_id": form.slot_id.data}
    try:
        once_by(form, actions.move_booking, me().id, **ids)
    except Refused as refusal:
        flash(str(refusal), "danger")
    else:
        _booth, _slot, starts_at, staff = queries.ticket(booking_id)
        flash(rules.booked_words(starts_at, staff, clock.now()), "ok")
    booth_id = queries.own_booking(booking_id, me().id).booth_id
    return redirect(url_for("fair.booth", booth_id=booth_id, tijd=form.slot_id.data, _anchor="sheet"))


def _change(verb: Any, booking_id: int, words: str, there: str) -> Response:
    form = filled(BookingForm, booking_id=booking_id)
    if not form.validate():
        raise NotFound
    try:
        once_by(form, verb, me().id, booking_id=booking_id)
    except Refused as refusal:
        flash(str(refusal), "danger")
        return redirect(url_for("fair.booking", booking_id=booking_id))
    flash(words, "ok")
    return redirect(there)
