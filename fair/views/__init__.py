"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import absence, demo, desk, group, organiser, priority, profile, roster, student, wanted


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for door in (student, desk, roster, organiser, demo, absence, group, priority, profile, wanted):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
