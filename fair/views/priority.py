"""The page on which organisers say who goes first at a fair."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice

from app import clock
from app.forms import refusals_shown_in
from app.people import me
from fair.actions import priority as actions
from fair.forms.priority import ReserveForm, WindowsForm
from fair.groups import GROUPS
from fair.models import APPROVED, Fair
from fair.queries import priority as queries
from fair.queries.booths import booths
from fair.queries.fairs import organised_fair
from fair.rules import windows as rules
from region.models import ORGANISER
from region.people import only

blueprint = Blueprint("priority", __name__)


@blueprint.route("/organisatie/beurzen/<int:fair_id>/voorrang", methods=["GET", "POST"])
@only(ORGANISER)
def show(fair_id: int) -> Any:
    """From when which group may book, and which times are kept."""
    fair = organised_fair(fair_id, me().id)
    form = WindowsForm(data=_walls(fair_id))
    if form.validate_on_submit():
        with refusals_shown_in(form):
            actions.set_windows(fair_id=fair_id, opens=form.opens(), person_id=me().id, now=clock.now())
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".show", fair_id=fair_id))
    return _page(fair, form)


@blueprint.post("/organisatie/beurzen/<int:fair_id>/voorrang/tijden")
@only(ORGANISER)
def reserve(fair_id: int) -> Any:
    """Keep times for a group."""
    fair = organised_fair(fair_id, me().id)
    form = _reserve_form(fair)
    if not form.validate():
        return _page(fair, WindowsForm(formdata=None, data=_walls(fair_id)), form), 422
    said = {field.name: field.data for field in (form.booth_id, form.group, form.every)}
    number = actions.reserve_times(fair_id=fair_id, person_id=me().id, now=clock.now(), **said)
    flash(ngettext("%(num)d time is kept.", "%(num)d times are kept.", number), "success")
    return redirect(url_for(".show", fair_id=fair_id, _anchor="times"))


def _walls(fair_id: int) -> dict[str, Any]:
    """The windows as people read them on the wall."""
    walls: dict[str, Any] = {}
    for window in queries.windows(fair_id):
        wall = clock.local(window.opens_at)
        walls |= {f"{window.group}_day": wall.date(), f"{window.group}_time": wall.time()}
    return walls


def _reserve_form(fair: Fair) -> ReserveForm:
    form = ReserveForm()
    standing = [row.booth for row in booths(fair.id) if row.booth.state == APPROVED]
    form.booth_id.choices = [SelectChoice(0, _("all booths"))] + [
        SelectChoice(booth.id, f"{booth.number}. {booth.organisation.name}") for booth in standing
    ]
    return form


def _page(fair: Fair, form: WindowsForm, reserve: ReserveForm | None = None) -> str:
    kept = queries.reserved(fair.id)
    groups = {group for each in kept.values() for group in each}
    return render_template(
        "priority/show.html",
        fair=fair,
        form=form,
        reserve=reserve or _reserve_form(fair),
        groups=GROUPS,
        kept=[(row.booth, kept[row.booth.id]) for row in booths(fair.id) if row.booth.id in kept],
        sentences=rules.in_words(fair, queries.windows(fair.id), groups),
    )


def init_app(app: Flask) -> None:
    """The page of the fair leads here; every page can say who goes first."""
    app.jinja_env.globals["groups_first"] = GROUPS
