"""How moments are written for people, in the language they read."""

from datetime import date, datetime

from babel.dates import format_date
from flask_babel import get_locale

from app.clock import local


def time(moment: datetime) -> str:
    """12.15 in Dutch, 12:15 in English."""
    return local(moment).strftime("%H.%M" if str(get_locale()) == "nl" else "%H:%M")


def day(moment: datetime | date) -> str:
    """donderdag 26 november."""
    return format_date(_date(moment), "EEEE d MMMM", locale=get_locale())


def short_day(moment: datetime | date) -> str:
    """26 nov."""
    return format_date(_date(moment), "d MMM", locale=get_locale())


def full_date(moment: datetime | date) -> str:
    """26 november 2026."""
    return format_date(_date(moment), "d MMMM y", locale=get_locale())


def short_weekday(moment: datetime | date) -> str:
    """do 26."""
    return format_date(_date(moment), "EEE d", locale=get_locale())


def month(moment: datetime | date) -> str:
    """november 2026."""
    return format_date(_date(moment), "LLLL y", locale=get_locale())


def deadline(moment: datetime | date, today: date) -> str:
    """The day with its date, and with the year when that is another than this one."""
    year = f" {_date(moment).year}" if _date(moment).year != today.year else ""
    return day(moment) + year


def same_day(one: datetime | date, other: datetime | date) -> bool:
    """Whether two moments fall on one day here."""
    return _date(one) == _date(other)


def _date(moment: datetime | date) -> date:
    return local(moment).date() if isinstance(moment, datetime) else moment
