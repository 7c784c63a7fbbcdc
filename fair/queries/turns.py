"""Whose turn it is when a time falls free."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from app.db import db
from fair.models import CANCELLED_BY_EMPLOYER, Booking, Slot
from fair.models.waiting import FIRST, STANDBY, WAITING, WaitlistEntry
from fair.queries import booking, offers, standby, waiting
from fair.rules import waiting as rules
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


def entries_for(slot: Slot) -> list[WaitlistEntry]:
    """Who waits for this slot, or for any of its booth."""
    wanted = or_(WaitlistEntry.slot_id.is_(None), WaitlistEntry.slot_id == slot.id)
    found = select(WaitlistEntry).where(WaitlistEntry.booth_id == slot.booth_id, wanted)
    return list(db.session.scalars(found))


def _whom_it_suits(slot: Slot, person_ids: list[int], now: datetime) -> list[int]:
    if not person_ids:
        return []
    left_out = offers.busy(person_ids) | offers.passed_over(slot.id) | _called_off(slot.id)
    askers = booking.askers(slot, [who for who in person_ids if who not in left_out], now)
    return [who for who in person_ids if who in askers and rules.suits(slot, askers[who], now)]


def _called_off(slot_id: int) -> set[int]:
    """Whose talk at this very time the employer called off: they get another one."""
    found = select(Booking.person_id).where(
        Booking.slot_id == slot_id, Booking.state == CANCELLED_BY_EMPLOYER
    )
    return set(db.session.scalars(found))
