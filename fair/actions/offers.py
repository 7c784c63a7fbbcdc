"""A time that fell free is held for the first whom it suits, and goes on to the next."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from app.db import action, announce, db, refuse_as
from fair.facts import OfferClosed, SlotOffered
from fair.models import FREE, Slot
from fair.models.waiting import GONE, LAPSED, LET_GO, SlotOffer
from fair.queries import offers, turns, waiting
from fair.queries import slot as slot_queries
from fair.rules import offers as rules
from fair.rules.waiting import STANDBY_AHEAD, UNCLAIMED

refuse_as(_l("Somebody was just ahead of you. Choose another time."), "held_for_another")


@action
def let_go(*, offer_id: int, person_id: int, now: datetime) -> int:
    """Somebody does not want what is held for her; the next one gets it in the same moment."""
    slot = _held_slot(offer_id, person_id)
    offer = offers.own_offer(offer_id, person_id, lock=True)
    rules.check_let_go(offer)
    close(offer, slot, LET_GO, now)
    hold_for_next(slot, now)
    return offer_id


def _held_slot(offer_id: int, person_id: int) -> Slot:
    slot_id = offers.own_offer(offer_id, person_id).slot_id
    return slot_queries.lock_slots(slot_id)[slot_id]


@action
def pass_on(*, slot_id: int, now: datetime) -> int:
    """Close what nobody answered in time on a slot, and hold it for the next; returns how many closed."""
    return settle(slot_queries.lock_slots(slot_id)[slot_id], now)


def settle(slot: Slot, now: datetime) -> int:
    """The same for a slot that the unit of work holds: the clock decides, not when the worker comes by."""
    late = offers.overdue_on(slot.id, now)
    for offer in late:
        close(offer, slot, LAPSED, now)
    if late:
        hold_for_next(slot, now)
    return len(late)


def held_for_others(slot: Slot, held: list[SlotOffer], person_id: int, now: datetime) -> dict[int, int]:
    """The seats of a slot, which the unit of work holds, that are held for others, once it is settled."""
    if any(offer.expires_at <= now for offer in held):
        settle(slot, now)
        held = offers.of_slot(slot.id)
    return {offer.seat: offer.person_id for offer in held if offer.person_id != person_id}


@action
def offer_slot(*, slot_id: int, now: datetime) -> int:
    """Hold a time that is free for who waits for it; returns how many seats are held now."""
    return hold_for_next(slot_queries.lock_slots(slot_id)[slot_id], now, unclaimed=True)


def offer_freed(slot_id: int, now: datetime) -> None:
    """Hold a time that just fell free for who waits for it, within a unit of work."""
    slot = slot_queries.lock_slots(slot_id)[slot_id]
    if slot.state == FREE:
        hold_for_next(slot, now)


def offer_booth(booth_id: int, now: datetime) -> None:
    """Hold every free time of a booth for who waits for it, within a unit of work."""
    ids = [slot.id for slot in waiting.free_slots(booth_id, now)]
    slots = slot_queries.lock_slots(*ids) if ids else {}
    for slot_id in ids:
        hold_for_next(slots[slot_id], now)


def hold_for_next(slot: Slot, now: datetime, unclaimed: bool = False) -> int:
    """Hold the free seats of a slot, which the unit of work holds, for those whose turn it is.

    Who stands by is asked for a time that fell free half an hour ahead, for one that stayed free later.
    """
    seats = waiting.free_seats(slot)
    in_turn = turns.candidates(slot, now, UNCLAIMED if unclaimed else STANDBY_AHEAD)
    held = 0
    while held < len(seats) and (person := next(in_turn, None)):
        held += _hold(slot, seats[held], person, now)
    return held


def _hold(slot: Slot, seat: int, person: turns.Candidate, now: datetime) -> bool:
    offer = SlotOffer(
        booth_id=slot.booth_id,
        slot_id=slot.id,
        seat=seat,
        person_id=person.person_id,
        kind=person.kind,
        offered_at=now,
        expires_at=person.answer_by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(offer)
    except IntegrityError:
        # At this very moment another time is offered to her, and nobody gets two at once: the next one.
        return False
    slot.version += 1
    announce(SlotOffered(offer.id, slot.id, slot.booth_id, offer.person_id))
    return True


def close(offer: SlotOffer, slot: Slot, state: str, now: datetime) -> None:
    """End an offer; the slot is held by the unit of work."""
    offer.state, offer.closed_at = state, now
    slot.version += 1
    db.session.flush()
    announce(OfferClosed(offer.id, slot.id, slot.booth_id, offer.person_id))


def drop_all(booth_id: int, now: datetime) -> None:
    """A booth that closes holds nothing for anybody, within a unit of work."""
    for offer in offers.at_booth(booth_id):
        close(offer, offer.slot, GONE, now)


def drop_withdrawn(booth_id: int, now: datetime) -> None:
    """Times that the booth took back are offered to nobody any more, within a unit of work."""
    for offer in offers.withdrawn(booth_id):
        close(offer, offer.slot, GONE, now)
