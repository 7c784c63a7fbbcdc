"""Sessions that come back: on which days."""

from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from flask_babel import gettext as _

from app.errors import Refused
from sessions.kinds import MONTHLY

MOST = 60
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule(repeat: str, first: date, until: date) -> str:
    """The RRULE of a series; each month it is the same weekday, such as the third Thursday."""
    ends = f"UNTIL={until:%Y%m%d}"
    if repeat == MONTHLY:
        return f"FREQ=MONTHLY;BYDAY={_week_of_month(first)}{WEEKDAYS[first.weekday()]};{ends}"
    return f"FREQ={repeat.upper()};{ends}"


def _week_of_month(day: date) -> int:
    """1 to 4, or -1: the fifth Thursday is not in every month, the last one is."""
    week = (day.day + 6) // 7
    return week if week < 5 else -1


def days(repeat: str, first: date, until: date | None) -> tuple[str, list[date]]:
    """The rule of a series and all its days."""
    if until is None:
        raise Refused(_("Fill in until when the session comes back."), "until")
    if until <= first:
        raise Refused(_("The last day lies after the first."), "until")
    if until > first + timedelta(days=366 * 10):
        raise Refused(_("Plan at most ten years ahead."), "until")
    made = rule(repeat, first, until)
    found = days_from(made, first)
    if len(found) > MOST:
        raise Refused(
            _("That makes more than %(number)d sessions. Choose an earlier last day.", number=MOST), "until"
        )
    return made, found


def days_from(rule: str, first: date) -> list[date]:
    """The days that a rule gives, from the first of them on."""
    return [each.date() for each in rrulestr(rule, dtstart=datetime.combine(first, time()))]
