"""When the fairs of the demo world are open."""

from datetime import date, datetime, time, timedelta

from app import clock

Hours = tuple[datetime, datetime]

THURSDAY = 3
SEASONS = (
    "winter",
    "winter",
    "voorjaar",
    "voorjaar",
    "voorjaar",
    "zomer",
    "zomer",
    "zomer",
    "najaar",
    "najaar",
)


def open_now(now: datetime) -> Hours:
    """From 10.00 to 16.00 when that is well under way; else seven hours, of which one or two are over."""
    opens, closes = day_of(clock.local(now).date())
    if opens + timedelta(minutes=30) <= now <= closes - timedelta(hours=2):
        return opens, closes
    opens = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    return opens, opens + timedelta(hours=7)


def day_of(day: date) -> Hours:
    """10.00 to 16.00 by the clocks in the region."""
    return (
        clock.from_local(datetime.combine(day, time(10))),
        clock.from_local(datetime.combine(day, time(16))),
    )


def thursday_from(day: date) -> date:
    """The first Thursday from a day on."""
    return day + timedelta(days=(THURSDAY - day.weekday()) % 7)


def title(opens: datetime) -> str:
    """What a fair on that day is called."""
    month = clock.local(opens).month
    season = "winter" if month == 12 else ("najaar" if month > 8 else SEASONS[month - 1])
    return f"Stagebeurs {season}"
