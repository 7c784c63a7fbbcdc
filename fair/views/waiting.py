"""Waiting without a live line: joining and leaving a list, answering an offer, standing by."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app import clock
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import offers as offer_actions
from fair.actions import waiting as actions
from fair.forms.booking import OnceForm
from fair.forms.waiting import EntryForm, JoinForm, OfferForm, ReleaseForm, StandbyForm, StopForm
from fair.queries import lobby, offers, standby
from fair.queries import slot as slot_queries
from fair.queries import waiting as queries
from fair.rules import booking as booking_rules
from fair.rules import offers as offer_rules
from fair.rules import waiting as rules
from fair.rules.closing import is_closed
from fair.views.my_day import filled
from region.models import STAFF
from region.people import only

blueprint = Blueprint("waiting", __name__)


@blueprint.post("/stands/<int:booth_id>/wachtlijst")
@only("student")
def join(booth_id: int) -> Any:
    """Wait for a time at a booth."""
    form, there = filled(JoinForm, booth_id=booth_id), _at_booth(booth_id)
    said = {"booth_id": booth_id, "slot_id": form.slot_id.data}
    return _do(form, actions.join_waiting_list, said, rules.joined_words(), there, there)


@blueprint.post("/wachtlijst/<int:entry_id>/verlaten")
@only("student")
def leave(entry_id: int) -> Any:
    """No longer wait."""
    there = _at_booth(queries.own_entry(entry_id, me().id).booth_id)
    form = filled(EntryForm, entry_id=entry_id)
    return _do(form, actions.leave_waiting_list, {"entry_id": entry_id}, rules.left_words(), there, there)


@blueprint.post("/aangeboden/<int:offer_id>/nemen")
@only("student")
def accept(offer_id: int) -> Any:
    """Take the time that is held."""
    offer, form = offers.own_offer(offer_id, me().id), filled(OfferForm, offer_id=offer_id)
    slot = slot_queries.slot(offer.slot_id)
    words = booking_rules.booked_words(slot.starts_at, slot.staff.first_name, clock.now())
    there = url_for("fair.booth", booth_id=offer.booth_id, tijd=offer.slot_id, _anchor="sheet")
    said = {"offer_id": offer_id}
    return _do(form, actions.accept_offer, said, words, there, _at_booth(offer.booth_id))


@blueprint.post("/aangeboden/<int:offer_id>/laten-gaan")
@only("student")
def let_go(offer_id: int) -> Any:
    """Let the time go that is held."""
    there = _at_booth(offers.own_offer(offer_id, me().id).booth_id)
    form = filled(OfferForm, offer_id=offer_id)
    return _do(form, offer_actions.let_go, {"offer_id": offer_id}, offer_rules.let_go_words(), there, there)


@blueprint.post("/balie/tijden/<int:slot_id>/wachtlijst")
@only(STAFF)
def release(slot_id: int) -> Any:
    """Let a free time go to the first who waits."""
    there = url_for("desk.show", booth_id=slot_queries.slot(slot_id).booth_id)
    form = filled(ReleaseForm, slot_id=slot_id)
    words = rules.released_words()
    return _do(form, actions.release_slot, {"slot_id": slot_id}, words, there, there)


@blueprint.route("/beurs/<int:fair_id>/stand-by", methods=["GET", "POST"], endpoint="standby")
@only("student")
def stand_by(fair_id: int) -> Any:
    """Stand by, or see how one does."""
    fair, now = lobby.fair(fair_id), clock.now()
    form = filled(StandbyForm, fair_id=fair_id) if request.method == "POST" else _empty(fair_id)
    booths = [booth for booth in standby.booths(fair_id) if not is_closed(booth)]
    form.offer(fair.ends_at, booths, now)
    if request.method == "POST" and form.validate():
        with refusals_shown_in(form):
            once_by(form, actions.stand_by, me().id, **form.said())
            return redirect(url_for(".standby", fair_id=fair_id))
    look = queries.standing(fair_id, me().id, now)
    page = render_template("waiting/standby.html", fair=fair, form=form, look=lambda: look, now=now)
    return (page, 422) if form.errors else page


def _empty(fair_id: int) -> StandbyForm:
    return StandbyForm(formdata=MultiDict(), fair_id=fair_id)


@blueprint.post("/stand-by/<int:standby_id>/stoppen")
@only("student")
def stop(standby_id: int) -> Any:
    """No longer stand by."""
    fair_id = standby.own_by_id(standby_id, me().id).fair_id
    there, form = url_for(".standby", fair_id=fair_id), filled(StopForm, standby_id=standby_id)
    words = _("You no longer stand by.")
    return _do(form, actions.stop_standing_by, {"standby_id": standby_id}, words, there, there)


def _do(
    form: OnceForm, verb: Callable[..., Any], said: dict[str, Any], words: str, there: str, else_to: str
) -> Any:
    if not form.validate():
        raise NotFound
    try:
        once_by(form, verb, me().id, **said)
    except Refused as refusal:
        flash(str(refusal), "danger")
        return redirect(else_to)
    flash(words, "ok")
    return redirect(there)


def _at_booth(booth_id: int) -> str:
    return url_for("fair.booth", booth_id=booth_id, _anchor=f"waiting-{booth_id}")


def init_app(app: Flask) -> None:
    """What the drawings of waiting ask the rules."""
    app.jinja_env.globals.update(waiting_rules=rules, offer_rules=offer_rules, booking_rules=booking_rules)
