"""Times that were kept for a group and are for everybody from a moment on."""

from datetime import datetime

from app import worker
from fair.actions import priority as actions
from fair.queries import priority as queries


@worker.due
def release_kept_times(now: datetime) -> int:
    """What was kept until now is everybody's, and who looks sees it so."""
    return sum(actions.release_times(booth_id=each, now=now) for each in queries.booths_to_release(now))
