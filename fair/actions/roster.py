"""The roster of a booth: blocks of staff, and the slots that are cut from them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import RosterChanged
from fair.models import WITHDRAWN, Shift, Slot
from fair.queries import roster as queries
from fair.queries.booths import own_booth
from fair.rules import roster as rules

refuse_as(
    _l("This person is on the roster at that time already. Choose other times."), "no_overlapping_slots"
)


@action
def add_shift(
    *,
    booth_id: int,
    staff_id: int,
    starts_at: datetime,
    ends_at: datetime,
    meeting_link: str,
    person_id: int,
    now: datetime,
) -> int:
    """Put a member of staff on the roster and cut the slots that students book; returns the shift's id."""
    booth = own_booth(booth_id, person_id)
    queries.check_works_at(booth, staff_id)
    rules.check_shift(starts_at, ends_at, booth.fair, now)
    rules.check_nobody_is_double(queries.shifts_of(staff_id), starts_at, ends_at)
    shift = Shift(
        booth_id=booth_id,
        staff_id=staff_id,
        starts_at=starts_at,
        ends_at=ends_at,
        meeting_link=meeting_link,
    )
    db.session.add(shift)
    db.session.flush()
    blocks = rules.cut(starts_at, ends_at, booth.fair.slot_minutes, booth.fair.break_minutes)
    db.session.add_all(
        Slot(booth_id=booth_id, shift_id=shift.id, staff_id=staff_id, starts_at=start, ends_at=end)
        for start, end in blocks
    )
    announce(RosterChanged(booth_id))
    return shift.id


@action
def change_shift(
    *,
    shift_id: int,
    starts_at: datetime,
    ends_at: datetime,
    meeting_link: str,
    person_id: int,
    now: datetime,
) -> None:
    """Make a block shorter, or talk elsewhere; free slots outside it are withdrawn, booked ones refuse."""
    shift = queries.own_shift(shift_id, person_id)
    rules.check_shorter(shift, starts_at, ends_at)
    slots = queries.slots_to_change(shift_id)
    outside = [slot for slot in slots if slot.starts_at < starts_at or slot.ends_at > ends_at]
    rules.check_something_left(len(slots) - len(outside))
    withdraw(outside)
    shift.starts_at, shift.ends_at, shift.meeting_link = starts_at, ends_at, meeting_link
    announce(RosterChanged(shift.booth_id))


@action
def remove_shift(*, shift_id: int, person_id: int, now: datetime) -> None:
    """Take a block off the roster: its slots are withdrawn, unless one is booked."""
    shift = queries.own_shift(shift_id, person_id)
    withdraw(queries.slots_to_change(shift_id))
    announce(RosterChanged(shift.booth_id))


def withdraw(slots: list[Slot]) -> None:
    """Take times back that nobody booked; one that somebody booked refuses all."""
    rules.check_untouched([talk.starts_at for talk in queries.talks_in(slots)])
    for slot in slots:
        slot.state = WITHDRAWN
        slot.version += 1
