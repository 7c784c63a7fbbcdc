"""Calls between a booth and the organisers, by ordinary forms."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import help as actions
from fair.forms.help import LONGEST_LINE, CallForm, HelpForm
from fair.queries import desk as desk_queries
from fair.rules import help as rules
from fair.views.my_day import filled
from region.models import ORGANISER, STAFF
from region.people import only

blueprint = Blueprint("help", __name__)


@blueprint.route("/balie/<int:booth_id>/hulp", methods=["GET", "POST"])
@only(STAFF)
def ask(booth_id: int) -> Any:
    """Ask the organisers to come."""
    booth = desk_queries.booth(booth_id, me().id)
    form = filled(HelpForm, booth_id=booth_id)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            said = {"booth_id": booth_id, "words": form.words.data}
            once_by(form, actions.ask_help, me().id, **said)
            flash(_("The organisers see that you need help."), "ok")
            return redirect(_desk(booth_id))
    page = render_template("help/ask.html", booth=booth, form=form)
    return (page, 422) if form.errors else page


@blueprint.post("/balie/<int:booth_id>/hulp/klaar")
@only(STAFF)
def withdraw(booth_id: int) -> Response:
    """Say that help is no longer needed."""
    _carry_out(actions.withdraw_help, _("You no longer ask for help."))
    return redirect(_desk(booth_id))


@blueprint.post("/balie/<int:booth_id>/gelezen")
@only(STAFF)
def see(booth_id: int) -> Response:
    """Say that a call of the organisers was seen."""
    _carry_out(actions.see_call, _("The organisers see that you have read it."))
    return redirect(url_for("desk.show", booth_id=booth_id))


@blueprint.post("/organisatie/stands/<int:booth_id>/roep/klaar")
@only(ORGANISER)
def end_call(booth_id: int) -> Response:
    """Take a call to a booth away."""
    _carry_out(actions.close_call, _("The booth sees this call no more."))
    return redirect(url_for("organiser.stall", booth_id=booth_id, _anchor="call"))


@blueprint.post("/organisatie/hulp/antwoord")
@only(ORGANISER)
def answer() -> Response:
    """Say that somebody is on the way."""
    _carry_out(actions.answer_help, _("The booth sees that you are on your way."))
    return redirect(url_for("organiser.index", _anchor="help-calls"))


@blueprint.post("/organisatie/hulp/klaar")
@only(ORGANISER)
def close() -> Response:
    """Say that it is done."""
    _carry_out(actions.close_help, _("This call for help is closed."))
    return redirect(url_for("organiser.index", _anchor="help-calls"))


def _carry_out(verb: Callable[..., int], words: str) -> None:
    form = CallForm()
    if not form.validate():
        raise NotFound
    try:
        once_by(form, verb, me().id, call_id=form.call_id.data)
        flash(words, "ok")
    except Refused as refusal:
        flash(str(refusal), "danger")


def _desk(booth_id: int) -> str:
    return url_for("desk.show", booth_id=booth_id, _anchor="help")


def init_app(app: Flask) -> None:
    """Whether a desk offers to ask, and how long its line may be."""
    app.jinja_env.globals.update(can_ask_help=rules.can_ask, longest_help_line=LONGEST_LINE)
