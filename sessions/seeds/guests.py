"""A guest in the demo world, who came by a confirmed address."""

from datetime import datetime

from sqlalchemy import select

from app.db import announce, db
from app.people import Person
from sessions.actions import signup
from sessions.facts import GuestCame
from sessions.kinds import ALL, HYBRID
from sessions.models.guest import Guest
from sessions.models.session import InspirationSession


def plant_guest(now: datetime) -> None:
    """At the session of the town hall, where everybody is welcome."""
    found = select(InspirationSession.id)
    session_id = db.session.scalars(
        found.where(InspirationSession.audience == ALL, InspirationSession.mode == HYBRID)
    ).one()
    hanneke = Person(email="hanneke@buurt.example", first_name="Hanneke", last_name="de Wit", created_at=now)
    db.session.add(hanneke)
    db.session.flush()
    db.session.add(Guest(person_id=hanneke.id, salt="demo", made_at=now))
    db.session.flush()
    announce(GuestCame(hanneke.id))
    signup.sign_up(session_id=session_id, person_id=hanneke.id, now=now)
