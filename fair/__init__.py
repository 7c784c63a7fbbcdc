"""The stagebeurs: fairs, booths, rosters, slots, bookings and what came of the talks."""

from flask import Flask

from fair import live, seeds, views


def init_app(app: Flask) -> None:
    """Plug in the fair: its pages, its live rooms, its part of the demo world."""
    views.init_app(app)
    live.init_app(app)
    seeds.init_app(app)
