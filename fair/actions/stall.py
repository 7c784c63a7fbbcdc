"""The staff of a stall take a pause, and come back."""

from datetime import datetime, time

from app import clock
from app.db import action, announce
from fair.actions import away
from fair.facts import StallPaused, StallResumed
from fair.models import Booth
from fair.queries import queue as queries
from fair.rules import stall as rules
from fair.rules.until import next_moment


@action
def pause_stall(*, booth_id: int, reason: str, until: time | None, person_id: int, now: datetime) -> int:
    """Roll the awning up for a moment: who is in the queue keeps the place, booked talks stay."""
    booth = queries.own_booth(booth_id, person_id)
    rules.check_pause(booth, now)
    back_at = next_moment(clock.around(until, now), booth.fair.ends_at, now) if until else None
    away.end_pause(booth, now)
    booth.paused_at, booth.paused_until, booth.pause_reason = now, back_at, reason
    announce(StallPaused(booth_id))
    return booth_id


@action
def resume_stall(*, booth_id: int, person_id: int, now: datetime) -> int:
    """Open the stall again."""
    booth = queries.own_booth(booth_id, person_id)
    rules.check_resume(booth)
    return _open(booth, now)


@action
def end_pause(*, booth_id: int, now: datetime) -> int:
    """Open a stall again if its pause is over by the clock."""
    booth = queries.booth(booth_id, lock=True)
    return _open(booth, now) if booth.paused_until and booth.paused_until <= now else 0


def _open(booth: Booth, now: datetime) -> int:
    away.end_pause(booth, now)
    announce(StallResumed(booth.id))
    return booth.id
