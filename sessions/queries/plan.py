"""What organisers see of the sessions they plan."""

from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.errors import NotFound
from region.planner import Planned, planned_between
from region.queries import is_organiser
from sessions.kinds import CANCELLED
from sessions.models.session import InspirationSession
from sessions.queries.programme import Row, rows

MOST = 300


def check_organiser(person_id: int) -> None:
    """Only organisers plan sessions; for others there is nothing here."""
    if not is_organiser(person_id):
        raise NotFound


def organised(session_id: int, person_id: int, lock: bool = False) -> InspirationSession:
    """A session that a person may change."""
    check_organiser(person_id)
    found = select(InspirationSession).where(InspirationSession.id == session_id)
    session = db.session.scalar(found.with_for_update() if lock else found)
    if session is None:
        raise NotFound
    return session


def later(session: InspirationSession, lock: bool = False) -> list[InspirationSession]:
    """The sessions of the same series that come after this one and are not called off."""
    found = select(InspirationSession).where(
        InspirationSession.series_id == session.series_id,
        InspirationSession.starts_at > session.starts_at,
        InspirationSession.state != CANCELLED,
    )
    found = found.order_by(InspirationSession.id)
    return list(db.session.scalars(found.with_for_update() if lock else found)) if session.series_id else []


def planned(now: datetime) -> tuple[list[Row], list[Row]]:
    """What is on or still to come, the next first; and what is over, the newest first."""
    newest = select(InspirationSession).order_by(InspirationSession.starts_at.desc(), InspirationSession.id)
    found = rows(newest.limit(MOST))
    coming = [row for row in reversed(found) if row.session.ends_at > now]
    return coming, [row for row in found if row.session.ends_at <= now]


def at_once(starts_at: datetime, ends_at: datetime, but: int | None = None) -> list[InspirationSession]:
    """The sessions that go on at the same time, drafts too."""
    found = select(InspirationSession).where(
        InspirationSession.starts_at < ends_at,
        InspirationSession.ends_at > starts_at,
        InspirationSession.state != CANCELLED,
        InspirationSession.id != (but or 0),
    )
    return list(db.session.scalars(found.order_by(InspirationSession.starts_at)))


def beside(starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """What others have planned at the same time, such as a fair."""
    return planned_between(starts_at, ends_at)
