"""The pages on which staff prepare a booth: who talks with students when, and asking for one."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.forms import choices, refusals_shown_in
from app.once import once_by
from app.pages import add_to_menu
from app.people import me, signed_in
from fair.actions import booths, roster
from fair.forms.booths import RequestBoothForm
from fair.forms.roster import PAUSES, AddShiftForm
from fair.models import Booth
from fair.queries import booths as booth_queries
from fair.queries import fairs as fair_queries
from fair.queries import roster as queries
from fair.queries.timetable import roster as roster_of
from region.models import STAFF
from region.people import only
from region.queries import employers_of, is_staff

blueprint = Blueprint("roster", __name__)


@blueprint.get("/rooster", defaults={"booth_id": None})
@blueprint.route("/stands/<int:booth_id>/rooster", methods=["GET", "POST"])
@signed_in
def show(booth_id: int | None) -> Any:
    """Who talks with students when; without a number the roster of one's own booth."""
    if booth_id is None:
        return to_own_booth(".show")
    booth = booth_queries.own_booth(booth_id, me().id)
    form = _add_form(booth)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            details = {"booth_id": booth_id, "staff_id": form.staff_id.data, **form.said()}
            once_by(form, roster.add_shift, me().id, **details)
            flash(_("The block is on the roster. Students can book its times."), "success")
            return redirect(url_for(".show", booth_id=booth_id))
    return render_template(
        "roster/show.html",
        form=form,
        names=is_staff(me().id, booth.organisation_id),
        **roster_of(booth_id, clock.now()),
    )


def _add_form(booth: Booth) -> AddShiftForm:
    usual = {"slot_minutes": booth.fair.slot_minutes, "break_minutes": booth.fair.break_minutes}
    form = AddShiftForm(booth.fair, **usual)
    form.staff_id.choices = choices(queries.people_of(booth))
    return form


def to_own_booth(endpoint: str) -> Any:
    """On to the booth that somebody works on, or to asking for one."""
    booth = booth_queries.own_current_booth(me().id, clock.now())
    if booth:
        return redirect(url_for(endpoint, booth_id=booth.id))
    return _no_booth()


@only(STAFF)
def _no_booth() -> Any:
    fairs = fair_queries.fairs_to_join(clock.now())
    return render_template("roster/no_booth.html", fairs=fairs)


@blueprint.route("/beurs/<int:fair_id>/stand-aanvragen", methods=["GET", "POST"])
@only(STAFF)
def request_booth(fair_id: int) -> Any:
    """Ask for a booth at a fair."""
    fair, form = fair_queries.fair(fair_id), RequestBoothForm()
    employers = employers_of(me().id)
    form.organisation_id.choices = choices(employers)
    form.offer(fair.levels)
    if form.validate_on_submit():
        with refusals_shown_in(form):
            details = {name: form[name].data for name in ("organisation_id", "slogan", "levels")}
            details = {"fair_id": fair_id, **details}
            booth_id = once_by(form, booths.request_booth, me().id, **details)
            flash(_("You asked for a booth. The organisers answer here."), "success")
            return redirect(url_for("stand.edit", booth_id=booth_id))
    return render_template("roster/request.html", fair=fair, form=form, employers=employers)


def init_app(app: Flask) -> None:
    """The places of staff in the menu."""
    behind = ("roster.shift", "roster.remove", "roster.block", "handover.show", "team.show", "team.remove")
    add_to_menu("employer", 20, "roster.show", _l("Roster"), "calendar-clock", also=behind)
    app.jinja_env.globals["pause_reasons"] = PAUSES
