"""Whether what was offered went to whoever's turn it was: found out anew from rows, not with our rules.

It never cries wolf: about whom the rows no longer tell how things stood at that moment, nothing is said.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select

from fair.models import (
    CANCELLED_BY_EMPLOYER,
    LIVE_BOOKING,
    WALK_IN,
    Booking,
    Booth,
    Fair,
    PriorityWindow,
    Slot,
)
from fair.models.waiting import LAPSED, LET_GO, OFFERED, PAST, STANDBY, SlotOffer, WaitlistEntry
from region.models import Programme, StudentProfile
from tests.bench.day.proof import Violation

Row = Any
TIME_TO_ANSWER = timedelta(minutes=6)  # five before the talk, and at least one

booking, slot, offer = Booking.__table__.c, Slot.__table__.c, SlotOffer.__table__.c
NEW = (
    select(SlotOffer.__table__, slot.starts_at, slot.ends_at, slot.seats, slot.reserved_for)
    .join(Slot.__table__, slot.id == offer.slot_id)
    .where(offer.id > bindparam("after"))
    .order_by(offer.id)
)
WAITING = (
    select(
        WaitlistEntry.id,
        WaitlistEntry.person_id,
        WaitlistEntry.first_choice,
        WaitlistEntry.joined_at,
        StudentProfile.urgent,
        Programme.level,
        Programme.sector,
        Booth.levels,
        Fair.shortage_sectors,
        Fair.bookings_per_student,
        Fair.booking_opens_at,
        Fair.reserved_until,
        Fair.gap_minutes,
        Fair.slot_minutes,
    )
    .join(StudentProfile, StudentProfile.person_id == WaitlistEntry.person_id)
    .join(Programme, Programme.id == StudentProfile.programme_id)
    .join(Booth, Booth.id == WaitlistEntry.booth_id)
    .join(Fair, Fair.id == Booth.fair_id)
    .where(WaitlistEntry.booth_id == bindparam("booth_id"))
    .where(or_(WaitlistEntry.slot_id.is_(None), WaitlistEntry.slot_id == bindparam("slot_id")))
)
TALKS = (
    select(Booking.__table__, slot.state.label("kind"), slot.seats)
    .join(Slot.__table__, slot.id == booking.slot_id)
    .where(booking.person_id == bindparam("person_id"))
)
HELD = select(SlotOffer.__table__).where(offer.person_id == bindparam("person_id"))


def check(connection: Connection, after: int) -> int:
    """Look at every offer made since the one with this id; returns the id of the last."""
    first = set(connection.scalars(select(PriorityWindow.group)))
    for made in connection.execute(NEW, {"after": after}):
        line = connection.execute(WAITING, made._mapping).all()
        own = next((each for each in line if each.person_id == made.person_id), None)
        if made.kind == STANDBY and made.starts_at - made.offered_at < TIME_TO_ANSWER:
            line = []  # too late for a waiting list
        if made.kind != STANDBY and own is None:
            line = []  # she waits no more, so nobody knows which place she had
        for other in line:
            if other is not own and _is_before(other, own, first) and _was_passed(connection, other, made):
                raise Violation(
                    f"a time went to somebody while it was another's turn (offer {made.id}: slot "
                    f"{made.slot_id} to person {made.person_id}, passed was person {other.person_id})"
                )
        after = made.id
    return after


def _groups(entry: Row) -> dict[str, bool]:
    """Of which groups somebody is, in the order in which they go first."""
    return {
        "urgent": entry.urgent,
        "mbo12": entry.level in ("mbo1", "mbo2"),
        "shortage": entry.sector in entry.shortage_sectors,
    }


def _turn(entry: Row, first: set[str]) -> tuple[bool, int, datetime, int]:
    groups = [is_in and name in first for name, is_in in _groups(entry).items()]
    return not entry.first_choice, [*groups, True].index(True), entry.joined_at, entry.id


def _is_before(other: Row, own: Row | None, first: set[str]) -> bool:
    return own is None or _turn(other, first) < _turn(own, first)


def _was_passed(connection: Connection, entry: Row, made: Row) -> bool:
    """Whether she surely could have had it, and was not asked."""
    at = made.offered_at
    if entry.joined_at >= at or entry.level not in entry.levels:
        return False
    if at < entry.booking_opens_at or _is_kept_for_others(entry, made):
        return False
    who = {"person_id": entry.person_id}
    held = connection.execute(HELD, who).all()
    if any(_holds(each, at) or _said_no(each, made) for each in held):
        return False
    talks = connection.execute(TALKS, who).all()
    planned = sum(talk.state in LIVE_BOOKING and talk.ends_at > at for talk in talks)
    room = all(_leaves_room(talk, entry, made) for talk in talks)
    return room and planned < entry.bookings_per_student


def _is_kept_for_others(entry: Row, made: Row) -> bool:
    kept = made.reserved_for and made.offered_at < entry.reserved_until
    return bool(kept) and not _groups(entry)[made.reserved_for]


def _holds(each: Row, at: datetime) -> bool:
    return each.offered_at <= at and (each.state == OFFERED or each.closed_at is None or each.closed_at >= at)


def _said_no(each: Row, made: Row) -> bool:
    return each.slot_id == made.slot_id and each.state in (LAPSED, LET_GO, PAST)


def _leaves_room(talk: Row, entry: Row, made: Row) -> bool:
    """Whether this talk of hers surely was not in the way, nor changed since."""
    if talk.changed_at >= made.offered_at:
        return False
    if talk.slot_id == made.slot_id and talk.state == CANCELLED_BY_EMPLOYER:
        return False
    if talk.state not in LIVE_BOOKING:
        return True
    if talk.booth_id == made.booth_id:
        return False
    alone = made.seats == 1 and talk.seats == 1
    gap = timedelta(minutes=entry.gap_minutes if alone else 0)
    # A talk from the queue may have ended early since.
    whole = talk.starts_at + timedelta(minutes=entry.slot_minutes) if talk.kind == WALK_IN else talk.ends_at
    return max(whole, talk.ends_at) + gap <= made.starts_at or made.ends_at + gap <= talk.starts_at
