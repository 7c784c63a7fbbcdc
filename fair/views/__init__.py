"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import demo, desk, fairs, organiser, roster, signup, student


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    fairs.init_app(app)
    for door in (student, desk, roster, signup, organiser, demo):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
