"""The pages of organisers: the square of today, each fair with its life, its booths and invitations."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.pages import add_to_menu
from fair.forms.board import NEEDS
from fair.views.organiser import booths, copying, fairs, invitations, states
from fair.views.organiser.blueprint import blueprint

__all__ = ["blueprint", "booths", "copying", "fairs", "init_app", "invitations", "states"]


def init_app(app: Flask) -> None:
    """The organiser's places in the menu, and the words for why to look at a booth."""
    app.jinja_env.globals["board_needs"] = NEEDS
    add_to_menu(
        "organiser",
        10,
        "organiser.index",
        _l("Today"),
        "map",
        also=(
            "organiser.fair",
            "organiser.edit",
            "organiser.invitations",
            "announcement.show",
            "announcement.look",
        ),
    )
    add_to_menu("organiser", 20, "fair.current", _l("Fair"), "store", also=("fair.lobby", "fair.booth"))
