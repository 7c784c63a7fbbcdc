"""The pages of organisers: the square of today, and each fair with its rules and booths."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import clock
from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions import fairs
from fair.forms.announcement import SayForm
from fair.forms.board import BoardForm
from fair.forms.fairs import FairForm
from fair.queries import booths as booth_queries
from fair.queries import fairs as queries
from fair.queries import square
from fair.rules import fairs as rules
from fair.rules import words
from fair.rules.announcement import can_say
from fair.views.organiser.blueprint import blueprint
from fair.views.organiser.booths import add_booth_form
from region.models import ORGANISER
from region.people import only


@blueprint.get("")
@only(ORGANISER)
def index() -> Any:
    """The square of today in numbers, and all fairs."""
    now = clock.now()
    fair = queries.open_fair(now)
    today = square.today(fair, now) if fair else None
    chosen = BoardForm(request.args)
    sector, need = chosen.chosen()
    return render_template(
        "organiser/index.html",
        today=today,
        fairs=queries.all_fairs(),
        chosen=chosen,
        sector=sector,
        need=need,
        can_say=fair is not None and can_say(fair, now),
        say_form=SayForm(None, fair_id=fair.id) if fair else None,
    )


@blueprint.route("/beurzen/nieuw", methods=["GET", "POST"])
@only(ORGANISER)
def create() -> Any:
    """Plan a fair."""
    form = FairForm()
    if form.validate_on_submit():
        with refusals_shown_in(form):
            fair_id = once_by(form, fairs.create_fair, me().id, **form.settings())
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
        add_form=add_booth_form(fair_id),
        house_rules=words.in_words(found),
        over=found.ends_at <= now,
        welcomes=rules.welcomes_booths(found, now),
        now=now,
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
