"""The page on which a coordinator sees who stayed away more than once."""

from flask import Blueprint, Flask, render_template
from flask_babel import lazy_gettext as _l

from app.pages import add_to_menu
from app.people import me
from fair.queries.absence import absences
from region.models import COORDINATOR
from region.people import only

blueprint = Blueprint("absence", __name__)


@blueprint.get("/werk/afwezig")
@only(COORDINATOR)
def show() -> str:
    """Students who did not come to two talks or more at one fair."""
    return render_template("absence/show.html", absences=absences(me().id))


def init_app(app: Flask) -> None:
    """The place in the menu of coordinators."""
    add_to_menu("coordinator", 15, "absence.show", _l("Not shown up"), "user-round-x")
