"""What is handed out with a session."""

from datetime import datetime

from sqlalchemy import select

from app import files
from app.db import db
from app.errors import NotFound
from region.queries import is_organiser
from sessions.models.material import Material
from sessions.models.session import InspirationSession
from sessions.rules import material as rules


def all_of(session_id: int) -> list[Material]:
    """All hand-outs of a session, for its organisers; in the order in which they were added."""
    found = select(Material).where(Material.session_id == session_id).order_by(Material.id)
    return list(db.session.scalars(found))


def shown(session: InspirationSession, now: datetime) -> list[Material]:
    """What everybody sees of them by now."""
    return [each for each in all_of(session.id) if rules.is_shown(each, session, now)]


def of(session_id: int, material_id: int) -> Material:
    """One of the hand-outs of a session."""
    found = db.session.get(Material, material_id)
    if found is None or found.session_id != session_id:
        raise NotFound
    return found


def file(session_id: int, material_id: int, person_id: int | None, now: datetime) -> Material:
    """A file that this person may download: shown to everybody by now, or hers to organise."""
    found = of(session_id, material_id)
    may_read = rules.is_shown(found, found.session, now) or is_organiser(person_id)
    if not found.stored or not may_read:
        raise NotFound
    return found


@files.named_by
def stored_names() -> set[str]:
    """The names under which files of sessions are kept."""
    return set(db.session.scalars(select(Material.stored).where(Material.stored != "")))
