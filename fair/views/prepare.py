"""Students prepare: what they look for, their menu card, their favourites, and for whom the card is."""

import re
from functools import partial
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from app import clock, pages
from app.errors import NotFound, Refused
from app.forms import refusals_shown_in
from app.people import me
from fair.actions import prepare as actions
from fair.forms.prepare import CardForm, FavouriteForm, MoveFavouriteForm, ProfileForm, ShareForm
from fair.queries import prepare as queries
from fair.views.my_day import filled
from region.actions import profile as profile_actions
from region.people import only
from region.queries import profile as profiles
from region.rules import profile as profile_rules

REFUSED = 409
BOOTH = re.compile(r"/stands/[0-9]+(\?tijd=[0-9]+)?")  # a way back that leads nowhere else

blueprint = Blueprint("prepare", __name__)


@blueprint.route("/mijn/profiel", methods=["GET", "POST"])
@only("student")
def profile() -> Any:
    """What a student looks for, and who sees what of it; then on to the booth that asked for it."""
    asked = request.args.get("verder", "")
    onward = asked if BOOTH.fullmatch(asked) else ""
    found = profiles.own_profile(me().id)
    form = ProfileForm(obj=found)
    status = 200
    if form.is_submitted():
        with refusals_shown_in(form):
            if form.validate():
                profile_actions.save_profile(person_id=me().id, now=clock.now(), **said(form))
                flash(_("Saved."), "ok")
                return redirect(onward or url_for(".profile"))
        status = REFUSED
    hints = profile_rules.hints([found.wish])
    page = render_template("prepare/profile.html", form=form, profile=found, hints=hints, onward=onward)
    return page, status


@blueprint.route("/mijn/menukaart", methods=["GET", "POST"])
@only("student")
def card() -> Any:
    """A student's menu card, to write and to look at."""
    written = profiles.card(me().id)
    form = CardForm(data=as_text(written))
    status = 200
    if form.is_submitted():
        with refusals_shown_in(form):
            if form.validate():
                profile_actions.save_card(person_id=me().id, now=clock.now(), **said(form))
                flash(_("Saved."), "ok")
                return redirect(url_for(".card"))
        status = REFUSED
    hints = profile_rules.hints(as_text(written).values())
    return render_template("prepare/card.html", form=form, card=written, hints=hints), status


def said(form: Any) -> dict[str, Any]:
    """What the actions take of a form."""
    return {name: value for name, value in form.data.items() if name != "csrf_token"}


def as_text(written: Any) -> dict[str, str]:
    """A menu card as it stands in its form: a line for each thing."""
    return {part: "\n".join(getattr(written, part)) if written else "" for part in ("can", "wants", "must")}


@blueprint.get("/mijn/favorieten")
@only("student")
def favourites() -> str:
    """The booths that a student kept, in her order, and others that fit."""
    return render_template("prepare/favourites.html", look=partial(queries.choice, me().id, clock.now()))


@blueprint.post("/stands/<int:booth_id>/favoriet")
@only("student")
def add(booth_id: int) -> Response:
    """Keep a booth."""
    return _change(filled(FavouriteForm, booth_id=booth_id), actions.add_favourite)


@blueprint.post("/stands/<int:booth_id>/geen-favoriet")
@only("student")
def remove(booth_id: int) -> Response:
    """Let a booth go."""
    return _change(filled(FavouriteForm, booth_id=booth_id), actions.remove_favourite)


@blueprint.post("/stands/<int:booth_id>/volgorde")
@only("student")
def move(booth_id: int) -> Response:
    """Put a favourite a place higher or lower, and come back to the button that was pressed."""
    form = filled(MoveFavouriteForm, booth_id=booth_id)
    if not form.validate():
        raise NotFound
    direction = form.direction.data
    actions.move_favourite(booth_id=booth_id, direction=direction, person_id=me().id, now=clock.now())
    return redirect(url_for(".favourites", _anchor=f"{direction}-{booth_id}"))


def _change(form: FavouriteForm, verb: Any) -> Response:
    if not form.validate():
        raise NotFound
    try:
        verb(booth_id=form.booth_id.data, person_id=me().id, now=clock.now())
    except Refused as refusal:
        flash(str(refusal), "danger")
    return redirect(_back(form))


def _back(form: FavouriteForm) -> str:
    booth_id = form.booth_id.data
    if form.back.data == "booth":
        return url_for("fair.booth", booth_id=booth_id, _anchor=f"star-{booth_id}")
    there = "fair.current" if form.back.data == "lobby" else ".favourites"
    return url_for(there, _anchor=f"stand-{booth_id}")


@blueprint.post("/afspraken/<int:booking_id>/menukaart")
@only("student")
def share(booking_id: int) -> Response:
    """Let the desk of a talk read one's menu card."""
    return _share(booking_id, actions.share_card, _("The booth can read your menu card now."))


@blueprint.post("/afspraken/<int:booking_id>/menukaart-terug")
@only("student")
def take_back(booking_id: int) -> Response:
    """Close one's menu card again for the desk of a talk."""
    return _share(booking_id, actions.take_back_card, _("The booth cannot read your menu card any more."))


def _share(booking_id: int, verb: Any, words: str) -> Response:
    form = filled(ShareForm, booking_id=booking_id)
    if not form.validate():
        raise NotFound
    try:
        verb(booking_id=booking_id, person_id=me().id, now=clock.now())
    except Refused as refusal:
        flash(str(refusal), "danger")
    else:
        flash(words, "ok")
    return redirect(url_for("fair.booking", booking_id=booking_id))


def init_app(app: Flask) -> None:
    """Put the pages in the menu of students."""
    also = ("prepare.card",)
    pages.add_to_menu("student", 40, "prepare.favourites", _l("My choice"), "star")
    pages.add_to_menu("student", 50, "prepare.profile", _l("My profile"), "user-round", also=also)
