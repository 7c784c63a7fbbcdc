"""The stagebeurs: fairs, booths, rosters, slots, bookings and what came of the talks."""

from flask import Flask

from fair import desk, demo, live, organiser, seeds, views


def init_app(app: Flask) -> None:
    """Plug in the fair: its pages, its live rooms, its part of the demo world."""
    for door in (views, desk, organiser, demo):
        app.register_blueprint(door.blueprint)
    live.init_app(app)
    demo.init_app(app)
    seeds.init_app(app)
