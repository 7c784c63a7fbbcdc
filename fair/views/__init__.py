"""The pages of the fair, one module per audience."""

from flask import Flask

from fair.views import (
    absence,
    announcement,
    calendar,
    chat,
    demo,
    desk,
    fairs,
    group,
    handover,
    help,
    organiser,
    prepare,
    priority,
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
    waiting,
    wanted,
)

# These add pages to the blueprints of others, so they come before those are registered.
GUESTS = (calendar, fairs, report, shifts, ticket)
DOORS = (
    absence,
    announcement,
    chat,
    demo,
    desk,
    group,
    handover,
    help,
    organiser,
    prepare,
    priority,
    queue,
    reports,
    room,
    roster,
    signup,
    stall,
    stand,
    student,
    team,
    waiting,
    wanted,
)


def init_app(app: Flask) -> None:
    """Add the pages and their places in the menus."""
    for guest in GUESTS:
        guest.init_app(app)
    for door in DOORS:
        app.register_blueprint(door.blueprint)
        door.init_app(app)
