"""Pages of placements, and the desk of a coordinator."""

from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app import clock
from app.forms import refusals_shown_in
from app.people import me, signed_in
from region.models import COORDINATOR, STAFF
from region.people import only
from register import queries
from register.views.doors import DOORS

blueprint = Blueprint("register", __name__)


@blueprint.get("/plaatsingen/<int:placement_id>")
@signed_in
def placement(placement_id: int) -> str:
    """One placement, for its student, its employer and its school."""
    sheet = queries.sheet(placement_id, me().id, clock.today())
    return render_template("register/show.html", sheet=sheet, parties=sheet.parties(me().id))


@blueprint.route(f"/plaatsingen/<int:placement_id>/<any({', '.join(DOORS)}):slug>", methods=["GET", "POST"])
@signed_in
def step(placement_id: int, slug: str) -> str | Response:
    """Take a step, on a page that first says what it does to the others."""
    sheet = queries.sheet(placement_id, me().id, clock.today())
    door = DOORS[slug]
    form = door.form(obj=sheet.placement, placement_id=placement_id)
    back = url_for("register.placement", placement_id=placement_id)
    if not form.is_submitted():
        sheet.check(door.rule, me().id)
    elif form.validate():
        with refusals_shown_in(form):
            flash(door.enter(placement_id, me().id, form), "success")
            return redirect(back)
        if form.form_errors:  # the placement has moved on, so this page is of no more use
            flash(form.form_errors[0], "error")
            return redirect(back)
    return render_template("register/step.html", sheet=sheet, door=door, form=form, back=back)


@blueprint.get("/plaatsingen")
@only(STAFF)
def placements() -> str:
    """The placements of an employer."""
    listed = queries.placements_at(me().id)
    return render_template("register/index.html", placements=listed, party="employer")


@blueprint.get("/werk")
@only(COORDINATOR)
def work() -> str:
    """A coordinator's desk."""
    return render_template("register/work.html", desk=partial(queries.work, me().id, clock.today()))


@blueprint.get("/werk/studenten")
@only(COORDINATOR)
def students() -> str:
    """All students of a coordinator who have no place yet."""
    return render_template("register/students.html", students=queries.students_without_place(me().id))
