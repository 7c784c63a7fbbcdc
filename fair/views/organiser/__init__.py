"""The pages of organisers: the square of today, each fair with its life, its booths and invitations."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.pages import add_to_menu
from fair.forms.board import NEEDS
from fair.forms.closing import CLOSE_REASONS
from fair.rules import closing
from fair.rules.board import span_words
from fair.rules.room import dial
from fair.views.organiser import booths, copying, fairs, invitations, stalls, states
from fair.views.organiser.blueprint import blueprint

__all__ = ["blueprint", "booths", "copying", "fairs", "init_app", "invitations", "stalls", "states"]


def init_app(app: Flask) -> None:
    """The organiser's places in the menu, and the words for why to look at a booth."""
    app.jinja_env.globals.update(
        board_needs=NEEDS,
        span_words=span_words,
        close_reasons=CLOSE_REASONS,
        is_closed=closing.is_closed,
        can_close=closing.can_close,
        closed_words=closing.closed_words,
        dial=dial,
    )
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
            "organiser.stall",
            "announcement.show",
            "announcement.look",
        ),
    )
    add_to_menu("organiser", 20, "fair.current", _l("Fair"), "store", also=("fair.lobby", "fair.booth"))
