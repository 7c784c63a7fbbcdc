"""The shared register: targets, pledges, and placements from proposal to agreement."""

from flask import Flask

from register import live, reactions, views


def init_app(app: Flask) -> None:
    """Plug in the register: its pages, its live rooms, its due work."""
    app.register_blueprint(views.blueprint)
    live.init_app(app)
    reactions.init_app(app)
