"""Sessions for tests."""

from datetime import datetime, timedelta
from typing import Any

from app.db import db, transaction
from sessions.kinds import PUBLISHED
from sessions.models import InspirationSession, Registration
from sessions.models.registration import SIGNED_UP
from sessions.queries.signup import seats
from tests.factories import make_student, save


def make_session(now: datetime, starts_in: timedelta = timedelta(days=7), **fields: Any) -> int:
    """A session for everybody with two seats, shown and a week ahead."""
    values: dict[str, Any] = {
        "title": "Een dag op de ambulance",
        "text": "Femke vertelt.",
        "host": "Ambulance Hollands Midden",
        "starts_at": now + starts_in,
        "ends_at": now + starts_in + timedelta(minutes=30),
        "capacity": 2,
        "link": "https://video.example/kamer",
        "state": PUBLISHED,
        "changed_at": now,
    }
    return save(InspirationSession(**values | fields)).id


def make_students(number: int, programme_id: int) -> list[int]:
    """So many students."""
    return [make_student(f"Robin{n}", programme_id) for n in range(number)]


def the(session_id: int) -> InspirationSession:
    """A session as it is kept now."""
    db.session.rollback()
    return db.session.get(InspirationSession, session_id, populate_existing=True)  # type: ignore


def states(session_id: int) -> dict[int, str]:
    """Who is in which state."""
    db.session.rollback()
    rows = db.session.query(Registration).filter_by(session_id=session_id).populate_existing()
    return {row.person_id: row.state for row in rows}


def come_in(session_id: int, now: datetime, *people: int) -> None:
    """These people have signed up and are there; the session gets seats enough for them."""
    with transaction() as work:
        work.get_one(InspirationSession, session_id).capacity += len(people)
        for person_id in people:
            work.flush()
            seat = 1 + len(seats(session_id))
            entry = {"person_id": person_id, "state": SIGNED_UP, "seat": seat, "asked_at": now}
            work.add(Registration(session_id=session_id, came_at=now, **entry))
