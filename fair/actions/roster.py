"""The roster of a booth: blocks of staff, the pauses in them, and the slots that are cut from them."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.actions.changes import Decisions, recut, tell_other_link
from fair.facts import RosterChanged
from fair.models import Booth, Pause, Shift, Slot
from fair.queries import roster as queries
from fair.queries.booths import own_booth
from fair.rules import roster as rules
from fair.rules.cutting import Window

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
    phone: str = "",
    slot_minutes: int | None = None,
    break_minutes: int | None = None,
    person_id: int,
    now: datetime,
) -> int:
    """Put a member of staff on the roster and cut the slots that students book; returns the shift's id.

    Without lengths of their own, talks and breaks last as long as the fair says.
    """
    booth = own_booth(booth_id, person_id)
    queries.check_works_at(booth, staff_id)
    fair = booth.fair
    window = Window(
        starts_at,
        ends_at,
        fair.slot_minutes if slot_minutes is None else slot_minutes,
        fair.break_minutes if break_minutes is None else break_minutes,
    )
    rules.check_shift(window, fair, now)
    rules.check_nobody_is_double(queries.shifts_of(staff_id), starts_at, ends_at)
    shift = Shift(
        booth_id=booth_id,
        staff_id=staff_id,
        starts_at=starts_at,
        ends_at=ends_at,
        meeting_link=meeting_link,
        phone=phone,
        **_own_minutes(booth, slot_minutes, break_minutes),
    )
    db.session.add(shift)
    db.session.flush()
    db.session.add_all(
        Slot(booth_id=booth_id, shift_id=shift.id, staff_id=staff_id, starts_at=start, ends_at=end)
        for start, end in window.grid
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
    phone: str = "",
    slot_minutes: int | None = None,
    break_minutes: int | None = None,
    seen: str = "",
    decisions: Decisions,
    person_id: int,
    now: datetime,
) -> None:
    """Make a block shorter or longer, move it, give it another rhythm, or talk elsewhere."""
    shift = queries.own_shift(shift_id, person_id, lock=True)
    old, began, elsewhere = rules.window_of(shift), shift.starts_at, shift.meeting_link != meeting_link
    shift.starts_at, shift.ends_at = starts_at, ends_at
    shift.meeting_link, shift.phone = meeting_link, phone
    for name, minutes in _own_minutes(shift.booth, slot_minutes, break_minutes).items():
        setattr(shift, name, minutes)
    window = rules.window_of(shift)
    rules.check_shift(window, shift.booth.fair, now, earliest=began)
    others = [other for other in queries.shifts_of(shift.staff_id) if other.id != shift_id]
    rules.check_nobody_is_double(others, starts_at, ends_at)
    _recut(shift, old, window, seen, decisions, now)
    if elsewhere:
        tell_other_link(shift, now)


@action
def remove_shift(
    *, shift_id: int, seen: str = "", decisions: Decisions, person_id: int, now: datetime
) -> None:
    """Take a block off the roster; what has begun of it stays, as what has been."""
    shift = queries.own_shift(shift_id, person_id, lock=True)
    left = recut(shift, rules.window_of(shift), None, seen, decisions, now)
    if left:
        shift.ends_at = max(slot.ends_at for slot in left)


@action
def add_pause(
    *,
    shift_id: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    seen: str = "",
    decisions: Decisions,
    person_id: int,
    now: datetime,
) -> None:
    """Block a time inside a block; nobody can book then."""
    shift = queries.own_shift(shift_id, person_id, lock=True)
    old = rules.window_of(shift)
    pause = Pause(starts_at=starts_at, ends_at=ends_at, reason=reason)
    rules.check_pause(pause, shift, now)
    shift.pauses.append(pause)
    _recut(shift, old, rules.window_of(shift), seen, decisions, now)


@action
def remove_pause(*, pause_id: int, person_id: int, now: datetime) -> int:
    """Unblock a time: its slots come back; returns the id of the block."""
    pause = queries.own_pause(pause_id, person_id)
    shift = pause.shift
    old = rules.window_of(shift)
    shift.pauses.remove(pause)
    db.session.delete(pause)
    recut(shift, old, rules.window_of(shift), "", {}, now)
    return shift.id


def _recut(shift: Shift, old: Window, new: Window, *said: Any) -> None:
    rules.check_something_left(len(recut(shift, old, new, *said)))


def _own_minutes(booth: Booth, slot_minutes: int | None, break_minutes: int | None) -> dict[str, int | None]:
    fair = booth.fair
    return {
        "slot_minutes": rules.own_minutes(slot_minutes, fair.slot_minutes),
        "break_minutes": rules.own_minutes(break_minutes, fair.break_minutes),
    }
