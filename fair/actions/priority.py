"""Organisers say who goes first."""

from datetime import datetime

from app.db import action, announce, db
from fair.facts import FairChanged, RosterChanged
from fair.models import PriorityWindow
from fair.queries import priority as queries
from fair.queries.fairs import organised_fair
from fair.queries.slot import lock_slots
from fair.rules import windows as rules


@action
def set_windows(*, fair_id: int, opens: dict[str, datetime], person_id: int, now: datetime) -> None:
    """Keep from when which groups may book; groups that are not named book together with everybody."""
    fair = organised_fair(fair_id, person_id, lock=True)
    rules.check_windows(fair, opens.values())
    there = {window.group: window for window in queries.windows(fair_id)}
    for group, window in there.items():
        if group not in opens:
            db.session.delete(window)
    for group, opens_at in opens.items():
        window = there.get(group) or PriorityWindow(fair_id=fair_id, group=group)
        window.opens_at = opens_at
        db.session.add(window)
    announce(FairChanged(fair_id))


@action
def reserve_times(
    *, fair_id: int, booth_id: int, group: str, every: int, person_id: int, now: datetime
) -> int:
    """Keep every so many-th time for a group, 0 for none; of all booths when that is 0. Returns how many."""
    organised_fair(fair_id, person_id, lock=True)
    return sum(_keep(each, group, every, now) for each in queries.booths_to_keep(fair_id, booth_id))


@action
def release_times(*, booth_id: int, now: datetime) -> int:
    """Times of a booth that were kept until now are for everybody, those who wait first. Returns how many."""
    held = lock_slots(*queries.times_to_release(booth_id, now)).values()
    times = [slot for slot in held if slot.reserved_for and not rules.is_reserved(slot, now)]
    for slot in times:
        slot.reserved_for = None
        slot.version += 1
    if times:
        announce(RosterChanged(booth_id))
    return len(times)


def _keep(booth_id: int, group: str, every: int, now: datetime) -> int:
    times = queries.times_ahead(booth_id, now)
    kept = rules.kept(times, every)
    for slot in times:
        slot.reserved_for = group if slot in kept else None
        slot.version += 1
    announce(RosterChanged(booth_id))
    return len(kept)
