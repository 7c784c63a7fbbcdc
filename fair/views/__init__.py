"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import (
    demo,
    desk,
    fairs,
    handover,
    organiser,
    prepare,
    queue,
    report,
    reports,
    room,
    roster,
    shifts,
    signup,
    stall,
    stand,
    student,
    team,
    ticket,
)

# These add pages to the blueprints of others, so they come before those are registered.
GUESTS = (fairs, report, shifts, ticket)
DOORS = (
    demo,
    desk,
    handover,
    organiser,
    prepare,
    queue,
    reports,
    room,
    roster,
    signup,
    stall,
    stand,
    student,
    team,
)


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for guest in GUESTS:
        guest.init_app(app)
    for door in DOORS:
        app.register_blueprint(door.blueprint)
        door.init_app(app)
