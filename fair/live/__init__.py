"""The live half of the fair: who may watch what, which commands there are, what is drawn for whom."""

from flask import Flask

from fair.live import booking, desk, organiser, queue, rooms, stall


def init_app(app: Flask) -> None:
    """Load the modules, so that their guards, commands and listeners exist."""
    for door in (rooms, booking, desk, organiser, queue, stall):
        door.init_app(app)
