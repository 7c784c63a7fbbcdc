"""What stands do by themselves: files that nobody names any more go."""

from datetime import datetime

from app import files, worker
from fair.actions import stand as stands
from fair.queries import stand as stand_queries


@worker.due
def clear_files(now: datetime) -> int:
    """Files that no stand names any more leave the database, and then the disk."""
    gone = [
        name
        for booth_id in stand_queries.booths_with_unnamed_files(now)
        for name in stands.forget_unnamed_files(booth_id=booth_id, now=now)
    ]
    for name in gone:
        files.remove(name)
    return len(gone)
