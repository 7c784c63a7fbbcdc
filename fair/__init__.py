"""The stagebeurs: fairs, booths, rosters, slots, bookings and what came of the talks."""

from flask import Flask

from fair import live, mail, reactions, seeds, views  # mail, reactions and seeds plug in by being imported
from fair.queries import planned

__all__ = ["init_app", "mail", "planned", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the fair: its pages, its live rooms."""
    views.init_app(app)
    live.init_app(app)
