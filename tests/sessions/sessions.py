"""Sessions for tests."""

from datetime import datetime, timedelta
from typing import Any

from app.db import db
from sessions.kinds import PUBLISHED
from sessions.models import InspirationSession, Registration
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
