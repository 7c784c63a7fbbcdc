"""What others must know of the sessions to which a person comes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from region.planner import engages
from sessions.kinds import PUBLISHED
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession


@engages(str)
def sessions_of(person_id: int, starts_at: datetime, ends_at: datetime) -> Select[*tuple[Any, ...]]:
    """The sessions for which a person signed up."""
    found = select(InspirationSession.title, InspirationSession.starts_at, InspirationSession.ends_at)
    return found.join(Registration, Registration.session_id == InspirationSession.id).where(
        Registration.person_id == person_id,
        Registration.state == SIGNED_UP,
        InspirationSession.state == PUBLISHED,
        InspirationSession.starts_at < ends_at,
        InspirationSession.ends_at > starts_at,
    )
