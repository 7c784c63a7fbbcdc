"""One talk for the staff of its booth: give it to a colleague, or call it off."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.forms import choices, refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import handover as actions
from fair.forms.handover import EMPLOYER_REASONS, CallOffForm, HandOverForm, StaffTalkForm
from fair.queries import handover as queries
from fair.rules.booking import can_change
from fair.views.my_day import filled
from region.models import STAFF
from region.people import only

blueprint = Blueprint("handover", __name__)

REFUSED = 422


@blueprint.get("/gesprekken/<int:booking_id>")
@only(STAFF)
def show(booking_id: int) -> str:
    """Who could take over a talk, and the reasons for calling it off."""
    return _page(booking_id)


@blueprint.post("/gesprekken/<int:booking_id>/overdragen")
@only(STAFF)
def hand_over(booking_id: int) -> Any:
    """Give a talk to a colleague."""
    form = filled(HandOverForm, booking_id=booking_id)
    return _carry_out(
        form, actions.hand_over, _("Your colleague has the talk now. The student sees it at once.")
    )


@blueprint.post("/gesprekken/<int:booking_id>/afzeggen")
@only(STAFF)
def call_off(booking_id: int) -> Any:
    """Call a talk off."""
    form = filled(CallOffForm, booking_id=booking_id)
    return _carry_out(
        form, actions.call_off, _("The talk is off. The student sees why, and can choose another time.")
    )


def _carry_out(form: StaffTalkForm, verb: Any, words: str) -> Any:
    booking = queries.talk(form.booking_id.data, me().id)
    if form.validate():
        with refusals_shown_in(form):
            once_by(form, verb, me().id, **form.said())
            flash(words, "ok")
            return redirect(url_for("desk.show", booth_id=booking.booth_id))
    return _page(booking.id, form), REFUSED


def _page(booking_id: int, failed: StaffTalkForm | None = None) -> str:
    booking, now = queries.talk(booking_id, me().id), clock.now()
    known = {"booking_id": booking_id, "seen": booking.sequence}
    hand = failed if isinstance(failed, HandOverForm) else HandOverForm(formdata=None, **known)
    off = failed if isinstance(failed, CallOffForm) else CallOffForm(formdata=None, **known)
    hand.staff_id.choices = choices(queries.colleagues(booking))
    if failed:
        failed.seen.data, failed.seen.raw_data = booking.sequence, None  # they see the talk as it is now
    return render_template(
        "roster/talk.html",
        booking=booking,
        profile=queries.profiles([booking.person_id]).get(booking.person_id),
        hand=hand,
        off=off,
        failed=failed,
        can_change=can_change(booking, now),
    )


def init_app(app: Flask) -> None:
    """The words for why an employer called a talk off."""
    app.jinja_env.globals["employer_reasons"] = EMPLOYER_REASONS
