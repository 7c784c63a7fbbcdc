"""What everybody sees when a minute begins: read once, so that within the minute it may be out of date."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from fair.models import ATTENDED, BOOKED, FREE, LIVE_BOOKING, Booking, Slot
from fair.models.queue import LIVE_VISIT, Visit
from fair.models.waiting import OFFERED, SlotOffer, WaitlistEntry

Row = Any

slot, booking, offer, visit = (kind.__table__.c for kind in (Slot, Booking, SlotOffer, Visit))
entry = WaitlistEntry.__table__.c
LIVE = booking.state.in_(LIVE_BOOKING)
TIMES = (
    select(slot.id, slot.booth_id, slot.staff_id, slot.starts_at, slot.ends_at, slot.seats)
    .where(slot.state == FREE, slot.starts_at > bindparam("now"))
    .order_by(slot.starts_at, slot.id)
)
SEATS_TAKEN = select(booking.slot_id, func.count()).where(LIVE).group_by(booking.slot_id)
SEATS_HELD = select(offer.slot_id, func.count()).where(offer.state == OFFERED).group_by(offer.slot_id)
TALKS = (
    select(
        booking.id,
        booking.booth_id,
        booking.person_id,
        booking.starts_at,
        booking.ends_at,
        booking.state,
        booking.sequence,
        slot.staff_id,
        slot.seats,
    )
    .join(Slot.__table__, slot.id == booking.slot_id)
    .where(LIVE)
    .order_by(booking.starts_at, booking.id)
)
OFFERS = (
    select(offer.id, offer.person_id, offer.slot_id, offer.offered_at, offer.expires_at)
    .where(offer.state == OFFERED)
    .order_by(offer.id)
)
VISITS = (
    select(
        visit.id,
        visit.booth_id,
        visit.person_id,
        visit.state,
        visit.staff_id,
        visit.come_by,
        visit.joined_at,
    )
    .where(visit.state.in_(LIVE_VISIT))
    .order_by(visit.booth_id, visit.place)
)
ENTRIES = select(entry.person_id, entry.booth_id)


@dataclass
class Glance:
    """Rows by who or what they belong to; nobody changes them within the minute."""

    now: datetime
    free: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    full: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    talks: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    agenda: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    offers: dict[int, Row] = field(default_factory=dict)
    places: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    queues: dict[int, list[Row]] = field(default_factory=lambda: defaultdict(list))
    lists: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def talking(self, person_id: int) -> bool:
        """Whether somebody is in a talk."""
        return any(
            each.state == ATTENDED and each.starts_at <= self.now < each.ends_at
            for each in self.talks[person_id]
        )

    def ahead(self, person_id: int) -> list[Row]:
        """The planned talks of somebody that did not begin."""
        return [each for each in self.talks[person_id] if each.state == BOOKED and each.starts_at > self.now]


def look(connection: Connection, now: datetime) -> Glance:
    """Read how things stand."""
    seen = Glance(now)
    _times(connection, seen)
    for talk in connection.execute(TALKS):
        seen.talks[talk.person_id].append(talk)
        seen.agenda[talk.staff_id].append(talk)
    seen.offers = {offer.person_id: offer for offer in connection.execute(OFFERS)}
    for visit in connection.execute(VISITS):
        seen.places[visit.person_id].append(visit)
        seen.queues[visit.booth_id].append(visit)
    for person_id, booth_id in connection.execute(ENTRIES):
        seen.lists[person_id].add(booth_id)
    return seen


def _times(connection: Connection, seen: Glance) -> None:
    taken: dict[int, int] = defaultdict(int)
    for slot_id, number in [*connection.execute(SEATS_TAKEN), *connection.execute(SEATS_HELD)]:
        taken[slot_id] += number
    for slot in connection.execute(TIMES, {"now": seen.now}):
        (seen.free if taken[slot.id] < slot.seats else seen.full)[slot.booth_id].append(slot)
