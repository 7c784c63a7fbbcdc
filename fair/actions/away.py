"""What is over of a pause or a closure is kept, within a unit of work."""

from datetime import datetime

from app.db import db
from fair.models import Away, Booth
from fair.models.away import CLOSED, PAUSED


def end_pause(booth: Booth, now: datetime) -> None:
    """A pause is over by the clock or now, whichever came first; nothing when there is none."""
    if booth.paused_at:
        _keep(booth, PAUSED, booth.paused_at, min(now, booth.paused_until or now), booth.pause_reason)
    booth.paused_at, booth.paused_until, booth.pause_reason = None, None, ""


def end_closure(booth: Booth, now: datetime) -> None:
    """A booth is closed no more."""
    if booth.closed_at:
        _keep(booth, CLOSED, booth.closed_at, now, booth.close_reason)
    booth.closed_at, booth.close_reason = None, ""


def _keep(booth: Booth, kind: str, since: datetime, until: datetime, reason: str) -> None:
    until = min(until, booth.fair.ends_at)  # nobody misses a stall after the fair
    if until > since:
        db.session.add(Away(booth_id=booth.id, kind=kind, starts_at=since, ends_at=until, reason=reason))
