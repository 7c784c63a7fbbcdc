"""The moves of a fair from one state to the next, each on a page that says what happens."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.forms import refusals_shown_in
from app.people import me
from fair.actions import fairs
from fair.forms.fairs import ConfirmForm
from fair.queries import fairs as queries
from fair.views.organiser.blueprint import blueprint
from region.models import ORGANISER
from region.people import only


@blueprint.route("/beurzen/<int:fair_id>/aankondigen", methods=["GET", "POST"])
@only(ORGANISER)
def announce_fair(fair_id: int) -> Any:
    """Confirm that everybody may know of a fair."""
    said = _("The fair is announced. Everybody sees it, and nobody can book yet.")
    return _move(fair_id, fairs.announce_fair, said, "organiser/announce.html")


@blueprint.route("/beurzen/<int:fair_id>/openen", methods=["GET", "POST"])
@only(ORGANISER)
def open_fair(fair_id: int) -> Any:
    """Confirm that a fair opens."""
    return _move(fair_id, fairs.open_fair, _("The fair is open. Everybody sees it."), "organiser/open.html")


@blueprint.route("/beurzen/<int:fair_id>/sluiten", methods=["GET", "POST"])
@only(ORGANISER)
def close_fair(fair_id: int) -> Any:
    """Confirm that a fair closes; says what happens to booked talks."""
    said = _("The fair is closed. What is booked stays.")
    return _move(fair_id, fairs.close_fair, said, "organiser/close.html")


@blueprint.route("/beurzen/<int:fair_id>/archiveren", methods=["GET", "POST"])
@only(ORGANISER)
def archive_fair(fair_id: int) -> Any:
    """Confirm that a fair goes out of sight."""
    said = _("The fair is in the archive.")
    return _move(fair_id, fairs.archive_fair, said, "organiser/archive.html")


@blueprint.route("/beurzen/<int:fair_id>/terugnemen", methods=["GET", "POST"])
@only(ORGANISER)
def take_back_fair(fair_id: int) -> Any:
    """Confirm that a public fair becomes a draft again."""
    said = _("The fair is a draft again. Nobody sees it.")
    return _move(fair_id, fairs.take_back_fair, said, "organiser/take_back.html")


def _move(fair_id: int, move: Callable[..., None], said: str, page: str) -> Any:
    found, form, now = queries.organised_fair(fair_id, me().id), ConfirmForm(), clock.now()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            move(fair_id=fair_id, person_id=me().id, now=now)
            flash(said, "success")
            return redirect(url_for(".fair", fair_id=fair_id))
    return render_template(
        page,
        fair=found,
        form=form,
        checks=queries.readiness(found, now),
        ahead=queries.booked_ahead(fair_id, now),
        now=now,
    )
