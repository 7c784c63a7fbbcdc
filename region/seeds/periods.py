"""When internships of the demo world run: from February, May or September, as seen from a day."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = {2: 22, 5: 20, 9: 21}  # the month in which a period starts, and how long it lasts


@dataclass(frozen=True, order=True)
class Period:
    """From a Monday up to and including a Friday."""

    starts_on: date
    ends_on: date


def study_year(today: date) -> tuple[date, date]:
    """The first and the last day of the study year around a day."""
    first = today.year - (today.month < 8)
    return date(first, 8, 1), date(first + 1, 7, 31)


def running(today: date) -> Period:
    """The period that began last."""
    return max(period for period in _around(today) if period.starts_on <= today)


def ended(today: date) -> Period:
    """The last period that is over for two weeks or more."""
    return max(period for period in _around(today) if period.ends_on <= today - timedelta(days=14))


def upcoming(today: date) -> list[Period]:
    """The next three periods."""
    return sorted(period for period in _around(today) if period.starts_on > today)[:3]


def in_study_year(today: date) -> list[Period]:
    """The periods that start in the study year around a day."""
    first, last = study_year(today)
    return sorted(period for period in _around(today) if first <= period.starts_on <= last)


def _around(today: date) -> list[Period]:
    years = range(today.year - 2, today.year + 3)
    return [_from(year, month) for year in years for month in WEEKS]


def _from(year: int, month: int) -> Period:
    first = date(year, month, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    return Period(monday, monday + timedelta(weeks=WEEKS[month], days=-3))
