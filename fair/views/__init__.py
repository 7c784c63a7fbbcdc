"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import chat, demo, desk, organiser, prepare, reports, roster, student


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for door in (student, desk, roster, organiser, prepare, reports, chat, demo):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
