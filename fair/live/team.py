"""Whoever leaves or joins a team looks through other eyes at once."""

from flask import Flask

from app import live
from app.db import after_commit
from region.facts import StaffJoined, StaffLeft


@after_commit(StaffJoined)
def open_doors(fact: StaffJoined) -> None:
    """The lines of this person close; the page comes back with the rights there are now."""
    live.dismiss(fact.person_id)


@after_commit(StaffLeft)
def hang_up(fact: StaffLeft) -> None:
    """Nobody watches a desk where she no longer works."""
    live.dismiss(fact.person_id)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the listener is in place."""
