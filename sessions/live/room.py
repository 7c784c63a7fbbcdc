"""The live room of a session: who may watch it, and how many are there."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from app import clock, live
from app.errors import NotFound
from sessions.queries import room as queries


@live.admits("hall")
def whoever_may_read_it(number: int, person_id: int | None) -> bool:
    """What happens in the room: for who came in, and who keeps order."""
    return _may(queries.hall, number, person_id)


@live.admits("hall-desk")
def whoever_moderates(number: int, person_id: int | None) -> bool:
    """What waits for who keeps order."""
    return _may(queries.desk, number, person_id)


def _may(look: Callable[..., Any], number: int, person_id: int | None) -> bool:
    try:
        return bool(person_id and look(number, person_id, clock.now()))
    except NotFound:
        return False


def number_here(session_id: int) -> int:
    """How many people have the room open."""
    room = f"hall:{session_id}"
    return len(live.people_in(room)[room])


def tell_how_many(session_ids: set[int]) -> None:
    """Everybody in these rooms sees how many are there."""
    for session_id in session_ids:
        said = {"session_id": session_id, "number": number_here(session_id)}
        live.patch(f"hall:{session_id}", "sessions/room/_here.html", **said)


here = live.Gathered(tell_how_many)


@live.comings_and_goings("hall")
def somebody_came_or_went(session_id: int) -> None:
    """Told within a second, together with the others who came and went."""
    here.add(session_id)


def init_app(app: Flask) -> None:
    """Loading this module is enough: guards and listeners are in place."""
