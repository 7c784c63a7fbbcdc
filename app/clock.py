"""The only clock: UTC inside, Amsterdam on screens."""

from datetime import UTC, date, datetime, time, timedelta
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


def around(at: time, now: datetime) -> dict[datetime, bool]:
    """Every moment of today and tomorrow that people can mean by a time, both of October's too.

    The value says whether the wall really shows it then: not so in the hour that March skips.
    """
    wall = datetime.combine(local(now).date(), at)
    meant = [
        (each.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC), each)
        for each in (wall, wall + timedelta(days=1))
        for fold in (0, 1)
    ]
    return {moment: local(moment).replace(tzinfo=None) == each for moment, each in meant}


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
