"""The sessions that everybody can read about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from app.db import db
from app.errors import NotFound
from region.queries import is_organiser
from sessions.kinds import ALL, DRAFT
from sessions.models.registration import SEATED, Registration
from sessions.models.session import InspirationSession

MOST = 200
NEWS = 50
EARLIER = 20


@dataclass(frozen=True)
class Wish:
    """What somebody looks for."""

    audience: str = ""
    tag: str = ""
    language: str = ""

    def __bool__(self) -> bool:
        return bool(self.audience or self.tag or self.language)

    def fits(self, session: InspirationSession) -> bool:
        """Whether a session is what she looks for."""
        return (
            session.audience in (self.audience or session.audience, ALL)
            and (self.tag or None) in (None, *session.tags)
            and session.language == (self.language or session.language)
        )


@dataclass(frozen=True)
class Row:
    """A session and how many seats are given away."""

    session: InspirationSession
    taken: int

    @property
    def left(self) -> int:
        """How many seats are free."""
        return max(0, self.session.capacity - self.taken)


def coming(now: datetime) -> list[Row]:
    """What is on or still to come, what is called off too, by time."""
    found = _public().where(InspirationSession.ends_at > now)
    return rows(found.order_by(InspirationSession.starts_at, InspirationSession.id).limit(MOST))


def earlier(now: datetime) -> list[Row]:
    """What is over, the newest first."""
    found = _public().where(InspirationSession.ends_at <= now)
    return rows(found.order_by(InspirationSession.starts_at.desc(), InspirationSession.id).limit(EARLIER))


def latest() -> list[InspirationSession]:
    """What was last shown, changed or called off, the newest first."""
    found = _public().order_by(InspirationSession.changed_at.desc(), InspirationSession.id.desc())
    return list(db.session.scalars(found.limit(NEWS)))


def between(starts_at: datetime, ends_at: datetime) -> list[Row]:
    """What begins between two moments."""
    found = _public().where(InspirationSession.starts_at >= starts_at, InspirationSession.starts_at < ends_at)
    return rows(found.order_by(InspirationSession.starts_at, InspirationSession.id))


def span() -> tuple[datetime, datetime] | None:
    """When the first session of all begins and the last, if there is any."""
    begin = InspirationSession.starts_at
    ends = select(func.min(begin), func.max(begin)).where(InspirationSession.state != DRAFT)
    first, last = db.session.execute(ends).one()
    return (first, last) if first else None


def tags(rows: list[Row]) -> list[str]:
    """The themes of these sessions."""
    return sorted({tag for row in rows for tag in row.session.tags})


def row(session_id: int, person_id: int | None = None) -> Row:
    """A session that this person may read about: shown to everybody, or hers to organise."""
    found = db.session.get(InspirationSession, session_id, populate_existing=True)
    if found is None or (found.state == DRAFT and not is_organiser(person_id)):
        raise NotFound
    return Row(found, taken([session_id]).get(session_id, 0))


def rows_of(session_ids: set[int]) -> list[Row]:
    """These sessions as they are now."""
    return rows(
        _public().where(InspirationSession.id.in_(session_ids)).execution_options(populate_existing=True)
    )


def taken(session_ids: list[int]) -> dict[int, int]:
    """How many seats of each session are given away or held."""
    counted = (
        select(Registration.session_id, func.count().label("seats"))
        .where(Registration.session_id.in_(session_ids), Registration.state.in_(SEATED))
        .group_by(Registration.session_id)
    )
    return {each.session_id: each.seats for each in db.session.execute(counted)}


def _public() -> Select[InspirationSession]:
    return select(InspirationSession).where(InspirationSession.state != DRAFT)


def rows(found: Select[InspirationSession]) -> list[Row]:
    """These sessions with how many seats of each are given away."""
    sessions = list(db.session.scalars(found))
    counts = taken([session.id for session in sessions])
    return [Row(session, counts.get(session.id, 0)) for session in sessions]
