"""Which blocks may be on a roster, and which pauses."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time
from fair.models import Fair, Pause, Shift
from fair.rules.cutting import Window, cut

LONGEST_TALK = 60


def window_of(shift: Shift) -> Window:
    """How a block on the roster is cut."""
    pauses = tuple((pause.starts_at, pause.ends_at) for pause in shift.pauses)
    return Window(shift.starts_at, shift.ends_at, shift.talk_minutes, shift.rest_minutes, pauses)


def check_shift(window: Window, fair: Fair, now: datetime, earliest: datetime | None = None) -> None:
    """A block lies ahead, inside the opening hours, and holds a talk; `earliest` is where it began so far."""
    check_order(window.starts_at, window.ends_at)
    if window.starts_at < fair.starts_at or window.ends_at > fair.ends_at:
        raise Refused(
            _(
                "The fair is open from %(opens)s until %(closes)s. Choose times within that.",
                opens=time(fair.starts_at),
                closes=time(fair.ends_at),
            )
        )
    if window.starts_at < min(now, earliest or now):
        raise Refused(_("This time has passed. Choose a time that is still to come."))
    check_rhythm(window.slot_minutes, window.break_minutes, fair)
    if not cut(window.starts_at, window.ends_at, window.slot_minutes, window.break_minutes):
        raise Refused(
            _("A talk lasts %(minutes)d minutes. This block is too short.", minutes=window.slot_minutes)
        )


def check_rhythm(slot_minutes: int, break_minutes: int, fair: Fair) -> None:
    """A person may choose longer talks and longer breaks than the fair, never shorter ones."""
    longest = max(LONGEST_TALK, fair.slot_minutes)
    if not fair.slot_minutes <= slot_minutes <= longest:
        raise Refused(
            _(
                "At this fair a talk lasts at least %(low)d and at most %(high)d minutes.",
                low=fair.slot_minutes,
                high=longest,
            ),
            "slot_minutes",
        )
    if break_minutes < fair.break_minutes:
        raise Refused(
            _("At this fair a break lasts at least %(low)d minutes.", low=fair.break_minutes), "break_minutes"
        )


def check_order(starts_at: datetime, ends_at: datetime) -> None:
    """A block ends after it begins."""
    if ends_at <= starts_at:
        raise Refused(_("A block must end later than it begins."))


def check_nobody_is_double(shifts: Iterable[Shift], starts_at: datetime, ends_at: datetime) -> None:
    """A member of staff is in one block at a time, at whichever booth; names the block in the way."""
    for shift in shifts:
        if shift.starts_at < ends_at and starts_at < shift.ends_at:
            raise Refused(
                _(
                    "%(name)s is on the roster from %(first)s until %(last)s already. Choose other times.",
                    name=shift.staff.first_name,
                    first=time(shift.starts_at),
                    last=time(shift.ends_at),
                )
            )


def check_pause(pause: Pause, shift: Shift, now: datetime) -> None:
    """A pause lies ahead and inside its block, and is new."""
    check_order(pause.starts_at, pause.ends_at)
    if pause.starts_at < shift.starts_at or pause.ends_at > shift.ends_at:
        raise Refused(
            _(
                "This block lasts from %(first)s until %(last)s. Choose times within that.",
                first=time(shift.starts_at),
                last=time(shift.ends_at),
            )
        )
    if pause.ends_at <= now:
        raise Refused(_("This time has passed. Choose a time that is still to come."))
    if any(other.starts_at <= pause.starts_at and pause.ends_at <= other.ends_at for other in shift.pauses):
        raise Refused(_("This time is blocked already."))


def own_minutes(wanted: int | None, usual: int) -> int | None:
    """What is kept of a length: nothing when it is the fair's own, so that it follows the fair."""
    return None if wanted == usual else wanted


def check_something_left(talks: int) -> None:
    """A block without talks is no block: then it is removed instead."""
    if not talks:
        raise Refused(_("No talk fits in what is left. Remove the block instead."))
