"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import demo, desk, handover, organiser, roster, shifts, student, team


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for door in (student, desk, roster, handover, team, organiser, demo):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
    shifts.init_app(app)
