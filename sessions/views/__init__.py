"""The pages of sessions."""

from flask import Flask

from sessions.views import calendar, guest, mine, news, planning, programme


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for door in (mine, calendar, guest, news):  # they add pages to the blueprint of the programme: first
        door.init_app(app)
    for door in (programme, planning):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
