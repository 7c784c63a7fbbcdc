"""The page on which staff say which students their booth asks for."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from app import clock
from app.people import me, signed_in
from fair.actions.wanted import ask_for
from fair.forms.wanted import WantedForm
from fair.models import Booth
from fair.queries import wanted as queries
from fair.queries.booths import own_booth

blueprint = Blueprint("wanted", __name__)


@blueprint.route("/stands/<int:booth_id>/vraagt", methods=["GET", "POST"])
@signed_in
def edit(booth_id: int) -> Any:
    """Which students a booth asks for."""
    booth = own_booth(booth_id, me().id)
    form = _form(booth)
    if form.validate_on_submit():
        ask_for(booth_id=booth_id, person_id=me().id, now=clock.now(), **form.asked())
        flash(_("Saved. Only students who fit can book a talk."), "success")
        return redirect(url_for(".edit", booth_id=booth_id))
    return render_template("wanted/edit.html", booth=booth, form=form)


def _form(booth: Booth) -> WantedForm:
    form = WantedForm(
        sectors=booth.wanted_sectors, programmes=booth.wanted_programmes, languages=booth.wanted_languages
    )
    form.programmes.choices = [SelectChoice(*each) for each in queries.programmes(booth.levels).items()]
    return form


def init_app(app: Flask) -> None:
    """The page is a part of the booth, so the menu needs no place for it."""
