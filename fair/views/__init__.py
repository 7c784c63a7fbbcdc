"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import demo, desk, organiser, roster, student, waiting


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for door in (student, desk, roster, organiser, demo, waiting):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
