"""Announcements whose time is over."""

from datetime import datetime

from app import worker
from fair.actions import announcement as actions
from fair.queries import announcement as queries


@worker.due
def end_announcements(now: datetime) -> int:
    """Nobody reads an announcement after its time."""
    return sum(1 for each in queries.over(now) if actions.end(announcement_id=each, now=now))
