"""Copying a fair to another day."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.forms import refusals_shown_in
from app.once import once_by
from app.people import me
from fair.actions.copying import copy_fair as copy
from fair.forms.fairs import CopyForm
from fair.queries import fairs as queries
from fair.views.organiser.blueprint import blueprint
from region.models import ORGANISER
from region.people import only


@blueprint.route("/beurzen/<int:fair_id>/kopieren", methods=["GET", "POST"])
@only(ORGANISER)
def copy_fair(fair_id: int) -> Any:
    """Choose the day of a new fair that takes over all settings."""
    found = queries.organised_fair(fair_id, me().id)
    form = CopyForm(title=found.title)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            details = {name: form[name].data for name in ("title", "day", "invite")}
            details = {"fair_id": fair_id, **details}
            new_id = once_by(form, copy, me().id, **details)
            flash(_("The fair is copied. Look at the rules, and announce it when you are ready."), "success")
            return redirect(url_for(".fair", fair_id=new_id))
    employers = len(queries.on_the_square(fair_id))
    return render_template("organiser/copy.html", fair=found, form=form, employers=employers)
