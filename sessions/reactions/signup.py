"""A seat that somebody did not take in time goes to the next who waits."""

from datetime import datetime

from app import worker
from sessions.actions import seats
from sessions.queries import signup as queries


@worker.due
def pass_on_seats(now: datetime) -> int:
    """What was not answered in time goes to the next."""
    return sum(seats.pass_on(session_id=session_id, now=now) for session_id in queries.overdue(now))
