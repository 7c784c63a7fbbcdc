"""The live half of sessions: signing up, the room, and what is drawn for whom."""

from flask import Flask

from sessions.live import afterwards, material, room, signup


def init_app(app: Flask) -> None:
    """Load the modules, so that their guards, commands and listeners exist."""
    signup.init_app(app)
    room.init_app(app)
    material.init_app(app)
    afterwards.init_app(app)
