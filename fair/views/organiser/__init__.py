"""The pages of organisers: the square of today, each fair with its life, its booths and invitations."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.pages import add_to_menu
from fair.views.organiser import booths, fairs, states
from fair.views.organiser.blueprint import blueprint

__all__ = ["blueprint", "booths", "fairs", "init_app", "states"]


def init_app(app: Flask) -> None:
    """The organiser's places in the menu."""
    add_to_menu(
        "organiser", 10, "organiser.index", _l("Today"), "map", also=("organiser.fair", "organiser.edit")
    )
    add_to_menu("organiser", 20, "fair.current", _l("Fair"), "store", also=("fair.lobby", "fair.booth"))
