"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

from sessions import live, mail, reactions, seeds, views
from sessions.queries import planned

# Live and views are plugged in below, the others by being imported.
__all__ = ["init_app", "mail", "planned", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
