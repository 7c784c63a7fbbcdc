"""What was typed in the rooms of talks is not kept for ever."""

from datetime import datetime

from app import worker
from fair.actions import room as actions
from fair.queries import room as queries


@worker.due
def forget_rooms(now: datetime) -> int:
    """Four weeks after a fair nothing is left of what was typed in its talks."""
    found = queries.to_forget(now)
    for booking_id in found:
        actions.forget(booking_id=booking_id)
    return len(found)
