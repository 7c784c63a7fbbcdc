"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

from sessions import (  # what listens, reminds or plants plugs in by being imported
    afterwards_seeds,
    letter_seeds,
    live,
    mail,
    reactions,
    room_seeds,
    seeds,
    views,
)

__all__ = ["afterwards_seeds", "init_app", "letter_seeds", "mail", "reactions", "room_seeds", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
