"""The pages of organisers: the square of today, and each fair with its rules and booths."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.errors import Refused
from app.forms import choices, refusals_shown_in
from app.once import once
from app.pages import add_to_menu
from app.people import me
from fair.actions import booths, fairs
from fair.forms.booths import AddBoothForm, AskForm, DeclineForm
from fair.forms.fairs import ConfirmForm, FairForm
from fair.queries import booths as booth_queries
from fair.queries import fairs as queries
from fair.queries import square
from region.models import ORGANISER
from region.people import only

blueprint = Blueprint("organiser", __name__, url_prefix="/organisatie")


@blueprint.get("")
@only(ORGANISER)
def index() -> Any:
    """The square of today in numbers, and all fairs."""
    now = clock.now()
    fair = queries.open_fair(now)
    today = square.today(fair, now) if fair else None
    return render_template("organiser/index.html", today=today, fairs=queries.all_fairs())


@blueprint.route("/beurzen/nieuw", methods=["GET", "POST"])
@only(ORGANISER)
def create() -> Any:
    """Plan a fair."""
    form = FairForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            fair_id = once(
                form.key.data, fairs.create_fair, person_id=me().id, now=clock.now(), **form.settings()
            )
            flash(_("The fair is planned. Nobody sees it yet."), "success")
            return redirect(url_for(".fair", fair_id=fair_id))
    return render_template("organiser/form.html", form=form, fair=None)


@blueprint.get("/beurzen/<int:fair_id>")
@only(ORGANISER)
def fair(fair_id: int) -> Any:
    """A fair: what it still needs, its rules and its booths."""
    found, now = queries.organised_fair(fair_id, me().id), clock.now()
    return render_template(
        "organiser/fair.html",
        fair=found,
        checks=queries.readiness(found, now),
        booths=booth_queries.booths(fair_id),
        add_form=_add_booth_form(fair_id),
        over=found.ends_at <= now,
    )


@blueprint.route("/beurzen/<int:fair_id>/bewerken", methods=["GET", "POST"])
@only(ORGANISER)
def edit(fair_id: int) -> Any:
    """Change texts, hours and rules of a fair."""
    found = queries.organised_fair(fair_id, me().id)
    form = FairForm.of(found)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            fairs.edit_fair(fair_id=fair_id, person_id=me().id, now=clock.now(), **form.settings())
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".fair", fair_id=fair_id))
    return render_template("organiser/form.html", form=form, fair=found)


@blueprint.route("/beurzen/<int:fair_id>/openen", methods=["GET", "POST"])
@only(ORGANISER)
def open_fair(fair_id: int) -> Any:
    """Confirm that a fair opens."""
    found, form, now = queries.organised_fair(fair_id, me().id), ConfirmForm(), clock.now()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            fairs.open_fair(fair_id=fair_id, person_id=me().id, now=now)
            flash(_("The fair is open. Everybody sees it."), "success")
            return redirect(url_for(".fair", fair_id=fair_id))
    return render_template(
        "organiser/open.html", fair=found, form=form, checks=queries.readiness(found, now), now=now
    )


@blueprint.route("/beurzen/<int:fair_id>/sluiten", methods=["GET", "POST"])
@only(ORGANISER)
def close_fair(fair_id: int) -> Any:
    """Confirm that a fair closes; says what happens to booked talks."""
    found, form, now = queries.organised_fair(fair_id, me().id), ConfirmForm(), clock.now()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            fairs.close_fair(fair_id=fair_id, person_id=me().id, now=now)
            flash(_("The fair is closed. What is booked stays."), "success")
            return redirect(url_for(".fair", fair_id=fair_id))
    ahead = queries.booked_ahead(fair_id, now)
    return render_template("organiser/close.html", fair=found, form=form, ahead=ahead, now=now)


@blueprint.post("/beurzen/<int:fair_id>/stands")
@only(ORGANISER)
def add_booth(fair_id: int) -> Any:
    """Give an employer a booth."""
    queries.organised_fair(fair_id, me().id)
    form = _add_booth_form(fair_id)
    if form.validate():
        details = {"fair_id": fair_id, "organisation_id": form.organisation_id.data}
        try:
            once(form.key.data, booths.add_booth, person_id=me().id, now=clock.now(), **details)
            flash(_("The booth stands on the square."), "success")
        except Refused as refusal:
            flash(str(refusal), "error")
    else:
        flash(_("Choose an employer that has no booth at this fair yet."), "error")
    return _back_to_booths(fair_id)


def _add_booth_form(fair_id: int) -> AddBoothForm:
    form = AddBoothForm()
    form.organisation_id.choices = choices(booth_queries.employers_without_booth(fair_id))
    return form


@blueprint.post("/stands/<int:booth_id>/goedkeuren")
@only(ORGANISER)
def approve(booth_id: int) -> Any:
    """Let a booth stand on the square."""
    booth = booth_queries.organised_booth(booth_id, me().id)
    booths.approve_booth(booth_id=booth_id, person_id=me().id, now=clock.now())
    flash(_("%(name)s stands on the square.", name=booth.organisation.name), "success")
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


def init_app(app: Flask) -> None:
    """The organiser's places in the menu."""
    add_to_menu(
        "organiser", 10, "organiser.index", _l("Today"), "map", also=("organiser.fair", "organiser.edit")
    )
    add_to_menu("organiser", 20, "fair.current", _l("Fair"), "store", also=("fair.lobby", "fair.booth"))
