"""Guests are forgotten some time after their last session, and unconfirmed addresses after a day."""

from datetime import datetime

from app import worker
from sessions.actions import guest as actions
from sessions.queries import guest as queries


@worker.due
def forget_guests(now: datetime) -> int:
    """Forget who has not come for long; returns how many."""
    gone = queries.to_forget(now)
    for person_id in gone:
        actions.forget(person_id=person_id, now=now)
    return len(gone)


@worker.due
def forget_unconfirmed(now: datetime) -> int:
    """Forget addresses that nobody confirmed in time; returns how many."""
    return actions.forget_requests(now=now) if queries.has_old_requests(now) else 0
