"""The shared register: targets, pledges, and placements from proposal to agreement."""

from flask import Flask

from register import live, mail, reactions, seeds, views  # all but views plug in by being imported

__all__ = ["init_app", "live", "mail", "reactions", "seeds"]


def init_app(app: Flask) -> None:
    """Plug in the register: its pages, its live rooms, its due work."""
    views.init_app(app)
