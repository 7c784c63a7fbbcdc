"""When a member of staff may hold a group talk."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import time
from fair.models import Fair, Slot
from fair.rules.roster import check_order


def check_hours(starts_at: datetime, ends_at: datetime, fair: Fair, now: datetime) -> None:
    """A group talk lies ahead, and inside the opening hours."""
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


def check_room(slots: Iterable[Slot], booth_id: int) -> None:
    """Times that nobody booked make room for a group talk; another group talk or another booth does not."""
    for slot in slots:
        if slot.is_group or slot.booth_id != booth_id:
            raise Refused(
                _(
                    "This person has a talk at %(time)s. Choose another time.",
                    time=time(slot.starts_at),
                )
            )


def check_untouched(talks: list[datetime]) -> None:
    """A booked talk is never dropped for a group talk; names their times."""
    if talks:
        raise Refused(
            ngettext(
                "Nothing has changed: at %(times)s there is a booked talk. Cancel or move it first.",
                "Nothing has changed: at %(times)s there are booked talks. Cancel or move them first.",
                len(talks),
                times=", ".join(time(start) for start in talks),
            )
        )
