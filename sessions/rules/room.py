"""Who may be in the live room of a session, who keeps order there, and until when."""

from collections.abc import Collection
from datetime import datetime, timedelta

from region.models import ORGANISER
from sessions.kinds import CANCELLED
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession
from sessions.rules.signup import door_is_open

READABLE = timedelta(days=7)


def has_come_in(own: Registration | None) -> bool:
    """Whether a person is or was there."""
    return bool(own and own.state == SIGNED_UP and own.came_at)


def may_moderate(roles: Collection[str], is_appointed: bool) -> bool:
    """Organisers keep order in every session, and who is appointed does in this one."""
    return ORGANISER in roles or is_appointed


def may_read(session: InspirationSession, came: bool, moderates: bool, now: datetime) -> bool:
    """Who came in reads the room while the door is open and for a week after; who moderates always."""
    is_readable = door_is_open(session, now) or session.starts_at <= now < session.ends_at + READABLE
    return moderates or (came and session.state != CANCELLED and is_readable)


def may_take_part(session: InspirationSession, came: bool, moderates: bool, now: datetime) -> bool:
    """Asking, voting and writing: for who is in, while the door is open."""
    return (came or moderates) and door_is_open(session, now)
