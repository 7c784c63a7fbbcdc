"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

from sessions import live, reactions, seeds, views  # seeds and reactions plug in by being imported

__all__ = ["init_app", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
