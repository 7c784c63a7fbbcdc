"""What a fair may be, when it opens and closes, and who stands on the square."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import time
from fair.models import APPROVED, CLOSED, OPEN, REQUESTED, Booth, Fair

LONGEST = timedelta(hours=24)
AHEAD = timedelta(days=366 * 2)


@dataclass(frozen=True)
class Check:
    """Something a fair needs before it can open, and whether it is there."""

    done: bool
    text: str


def check_settings(fair: Fair, now: datetime) -> None:
    """Refuse hours and rules that cannot work, with the reason."""
    if fair.ends_at <= fair.starts_at:
        raise Refused(_("The fair must close later than it opens."))
    if fair.ends_at - now > AHEAD:
        raise Refused(_("This is too far ahead. Choose dates within two years."))
    if fair.ends_at - fair.starts_at > LONGEST:
        raise Refused(_("A fair lasts at most 24 hours."))
    if fair.ends_at <= now:
        raise Refused(_("This day has passed. Choose a day that is still to come."))
    if fair.starts_at + timedelta(minutes=fair.slot_minutes + fair.break_minutes) > fair.ends_at:
        raise Refused(_("One talk with its break does not fit between opening and closing."))
    if fair.booking_closes_at <= fair.booking_opens_at:
        raise Refused(_("Booking must end later than it starts."))
    if fair.booking_closes_at > fair.ends_at:
        raise Refused(_("Booking must end before the fair closes, or at the same time."))


def check_hours_hold_roster(fair: Fair, first: datetime | None, last: datetime | None) -> None:
    """Refuse opening hours that leave staff on the roster outside: their talks would be dropped."""
    if first and last and (first < fair.starts_at or last > fair.ends_at):
        raise Refused(
            _(
                "Staff are on the roster from %(first)s until %(last)s on the day of the fair. "
                "Choose hours around that, or change the rosters first.",
                first=time(first),
                last=time(last),
            )
        )


def readiness(fair: Fair, booths: int, booths_with_times: int, now: datetime) -> list[Check]:
    """What a fair needs before it can open; `booths` are the approved ones."""
    return [
        Check(fair.ends_at > now, _("The day is still to come")),
        Check(fair.booking_closes_at > now, _("Students can still book")),
        Check(bool(fair.levels), _("It is clear which levels take part")),
        Check(booths > 0, _("At least one booth is approved")),
        Check(booths_with_times > 0, _("At least one approved booth has times to book")),
    ]


def check_opening(fair: Fair, checks: Iterable[Check]) -> None:
    """Refuse to open what is open, or what is not ready; says what is missing."""
    if fair.state == OPEN:
        raise Refused(_("This fair is open already."))
    missing = [check.text for check in checks if not check.done]
    if missing:
        raise Refused(_("The fair cannot open yet. Still to do: %(missing)s.", missing="; ".join(missing)))


def check_closing(fair: Fair) -> None:
    """Only an open fair can be closed."""
    if fair.state != OPEN:
        raise Refused(_("This fair is not open."))


def next_number(taken: Iterable[int]) -> int:
    """The lowest number on the square where nobody stands yet."""
    numbers = set(taken)
    return next(number for number in count(1) if number not in numbers)


def check_welcomes_booths(fair: Fair, now: datetime) -> None:
    """Refuse a booth at a fair that is over."""
    if fair.state == CLOSED or fair.ends_at <= now:
        raise Refused(_("This fair is over. It takes no more booths."))


def check_only_booth(booths: Iterable[Booth], organisation_id: int) -> None:
    """An employer has one booth at a fair."""
    if any(booth.organisation_id == organisation_id for booth in booths):
        raise Refused(_("This employer has a booth at this fair already."))


def check_levels(levels: list[str], fair: Fair) -> None:
    """A booth welcomes at least one level, and only levels of its fair."""
    if not levels or not set(levels) <= set(fair.levels):
        raise Refused(_("Choose one or more levels that take part in this fair."))


def state_after_edit(booth: Booth) -> str:
    """An approved booth stays approved; any other waits for the organisers after its texts changed."""
    return APPROVED if booth.state == APPROVED else REQUESTED


def check_decline(talks: int) -> None:
    """A booth where students have booked stays: their talks would be dropped."""
    if talks:
        raise Refused(
            ngettext(
                "One talk is booked or held at this booth, so it stays.",
                "%(num)d talks are booked or held at this booth, so it stays.",
                talks,
            )
        )
