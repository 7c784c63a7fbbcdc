"""What the register does by itself when its time has come."""

from datetime import datetime

from app import clock, worker
from register import actions, queries


@worker.due
def let_proposals_lapse(now: datetime) -> int:
    """Proposals that nobody answered in time expire, and their students and seats are free again."""
    return sum(actions.expire(placement_id=each, now=now) for each in queries.lapsed(now))


@worker.due
def begin_internships(now: datetime) -> int:
    """Agreed internships run from their start date on."""
    today = clock.local(now).date()
    return sum(actions.begin(placement_id=each, now=now) for each in queries.starting(today))
