"""Reminders: letters about what begins soon, the day before and a quarter of an hour before."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app import worker
from app.db import action
from app.mail.letters import Draft, write

# How long before, and how late it may still be: a worker that stood still catches up.
SPANS = (
    (timedelta(hours=24), timedelta(hours=3)),
    (timedelta(minutes=15), timedelta(minutes=10)),
)

Drafts = Callable[[str, datetime, datetime, timedelta], list[Draft]]


def reminds(day: str, quarter: str) -> Callable[[Drafts], Drafts]:
    """Let a package write these two kinds of letters about what it has.

    It gets the kind, the span in which the thing begins, and how long before that it must have been settled:
    who books or signs up later than that needs no reminder.
    """

    def plug_in(drafts: Drafts) -> Drafts:
        @action
        def write_due(*, kind: str, ahead: timedelta, late: timedelta, now: datetime) -> int:
            due = drafts(kind, now + ahead - late, now + ahead, ahead)
            write(now, *due)
            return len(due)

        @worker.due
        def remind(now: datetime) -> int:
            spans = zip((day, quarter), SPANS, strict=True)
            return sum(write_due(kind=kind, ahead=ahead, late=late, now=now) for kind, (ahead, late) in spans)

        return drafts

    return plug_in
