"""Which hours and rules of a fair can work, and which cannot: each refusal gives the reason."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time
from fair.models import HYBRID, Booth, Fair
from region.sectors import SECTORS, level_label

LONGEST = timedelta(hours=24)
AHEAD = timedelta(days=366 * 2)


def check_settings(fair: Fair, now: datetime) -> None:
    """Refuse hours and rules that cannot work, with the reason."""
    for check in CHECKS:
        check(fair, now)


def _check_day(fair: Fair, now: datetime) -> None:
    if fair.ends_at <= fair.starts_at:
        raise Refused(_("The fair must close later than it opens."))
    if fair.ends_at - now > AHEAD:
        raise Refused(_("This is too far ahead. Choose dates within two years."))
    if fair.ends_at - fair.starts_at > LONGEST:
        raise Refused(_("A fair lasts at most 24 hours."))
    if fair.ends_at <= now:
        raise Refused(_("This day has passed. Choose a day that is still to come."))


def _check_place(fair: Fair, _now: datetime) -> None:
    if fair.mode == HYBRID and not fair.location:
        raise Refused(_("Say where the fair is. Part of it is not online."), "location")


def _check_talks(fair: Fair, _now: datetime) -> None:
    if fair.starts_at + timedelta(minutes=fair.slot_minutes + fair.break_minutes) > fair.ends_at:
        raise Refused(_("One talk with its break does not fit between opening and closing."))
    if timedelta(minutes=fair.gap_minutes) >= fair.ends_at - fair.starts_at:
        raise Refused(
            _("The time between two talks of a student is longer than the fair. Choose a shorter time."),
            "gap_minutes",
        )


def _check_booking_window(fair: Fair, _now: datetime) -> None:
    if fair.booking_closes_at <= fair.booking_opens_at:
        raise Refused(_("Booking must end later than it starts."))
    if fair.booking_closes_at > fair.ends_at:
        raise Refused(_("Booking must end before the fair closes, or at the same time."))
    if timedelta(minutes=fair.cancel_free_minutes) > fair.ends_at - fair.booking_opens_at:
        raise Refused(
            _("Then nobody could ever cancel without a reason. Choose a shorter time."), "cancel_free_minutes"
        )


def _check_rounds(fair: Fair, _now: datetime) -> None:
    if fair.limit_until and not _while_booking(fair, fair.limit_until):
        raise Refused(
            _("The limit must end while students can book: after booking starts and before it ends."),
            "limit_until_day",
        )
    if fair.reserved_until and not _while_booking(fair, fair.reserved_until):
        raise Refused(
            _("Reserved times must become free while students can book, or nobody could take them."),
            "reserved_until_day",
        )


def _while_booking(fair: Fair, moment: datetime) -> bool:
    return fair.booking_opens_at < moment < fair.booking_closes_at


def _check_sectors(fair: Fair, _now: datetime) -> None:
    if not fair.sectors:
        raise Refused(_("Choose at least one sector. Without sectors no booth could stand here."), "sectors")
    if not set(fair.shortage_sectors) <= set(fair.sectors):
        raise Refused(_("A shortage sector must take part in the fair."), "shortage_sectors")


CHECKS: tuple[Callable[[Fair, datetime], None], ...] = (
    _check_day,
    _check_place,
    _check_talks,
    _check_booking_window,
    _check_rounds,
    _check_sectors,
)


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


def check_switched_off(fair: Fair, approved: Iterable[Booth]) -> None:
    """Refuse to switch off a sector or a level that a booth on the square stands for."""
    for booth in approved:
        sector, name = booth.organisation.sector, booth.organisation.name
        if sector not in fair.sectors:
            raise Refused(
                _(
                    "%(name)s has a booth in the sector %(sector)s, so this sector takes part.",
                    name=name,
                    sector=SECTORS[sector].label,
                ),
                "sectors",
            )
        missing = [level for level in booth.levels if level not in fair.levels]
        if missing:
            levels = ", ".join(map(level_label, missing))
            raise Refused(
                _("%(name)s welcomes %(levels)s at its booth, so that takes part.", name=name, levels=levels),
                "levels",
            )
