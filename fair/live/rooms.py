"""Who may watch the square, a booth, and a day."""

from flask import Flask

from app import live
from fair.queries import lobby


@live.admits("fair")
def anybody_when_public(fair_id: int, _person_id: int | None) -> bool:
    """The square of a fair that is no draft."""
    return lobby.shows_fair(fair_id)


@live.admits("booth")
def anybody_at_the_booth(booth_id: int, _person_id: int | None) -> bool:
    """The times of an approved booth."""
    return lobby.shows_booth(booth_id)


@live.admits("day")
def only_ones_own_day(number: int, person_id: int | None) -> bool:
    """A student's own day: the whole picture, drawn only while she looks at it."""
    return number == person_id


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guards are in place."""
