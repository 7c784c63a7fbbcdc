"""The live half of the fair: who may watch what, which commands there are, what is drawn for whom."""

from flask import Flask

from fair.live import (
    afterwards,
    announcement,
    booking,
    chat,
    closing,
    desk,
    handover,
    help,
    organiser,
    prepare,
    queue,
    room,
    rooms,
    roster,
    stall,
    stand,
    team,
    waiting,
)

DOORS = (
    afterwards,
    announcement,
    booking,
    chat,
    closing,
    desk,
    handover,
    help,
    organiser,
    prepare,
    queue,
    room,
    rooms,
    roster,
    stall,
    stand,
    team,
    waiting,
)


def init_app(app: Flask) -> None:
    """Load the modules, so that their guards, commands and listeners exist."""
    for door in DOORS:
        door.init_app(app)
