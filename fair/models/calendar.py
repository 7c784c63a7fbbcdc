"""Rows that stand in people's calendars count their own changes there."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from app import clock


class InCalendars:
    """A row that calendars show: `sequence` rises, at `changed_at`, when anything that they show changes.

    The row itself looks to it, because many actions change the times of a fair or of a block.
    """

    SHOWN: ClassVar[tuple[str, ...]]

    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(default=lambda: clock.now())


@event.listens_for(InCalendars, "before_update", propagate=True)
def count_change(_mapper: Any, _connection: Any, row: InCalendars) -> None:
    """Raise the sequence of a row whose time, place or state is about to be kept otherwise."""
    attributes = inspect(row).attrs
    if any(attributes[name].history.has_changes() for name in row.SHOWN):
        row.sequence += 1
        row.changed_at = clock.now()
