"""The only clock: UTC inside, Amsterdam on screens."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class NoSuchTime(ValueError):
    """A wall-clock time that is skipped in the night of the last Sunday of March."""


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """A moment as people in the region read it on the wall."""
    return moment.astimezone(AMSTERDAM)


def from_local(wall: datetime) -> datetime:
    """The moment people mean by a wall-clock time; the first of the two in the October night."""
    moment = wall.replace(tzinfo=AMSTERDAM).astimezone(UTC)
    if local(moment).replace(tzinfo=None) != wall:
        raise NoSuchTime(wall)
    return moment


def today() -> date:
    """The date in the region."""
    return local(now()).date()


def working_days_after(moment: datetime, days: int) -> datetime:
    """The same time so many working days (Monday to Friday) later, by the wall clock."""
    wall = local(moment).replace(tzinfo=None)
    while days:
        wall += timedelta(days=1)
        days -= wall.weekday() < 5
    return from_local(wall)  # always there: clocks change on Sundays only
