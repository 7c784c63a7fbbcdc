"""What everybody sees when a minute begins: read once, so that within the minute it may be out of date."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from fair.models import ATTENDED, BOOKED, FREE, LIVE_BOOKING, Booking, Slot
from fair.models.queue import LIVE_VISIT, Visit
from fair.models.waiting import OFFERED, SlotOffer, WaitlistEntry

Row = Any
LATELY = timedelta(minutes=20)

slot, booking, offer, visit = (kind.__table__.c for kind in (Slot, Booking, SlotOffer, Visit))
entry = WaitlistEntry.__table__.c
LIVE = booking.state.in_(LIVE_BOOKING)
TIMES_AHEAD = select(slot.id).where(slot.state == FREE, slot.starts_at > bindparam("now"))
TIMES = select(
    slot.id, slot.booth_id, slot.staff_id, slot.starts_at, slot.ends_at, slot.seats, slot.reserved_for
).where(slot.id.in_(bindparam("ids", expanding=True)))
SEATS_HELD = select(offer.slot_id, func.count()).where(offer.state == OFFERED).group_by(offer.slot_id)
TALKS = (
    select(
        booking.id,
        booking.booth_id,
        booking.slot_id,
        booking.person_id,
        booking.starts_at,
        booking.ends_at,
        booking.state,
        booking.sequence,
        slot.staff_id,
        slot.seats,
    )
    .join(Slot.__table__, slot.id == booking.slot_id)
    .where(LIVE, or_(booking.ends_at > bindparam("lately"), booking.state == BOOKED))
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


class Eyes:
    """What looks at the whole fair; when a time is does not change, so that is read once."""

    def __init__(self) -> None:
        self._times: dict[int, Row] = {}

    def look(self, connection: Connection, now: datetime) -> Glance:
        """Read how things stand."""
        seen = Glance(now)
        taken = Counter(dict(connection.execute(SEATS_HELD).all()))
        for talk in connection.execute(TALKS, {"lately": now - LATELY}):
            seen.talks[talk.person_id].append(talk)
            seen.agenda[talk.staff_id].append(talk)
            taken[talk.slot_id] += 1
        for time in self._ahead(connection, now):
            (seen.free if taken[time.id] < time.seats else seen.full)[time.booth_id].append(time)
        seen.offers = {offer.person_id: offer for offer in connection.execute(OFFERS)}
        for visit in connection.execute(VISITS):
            seen.places[visit.person_id].append(visit)
            seen.queues[visit.booth_id].append(visit)
        for person_id, booth_id in connection.execute(ENTRIES):
            seen.lists[person_id].add(booth_id)
        return seen

    def _ahead(self, connection: Connection, now: datetime) -> list[Row]:
        ids = list(connection.scalars(TIMES_AHEAD, {"now": now}))
        new = [slot_id for slot_id in ids if slot_id not in self._times]
        if new:
            self._times |= {time.id: time for time in connection.execute(TIMES, {"ids": new})}
        return [self._times[slot_id] for slot_id in ids]
