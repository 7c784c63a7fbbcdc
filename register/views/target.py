"""The page where organisers say what the counter counts towards."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app import clock
from app.forms import choices, refusals_shown_in
from app.people import me
from region.models import ORGANISER
from region.people import only
from region.queries import areas
from register import actions, queries
from register.forms import TargetForm
from register.models import Target


@only(ORGANISER)
def target() -> Any:
    """Set a target, or change the one whose window is not over."""
    found = queries.target_ahead(clock.today())
    form = _form_of(found) if found else TargetForm()
    form.school_ids.choices = choices(areas.schools())
    if form.validate_on_submit():
        with refusals_shown_in(form):
            actions.set_target(target_id=found.id if found else None, person_id=me().id, **form.said())
            queries.forget_tallies()
            flash(_("The target is set. The counter counts towards it."), "success")
            return redirect(url_for("register.counter"))
    return render_template("register/target.html", form=form, target=found)


def _form_of(found: Target) -> TargetForm:
    return TargetForm.of(found, areas.towns_in(found.area_id), areas.schools_in(found.area_id))
