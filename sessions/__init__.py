"""Inspiration sessions: the programme, who comes, and being there."""

from flask import Flask

# What listens, reminds or plants plugs in by being imported.
from sessions import letter_seeds, live, mail, reactions, seeds, views

__all__ = ["init_app", "letter_seeds", "mail", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the sessions: their pages, their live rooms."""
    views.init_app(app)
    live.init_app(app)
