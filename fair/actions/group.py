"""Talks with several students at once."""

from datetime import datetime

from app.db import action, announce, db
from fair.facts import RosterChanged
from fair.models import WITHDRAWN, Shift, Slot
from fair.queries import roster as queries
from fair.queries.booths import own_booth
from fair.queries.group import slots_in_the_way, talks_in
from fair.rules import group as rules


@action
def add_group_talk(
    *,
    booth_id: int,
    staff_id: int,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    seats: int,
    meeting_link: str,
    person_id: int,
    now: datetime,
) -> int:
    """Put a group talk on the roster, in the place of times that nobody booked; returns its slot's id."""
    booth = own_booth(booth_id, person_id)
    queries.check_works_at(booth, staff_id)
    rules.check_hours(starts_at, ends_at, booth.fair, now)
    _make_room(booth_id, staff_id, starts_at, ends_at)
    when = {"booth_id": booth_id, "staff_id": staff_id, "starts_at": starts_at, "ends_at": ends_at}
    shift = Shift(**when, meeting_link=meeting_link)
    slot = Slot(**when, shift=shift, title=title, seats=seats)
    db.session.add(slot)
    db.session.flush()
    announce(RosterChanged(booth_id))
    return slot.id


def _make_room(booth_id: int, staff_id: int, starts_at: datetime, ends_at: datetime) -> None:
    slots = slots_in_the_way(staff_id, starts_at, ends_at)
    rules.check_room(slots, booth_id)
    rules.check_untouched([talk.starts_at for talk in talks_in(slots)])
    for slot in slots:
        slot.state = WITHDRAWN
        slot.version += 1
    db.session.flush()  # before the new one comes, or the database sees two talks at once
