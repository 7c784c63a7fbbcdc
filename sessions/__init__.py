"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

from sessions import (  # seeds and reactions plug in by being imported
    afterwards_seeds,
    live,
    reactions,
    room_seeds,
    seeds,
    views,
)

__all__ = ["afterwards_seeds", "init_app", "reactions", "room_seeds", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
