"""Reports of discrimination: who may get one, and which numbers may be told."""

from collections.abc import Collection
from datetime import date

from flask_babel import gettext as _

from app.errors import Refused
from region.models import Report
from region.rules.profile import check_no_bsn

SCHOOL, REGION = "school", "region"
LEAST_TOLD = 5


def check_report(text: str, chosen: Collection[str], readers: Collection[str]) -> None:
    """Refuse a report that nobody would read, or with a number in it that must stay secret."""
    check_no_bsn("text", text)
    if not chosen or set(chosen) - set(readers):
        raise Refused(_("Choose who reads your report."), "readers")


def check_step(report: Report, side: str) -> None:
    """Refuse to say twice what was done with a report."""
    if report.is_handled(side):
        raise Refused(_("A colleague has just written what you did with this report."))


def told(number: int) -> str:
    """A number of reports that points at nobody."""
    return str(number) if number >= LEAST_TOLD else _("fewer than %(least)d", least=LEAST_TOLD)


def study_year(today: date) -> tuple[date, date]:
    """The first day of the study year around a day, and the first day of the next."""
    first = today.year - (today.month < 8)
    return date(first, 8, 1), date(first + 1, 8, 1)
