"""The organiser's answers to booths: giving, approving, declining and asking."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.errors import Refused
from app.forms import choices, refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import booths
from fair.forms.booths import AddBoothForm, AskForm, DeclineForm
from fair.queries import booths as booth_queries
from fair.queries import fairs as queries
from fair.views.organiser.blueprint import blueprint
from region.models import ORGANISER
from region.people import only


@blueprint.post("/beurzen/<int:fair_id>/stands")
@only(ORGANISER)
def add_booth(fair_id: int) -> Any:
    """Give an employer a booth."""
    queries.organised_fair(fair_id, me().id)
    form = add_booth_form(fair_id)
    if form.validate():
        details = {"fair_id": fair_id, "organisation_id": form.organisation_id.data}
        try:
            once_by(form, booths.add_booth, me().id, **details)
            flash(_("The booth stands on the square."), "success")
        except Refused as refusal:
            flash(str(refusal), "error")
    else:
        flash(_("Choose an employer that has no booth at this fair yet."), "error")
    return _back_to_booths(fair_id)


def add_booth_form(fair_id: int) -> AddBoothForm:
    """The employers that have no booth yet, to choose one from."""
    form = AddBoothForm()
    form.organisation_id.choices = choices(booth_queries.employers_without_booth(fair_id))
    return form


@blueprint.post("/stands/<int:booth_id>/goedkeuren")
@only(ORGANISER)
def approve(booth_id: int) -> Any:
    """Let a booth stand on the square."""
    booth = booth_queries.organised_booth(booth_id, me().id)
    try:
        booths.approve_booth(booth_id=booth_id, person_id=me().id, now=clock.now())
        flash(_("%(name)s stands on the square.", name=booth.organisation.name), "success")
    except Refused as refusal:
        flash(str(refusal), "error")
    return _back_to_booths(booth.fair_id)


@blueprint.route("/stands/<int:booth_id>/afwijzen", methods=["GET", "POST"])
@only(ORGANISER)
def decline(booth_id: int) -> Any:
    """Say no to a booth, and why."""
    booth, form = booth_queries.organised_booth(booth_id, me().id), DeclineForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            booths.decline_booth(
                booth_id=booth_id, reason=form.reason.data, person_id=me().id, now=clock.now()
            )
            flash(_("You declined the booth. The employer reads why."), "success")
            return _back_to_booths(booth.fair_id)
    return render_template("organiser/decline.html", booth=booth, form=form)


@blueprint.route("/stands/<int:booth_id>/vragen", methods=["GET", "POST"])
@only(ORGANISER)
def ask(booth_id: int) -> Any:
    """Ask the employer of a booth something."""
    booth, form = booth_queries.organised_booth(booth_id, me().id), AskForm()
    if form.validate_on_submit():
        booths.ask_about_booth(
            booth_id=booth_id, question=form.question.data, person_id=me().id, now=clock.now()
        )
        flash(_("Your question stands on the page of the booth."), "success")
        return _back_to_booths(booth.fair_id)
    return render_template("organiser/ask.html", booth=booth, form=form)


def _back_to_booths(fair_id: int) -> Any:
    return redirect(url_for(".fair", fair_id=fair_id, _anchor="booths"))
