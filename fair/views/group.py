"""The page on which staff plan a talk with several students at once."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from app.forms import choices, refusals_shown_in
from app.once import once_by
from app.people import me, signed_in
from fair.actions.group import add_group_talk
from fair.forms.group import GroupForm
from fair.queries.booths import own_booth
from fair.queries.roster import people_of

blueprint = Blueprint("group", __name__)


@blueprint.route("/stands/<int:booth_id>/groepsgesprek", methods=["GET", "POST"])
@signed_in
def create(booth_id: int) -> Any:
    """Plan a group talk."""
    booth = own_booth(booth_id, me().id)
    form = GroupForm(booth.fair)
    form.staff_id.choices = choices(people_of(booth))
    if form.validate_on_submit():
        with refusals_shown_in(form):
            details = {"booth_id": booth_id, "staff_id": form.staff_id.data, **form.times()}
            once_by(form, add_group_talk, me().id, **details)
            flash(_("The group talk is on the roster. Students can take a place."), "success")
            return redirect(url_for("roster.show", booth_id=booth_id))
    return render_template("roster/group.html", booth=booth, form=form)


def init_app(app: Flask) -> None:
    """The roster leads here."""
