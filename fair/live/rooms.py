"""Who may watch the square, a booth, and a day."""

from collections.abc import Callable

from flask import Flask

from app import live
from app.errors import NotFound
from fair.queries import lobby


@live.admits("fair")
def anybody_when_public(fair_id: int, _person_id: int | None) -> bool:
    """The square of a fair that is no draft."""
    return _is_there(lobby.fair, fair_id)


@live.admits("booth")
def anybody_at_the_booth(booth_id: int, _person_id: int | None) -> bool:
    """The times of an approved booth."""
    return _is_there(lobby.booth, booth_id)


@live.admits("day")
def only_ones_own_day(number: int, person_id: int | None) -> bool:
    """A student's own day: the whole picture, drawn only while she looks at it."""
    return number == person_id


def _is_there(look_up: Callable[[int], object], number: int) -> bool:
    try:
        look_up(number)
    except NotFound:
        return False
    return True


def init_app(app: Flask) -> None:
    """Loading this module is enough: the guards are in place."""
