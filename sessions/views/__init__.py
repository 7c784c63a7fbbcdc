"""The pages of sessions."""

from flask import Flask

from sessions.views import mine, planning, programme


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    mine.init_app(app)  # adds pages to the blueprint of the programme, so it comes first
    for door in (programme, planning):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
