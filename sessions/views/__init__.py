"""The pages of sessions."""

from flask import Flask

from sessions.views import (
    afterwards,
    chat,
    handouts,
    mine,
    moderation,
    planning,
    poll,
    programme,
    question,
    room,
    statistics,
)


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    # These add pages to the blueprints below, so they come first.
    for more in (mine, room, question, moderation, poll, chat, handouts, afterwards, statistics):
        more.init_app(app)
    for door in (programme, planning):
        app.register_blueprint(door.blueprint)
        door.init_app(app)
