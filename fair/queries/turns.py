"""Whose turn it is when a time falls free."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from app.db import db
from fair.models import CANCELLED_BY_EMPLOYER, Booking, Slot
from fair.models.waiting import FIRST, OFFERED, STANDBY, WAITING, SlotOffer, WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import offers, standby, waiting
from fair.rules import waiting as rules
from fair.rules.closing import is_closed
from fair.rules.offers import answer_by, standby_answer_by


@dataclass(frozen=True)
class Candidate:
    """Somebody to whom a slot can be offered now: why it is her turn, and until when she may answer."""

    person_id: int
    kind: str
    answer_by: datetime


def candidates(slot: Slot, now: datetime, ahead: timedelta) -> list[Candidate]:
    """To whom a slot goes, in order: who waits for it, then who stands by when it begins within `ahead`."""
    found: list[Candidate] = []
    if is_closed(slot.booth):
        return found
    until = answer_by(slot, now)
    if until:
        entries = waiting.in_line(entries_for(slot), slot.booth.fair)
        kinds = {entry.person_id: FIRST if entry.first_choice else WAITING for entry in entries}
        found = [Candidate(who, kinds[who], until) for who in _whom_it_suits(slot, list(kinds), now)]
    until = standby_answer_by(slot, now)
    if until and slot.starts_at - now <= ahead:
        known = {each.person_id for each in found}
        ready = [who for who in standby.for_slot(slot, now) if who not in known]
        found += [Candidate(who, STANDBY, until) for who in _whom_it_suits(slot, ready, now)]
    return found


def waited_for(now: datetime) -> list[Slot]:
    """The free times that can be offered to somebody now.

    This is asked all day, so one look at all booths at once leaves out the many times that suit nobody.
    """
    free = waiting.to_offer(now)
    entries = _to_ask({slot.booth_id for slot in free})
    people = {entry.person_id for line in entries.values() for entry in line}
    at_fairs = {slot.booth.fair_id: slot for slot in free} if people else {}
    askers = {fair_id: asker_queries.askers(slot, people, now) for fair_id, slot in at_fairs.items()}
    passed = offers.passed_over_at([slot.id for slot in free])

    def suits_somebody(slot: Slot) -> bool:
        known = askers.get(slot.booth.fair_id, {})
        wanting = (each.person_id for each in entries[slot.booth_id] if each.slot_id in (None, slot.id))
        asked = (known[who] for who in wanting if who in known and (slot.id, who) not in passed)
        return any(rules.suits(slot, asker, now) for asker in asked)

    near = now + rules.UNCLAIMED
    hopeful = [slot for slot in free if slot.starts_at <= near or suits_somebody(slot)]
    return [slot for slot in hopeful if candidates(slot, now, rules.UNCLAIMED)]


def _to_ask(booth_ids: set[int]) -> dict[int, list[WaitlistEntry]]:
    """Who waits at each booth and has nothing held for her."""
    held = select(SlotOffer.person_id).where(SlotOffer.state == OFFERED)
    found = select(WaitlistEntry).where(
        WaitlistEntry.booth_id.in_(booth_ids), WaitlistEntry.person_id.not_in(held)
    )
    by_booth: dict[int, list[WaitlistEntry]] = defaultdict(list)
    for entry in db.session.scalars(found):
        by_booth[entry.booth_id].append(entry)
    return by_booth


def entries_for(slot: Slot) -> list[WaitlistEntry]:
    """Who waits for this slot, or for any of its booth."""
    wanted = or_(WaitlistEntry.slot_id.is_(None), WaitlistEntry.slot_id == slot.id)
    found = select(WaitlistEntry).where(WaitlistEntry.booth_id == slot.booth_id, wanted)
    return list(db.session.scalars(found))


def _whom_it_suits(slot: Slot, person_ids: list[int], now: datetime) -> list[int]:
    if not person_ids:
        return []
    left_out = offers.busy(person_ids) | offers.passed_over(slot.id) | _called_off(slot.id)
    askers = asker_queries.askers(slot, [who for who in person_ids if who not in left_out], now)
    return [who for who in person_ids if who in askers and rules.suits(slot, askers[who], now)]


def _called_off(slot_id: int) -> set[int]:
    """Whose talk at this very time the employer called off: they get another one."""
    found = select(Booking.person_id).where(
        Booking.slot_id == slot_id, Booking.state == CANCELLED_BY_EMPLOYER
    )
    return set(db.session.scalars(found))
