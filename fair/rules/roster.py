"""How slots are cut from shifts, and which shifts may be."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import time
from fair.models import Fair, Shift

Block = tuple[datetime, datetime]


def cut(starts_at: datetime, ends_at: datetime, slot_minutes: int, break_minutes: int) -> list[Block]:
    """The talks that fit in a block, in order, with a break between two; minutes are real minutes."""
    talk, step = timedelta(minutes=slot_minutes), timedelta(minutes=slot_minutes + break_minutes)
    number = (ends_at - starts_at + step - talk) // step
    return [(starts_at + index * step, starts_at + index * step + talk) for index in range(number)]


def check_shift(starts_at: datetime, ends_at: datetime, fair: Fair, now: datetime) -> None:
    """A new block lies ahead, inside the opening hours, and holds at least one talk."""
    check_order(starts_at, ends_at)
    if starts_at < fair.starts_at or ends_at > fair.ends_at:
        raise Refused(
            _(
                "The fair is open from %(opens)s until %(closes)s. Choose times within that.",
                opens=time(fair.starts_at),
                closes=time(fair.ends_at),
            )
        )
    if starts_at < now:
        raise Refused(_("This time has passed. Choose a time that is still to come."))
    if not cut(starts_at, ends_at, fair.slot_minutes, fair.break_minutes):
        raise Refused(
            _("A talk lasts %(minutes)d minutes. This block is too short.", minutes=fair.slot_minutes)
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


def check_shorter(shift: Shift, starts_at: datetime, ends_at: datetime) -> None:
    """A block that students see may become shorter; for more time one adds a block."""
    check_order(starts_at, ends_at)
    if starts_at < shift.starts_at or ends_at > shift.ends_at:
        raise Refused(_("A block can only become shorter. For more time, add a block."))


def check_something_left(slots: int) -> None:
    """A block without talks is no block: then it is removed instead."""
    if not slots:
        raise Refused(_("No talk fits in what is left. Remove the block instead."))


def check_untouched(talks: list[datetime]) -> None:
    """Booked talks are never dropped by a change of the roster; names their times."""
    if talks:
        raise Refused(
            ngettext(
                "Nothing has changed: at %(times)s there is a booked talk. Cancel or move it first.",
                "Nothing has changed: at %(times)s there are booked talks. Cancel or move them first.",
                len(talks),
                times=", ".join(time(start) for start in talks),
            )
        )
