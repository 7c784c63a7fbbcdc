"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

from sessions import (  # mail, reactions and seeds plug in by being imported
    live,
    mail,
    reactions,
    seeds,
    views,
)

__all__ = ["init_app", "mail", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
