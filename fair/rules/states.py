"""The life of a fair: in which phase it is, and how it moves from one state to the next."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import same_day, time
from fair.models import ANNOUNCED, ARCHIVED, CLOSED, DRAFT, OPEN, Fair
from fair.rules.fairs import Check

BOOKING, LIVE = "booking", "live"


def stands(fair: Fair, now: datetime) -> str:
    """Whether a public fair is still to come (soon), on or over."""
    if fair.state not in (ANNOUNCED, OPEN) or fair.ends_at <= now:
        return "over"
    return "on" if fair.state == OPEN and fair.starts_at <= now else "soon"


def stands_words(fair: Fair, now: datetime) -> str:
    """Above the ticket on the front page; a fair that passes midnight is not called one of today then."""
    if stands(fair, now) == "on":
        if same_day(fair.starts_at, now):
            return _("Today")
        return _("Still until %(time)s", time=time(fair.ends_at))
    return _("The last fair") if stands(fair, now) == "over" else _("The next fair")


def phase(fair: Fair, now: datetime) -> str:
    """Where a fair is in its life, for people: draft, announced, booking, live, closed or archived."""
    if fair.state in (DRAFT, ARCHIVED):
        return fair.state
    return {"over": CLOSED, "on": LIVE}.get(stands(fair, now)) or _before(fair, now)


def _before(fair: Fair, now: datetime) -> str:
    can_book = fair.state == OPEN and fair.booking_opens_at <= now < fair.booking_closes_at
    return BOOKING if can_book else ANNOUNCED


def check_announcing(fair: Fair, now: datetime) -> None:
    """Only a draft of a day to come can be announced."""
    if fair.state != DRAFT:
        raise Refused(_("This fair is public already."))
    if fair.ends_at <= now:
        raise Refused(_("This day has passed. Choose a day that is still to come."))


def check_opening(fair: Fair, checks: Iterable[Check]) -> None:
    """Refuse to open what is open, or what is not ready; says what is missing."""
    if fair.state == OPEN:
        raise Refused(_("This fair is open already."))
    if fair.state == ARCHIVED:
        raise Refused(_("This fair is in the archive. Copy it to a new day."))
    missing = [check.text for check in checks if not check.done]
    if missing:
        raise Refused(_("The fair cannot open yet. Still to do: %(missing)s.", missing="; ".join(missing)))


def check_closing(fair: Fair) -> None:
    """Only an open fair can be closed."""
    if fair.state != OPEN:
        raise Refused(_("This fair is not open."))


def check_archiving(fair: Fair, ahead: int, now: datetime) -> None:
    """Only a fair that is over goes to the archive; `ahead`: booked talks still to come."""
    if fair.state == ARCHIVED:
        raise Refused(_("This fair is in the archive already."))
    if phase(fair, now) != CLOSED:
        raise Refused(_("This fair is not over yet. Close it first."))
    if ahead:
        raise Refused(
            ngettext(
                "%(num)d booked talk is still to come. Archive the fair after it.",
                "%(num)d booked talks are still to come. Archive the fair after them.",
                ahead,
            )
        )


def check_taking_back(fair: Fair, booths: int, bookings: int) -> None:
    """A public fair becomes a draft again only while nobody counts on it; `booths` are the approved ones."""
    if fair.state not in (ANNOUNCED, OPEN):
        raise Refused(_("Only a fair that is announced or open can become a draft again."))
    if bookings:
        raise Refused(_("Students have booked at this fair, so it stays public. You can close it."))
    if booths:
        raise Refused(
            ngettext(
                "%(num)d employer has a booth here and counts on this fair, so it stays public.",
                "%(num)d employers have a booth here and count on this fair, so it stays public.",
                booths,
            )
        )
