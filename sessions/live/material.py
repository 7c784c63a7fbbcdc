"""What is handed out appears at once, for who has the page of the session open."""

from flask import Flask

from app import clock, live
from app.db import after_commit
from sessions.facts import HandedOut
from sessions.queries import material as queries
from sessions.queries import programme


@after_commit(HandedOut)
def show_materials(fact: HandedOut) -> None:
    """The hand-outs of a session, the same for everybody."""
    session, now = programme.row(fact.session_id).session, clock.now()
    materials = queries.shown(session, now)
    live.patch(f"session:{session.id}", "sessions/_materials.html", session=session, materials=materials)


def init_app(app: Flask) -> None:
    """Loading this module is enough: the listener is in place."""
