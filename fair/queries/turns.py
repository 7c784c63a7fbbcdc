"""Whose turn it is when a time falls free."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select

from app.db import db
from fair.models import CANCELLED_BY_EMPLOYER, Booking, Slot
from fair.models.waiting import FIRST, OFFERED, STANDBY, WAITING, SlotOffer, WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import offers, standby, waiting
from fair.rules import waiting as rules
from fair.rules.booking import Asker
from fair.rules.closing import is_closed
from fair.rules.offers import answer_by, standby_answer_by

# Most times go to one of the first in line, so nobody reads the days of all who come after.
AT_ONCE = 20
HELD = select(SlotOffer.person_id).where(SlotOffer.state == OFFERED)
TO_ASK = select(WaitlistEntry).where(
    WaitlistEntry.booth_id.in_(bindparam("booth_ids", expanding=True)), WaitlistEntry.person_id.not_in(HELD)
)
FOR_SLOT = select(WaitlistEntry).where(
    WaitlistEntry.booth_id == bindparam("booth_id"),
    or_(WaitlistEntry.slot_id.is_(None), WaitlistEntry.slot_id == bindparam("slot_id")),
)
CALLED_OFF = select(Booking.slot_id, Booking.person_id).where(
    Booking.slot_id.in_(bindparam("slot_ids", expanding=True)), Booking.state == CANCELLED_BY_EMPLOYER
)


@dataclass(frozen=True)
class Candidate:
    """Somebody to whom a slot can be offered now: why it is her turn, and until when she may answer."""

    person_id: int
    kind: str
    answer_by: datetime


def candidates(slot: Slot, now: datetime, ahead: timedelta) -> Iterator[Candidate]:
    """To whom a slot goes, in order: who waits for it, then who stands by when it begins within `ahead`."""
    asked: set[int] = set()
    if is_closed(slot.booth):
        return  # the rules refuse everybody; nobody's day is read to find that out
    until = answer_by(slot, now)
    if until:
        entries = waiting.in_line(entries_for(slot), slot.booth.fair)
        kinds = {entry.person_id: FIRST if entry.first_choice else WAITING for entry in entries}
        for who in _whom_it_suits(slot, list(kinds), now):
            asked.add(who)
            yield Candidate(who, kinds[who], until)
    until = standby_answer_by(slot, now)
    if until and slot.starts_at - now <= ahead:
        ready = [who for who in standby.for_slot(slot, now) if who not in asked]
        for who in _whom_it_suits(slot, ready, now):
            yield Candidate(who, STANDBY, until)


def entries_for(slot: Slot) -> list[WaitlistEntry]:
    """Who waits for this slot, or for any of its booth."""
    return list(db.session.scalars(FOR_SLOT, {"booth_id": slot.booth_id, "slot_id": slot.id}))


def _whom_it_suits(slot: Slot, person_ids: list[int], now: datetime) -> Iterator[int]:
    left_out = {who for _slot_id, who in _passed([slot.id])} if person_ids else set()
    asked = [who for who in person_ids if who not in left_out]
    for some in (asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE)):
        busy, askers = offers.busy(some), asker_queries.askers(slot, some, now)
        free = [who for who in some if who in askers and who not in busy]
        yield from (who for who in free if rules.suits(slot, askers[who], now))


def _passed(slot_ids: list[int]) -> set[tuple[int, int]]:
    """Pairs of a slot and who is not asked for it: who let it go, or whose talk then was called off.

    Whose talk at this very time the employer called off gets another one.
    """
    called_off = db.session.execute(CALLED_OFF, {"slot_ids": slot_ids})
    return offers.passed_over_at(slot_ids) | {(slot_id, who) for slot_id, who in called_off}


def waited_for(now: datetime) -> list[Slot]:
    """The free times that can be offered to somebody now.

    This is asked all day, so it is one look at all booths and everybody at once.
    """
    look = Look(waiting.to_offer(now), now)
    return [slot for slot in look.free if look.suits_somebody(slot)]


class Look:
    """All free times at one moment, with who waits for them or stands by."""

    def __init__(self, free: list[Slot], now: datetime) -> None:
        self.free, self.now = free, now
        self.entries = _to_ask({slot.booth_id for slot in free})
        near = {slot.booth.fair_id for slot in free if self._is_near(slot)}
        self.ready = {fair_id: standby.to_ask(fair_id, now) for fair_id in near}
        self.askers = self._askers()
        self.passed = _passed([slot.id for slot in free])

    def _is_near(self, slot: Slot) -> bool:
        return slot.starts_at - self.now <= rules.UNCLAIMED

    def _askers(self) -> dict[int, dict[int, Asker]]:
        """What the rules ask of everybody, for each fair."""
        people = {entry.person_id for line in self.entries.values() for entry in line}
        people |= {each.person_id for ready in self.ready.values() for each, _level in ready}
        at_fairs = {slot.booth.fair_id: slot for slot in self.free} if people else {}
        return {fair_id: asker_queries.askers(slot, people, self.now) for fair_id, slot in at_fairs.items()}

    def suits_somebody(self, slot: Slot) -> bool:
        """Whether anybody could be offered this time."""
        known = self.askers.get(slot.booth.fair_id, {})
        asked = (known[who] for who in self._wanting(slot) if who in known)
        return any(
            rules.suits(slot, asker, self.now)
            for asker in asked
            if (slot.id, asker.person_id) not in self.passed
        )

    def _wanting(self, slot: Slot) -> Iterator[int]:
        if answer_by(slot, self.now):
            yield from (
                each.person_id for each in self.entries[slot.booth_id] if each.slot_id in (None, slot.id)
            )
        if self._is_near(slot) and standby_answer_by(slot, self.now):
            ready = self.ready[slot.booth.fair_id]
            yield from standby.who_stands_by(ready, slot)


def _to_ask(booth_ids: Collection[int]) -> dict[int, list[WaitlistEntry]]:
    """Who waits at each booth and has nothing held for her."""
    by_booth: dict[int, list[WaitlistEntry]] = defaultdict(list)
    for entry in db.session.scalars(TO_ASK, {"booth_ids": list(booth_ids)}):
        by_booth[entry.booth_id].append(entry)
    return by_booth
