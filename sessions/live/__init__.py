"""The live half of sessions: signing up, the room, and what is drawn for whom."""

from flask import Flask

from sessions.live import afterwards, chat, material, moderation, poll, question, room, signup


def init_app(app: Flask) -> None:
    """Load the modules, so that their guards, commands and listeners exist."""
    for module in (signup, room, question, moderation, poll, chat, material, afterwards):
        module.init_app(app)
