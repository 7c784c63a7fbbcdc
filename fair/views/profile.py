"""What a student says about herself, for booths that ask for more than a level."""

import re
from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from app import clock
from app.people import me
from fair.forms.profile import LanguagesForm
from region import queries
from region.actions.profiles import fill_in_languages
from region.people import only

blueprint = Blueprint("profile", __name__)

BOOTH = re.compile(r"/stands/[0-9]+(\?tijd=[0-9]+)?")


@blueprint.route("/mijn/profiel", methods=["GET", "POST"])
@only("student")
def languages() -> Any:
    """Fill in the languages one speaks, and go on to the booth that asked for them."""
    form = LanguagesForm(obj=queries.student(me().id))
    onward = request.args.get("verder", "")
    known_way = onward if BOOTH.fullmatch(onward) else ""
    if form.validate_on_submit():
        fill_in_languages(languages=form.languages.data or [], person_id=me().id, now=clock.now())
        flash(_("Your languages are saved."), "success")
        return redirect(known_way or url_for(".languages"))
    return render_template("profile/languages.html", form=form, onward=known_way)


def init_app(app: Flask) -> None:
    """Pages lead here where it matters; there is no place in the menu."""
