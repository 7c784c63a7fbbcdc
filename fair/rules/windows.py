"""Who may go first: groups that book before everybody else, and times that are kept for a group."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import day, time
from fair.groups import GROUPS, MBO12, SHORTAGE, URGENT
from fair.models import Fair, PriorityWindow, Slot
from fair.rules.qualify import Student


class OtherTime(Refused):
    """A refusal that another time of the same booth would solve."""


def is_in(group: str, student: Student, fair: Fair) -> bool:
    """Whether a student belongs to a group that goes first at a fair."""
    return {
        URGENT: student.urgent,
        MBO12: student.level in ("mbo1", "mbo2"),
        SHORTAGE: student.sector in fair.shortage_sectors,
    }[group]


def opens_for(student: Student | None, fair: Fair, windows: Iterable[PriorityWindow]) -> datetime:
    """From when this student, or everybody, may book at a fair."""
    hers = [each.opens_at for each in windows if student and is_in(each.group, student, fair)]
    return min([fair.booking_opens_at, *hers])


def is_reserved(slot: Slot, now: datetime) -> bool:
    """Whether a slot is still kept for a group."""
    if slot.reserved_for is None:
        return False
    until = slot.booth.fair.reserved_until
    return until is None or now < until


def may_have(slot: Slot, student: Student | None, now: datetime) -> bool:
    """Whether a slot is for everybody, or for this student."""
    if not is_reserved(slot, now):
        return True
    return student is not None and is_in(str(slot.reserved_for), student, slot.booth.fair)


def check_reserved(slot: Slot, student: Student | None, now: datetime) -> None:
    """Refuse a time that is kept for a group to everybody else."""
    if not may_have(slot, student, now):
        raise OtherTime(reserved_words(slot) + " " + _("Choose another time."))


def reserved_words(slot: Slot) -> str:
    """For whom a time is kept, and until when."""
    group, until = GROUPS[str(slot.reserved_for)], slot.booth.fair.reserved_until
    if until is None:
        return _("This time is kept for %(group)s.", group=group)
    return _(
        "This time is kept for %(group)s until %(day)s, %(time)s.",
        group=group,
        day=day(until),
        time=time(until),
    )


def check_windows(fair: Fair, opens: Iterable[datetime]) -> None:
    """Refuse priority that would begin when everybody may book already."""
    if any(moment >= fair.booking_opens_at for moment in opens):
        raise Refused(
            _(
                "Everybody may book from %(day)s, %(time)s. Priority has to begin before that.",
                day=day(fair.booking_opens_at),
                time=time(fair.booking_opens_at),
            )
        )


def kept(slots: list[Slot], every: int) -> list[Slot]:
    """Which of these slots are kept when every so many-th is, in order of time; none when that is 0."""
    ordered = sorted(slots, key=lambda slot: (slot.starts_at, slot.staff_id))
    return ordered[every - 1 :: every] if every else []


def in_words(fair: Fair, windows: Iterable[PriorityWindow], groups: Iterable[str]) -> list[str]:
    """The rules on who goes first, for everybody to read; `groups` have times kept for them."""
    opens = fair.booking_opens_at
    return [
        _(
            "From %(day)s, %(time)s: %(group)s. Everybody else may book from %(open_day)s, %(open_time)s.",
            group=GROUPS[window.group],
            day=day(window.opens_at),
            time=time(window.opens_at),
            open_day=day(opens),
            open_time=time(opens),
        )
        for window in sorted(windows, key=lambda window: window.opens_at)
    ] + [_kept_words(fair, group) for group in GROUPS if group in groups]


def kept_here(days: list[tuple[date, list[tuple[str, list[Slot]]]]], now: datetime) -> list[str]:
    """For whom times of a booth, by day and hour, are kept now, and until when."""
    slots = [slot for _day, hours in days for _hour, held in hours for slot in held]
    kept = {slot.reserved_for: slot.booth.fair for slot in slots if is_reserved(slot, now)}
    return [_kept_words(kept[group], group) for group in GROUPS if group in kept]


def _kept_words(fair: Fair, group: str) -> str:
    until = fair.reserved_until
    if until is None:
        return _("Some times are kept for %(group)s.", group=GROUPS[group])
    return _(
        "Some times are kept for %(group)s. From %(day)s, %(time)s they are for everybody.",
        group=GROUPS[group],
        day=day(until),
        time=time(until),
    )
