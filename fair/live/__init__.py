"""The live half of the fair: who may watch what, which commands there are, what is drawn for whom."""

from flask import Flask

from fair.live import booking, chat, desk, organiser, prepare, rooms


def init_app(app: Flask) -> None:
    """Load the modules, so that their guards, commands and listeners exist."""
    for door in (rooms, booking, desk, organiser, prepare, chat):
        door.init_app(app)
