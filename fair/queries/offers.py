"""What is held for whom: every booking asks this, and every count of free times."""

from datetime import datetime

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from fair.models import FREE, Booth, Slot
from fair.models.waiting import LAPSED, LET_GO, OFFERED, SlotOffer

# How many seats of a slot are held, for counting what is free of many slots at once.
held_seats = (
    select(func.count(SlotOffer.id))
    .where(SlotOffer.slot_id == Slot.id, SlotOffer.state == OFFERED)
    .correlate(Slot)
    .scalar_subquery()
)

# Until when somebody may answer about a slot.
held_until = (
    select(func.max(SlotOffer.expires_at))
    .where(SlotOffer.slot_id == Slot.id, SlotOffer.state == OFFERED)
    .correlate(Slot)
    .scalar_subquery()
)

HELD_FOR_OTHERS = select(SlotOffer.seat, SlotOffer.person_id).where(
    SlotOffer.slot_id == bindparam("slot_id"),
    SlotOffer.state == OFFERED,
    SlotOffer.person_id != bindparam("person_id"),
)
# Read anew: somebody may have answered while the slot was waited for.
OF_SLOT = (
    select(SlotOffer)
    .where(SlotOffer.slot_id == bindparam("slot_id"), SlotOffer.state == OFFERED)
    .execution_options(populate_existing=True)
)
OF_PERSON = select(SlotOffer).where(SlotOffer.person_id == bindparam("person_id"), SlotOffer.state == OFFERED)
OVERDUE = OF_SLOT.where(SlotOffer.expires_at <= bindparam("now"))
PASSED_OVER = select(SlotOffer.slot_id, SlotOffer.person_id).where(
    SlotOffer.slot_id.in_(bindparam("slot_ids", expanding=True)), SlotOffer.state.in_((LET_GO, LAPSED))
)
BUSY = select(SlotOffer.person_id).where(
    SlotOffer.person_id.in_(bindparam("person_ids", expanding=True)), SlotOffer.state == OFFERED
)


def held_for_others(slot_id: int, but_for: int | None) -> dict[int, int]:
    """The seats of a slot that are held, and for whom, other than one person: nobody books those."""
    held = db.session.execute(HELD_FOR_OTHERS, {"slot_id": slot_id, "person_id": but_for or 0})
    return {row.seat: row.person_id for row in held}


def overdue_on(slot_id: int, now: datetime) -> list[SlotOffer]:
    """The offers of a slot that nobody answered in time."""
    return list(db.session.scalars(OVERDUE, {"slot_id": slot_id, "now": now}))


def of_slot(slot_id: int) -> list[SlotOffer]:
    """The offers that hold a slot."""
    return list(db.session.scalars(OF_SLOT, {"slot_id": slot_id}))


def of_person(person_id: int) -> SlotOffer | None:
    """What is held for a person: one thing at a time."""
    return db.session.scalar(OF_PERSON, {"person_id": person_id})


def own_offer(offer_id: int, person_id: int, lock: bool = False) -> SlotOffer:
    """An offer to this person, in any state."""
    found = select(SlotOffer).where(SlotOffer.id == offer_id, SlotOffer.person_id == person_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    offer = db.session.scalar(found)
    if offer is None:
        raise NotFound
    return offer


def offer(offer_id: int) -> SlotOffer:
    """An offer with its slot, for drawing it after a fact."""
    return db.session.scalars(_drawn().where(SlotOffer.id == offer_id)).one()


def live_offer(person_id: int, now: datetime, booth_id: int | None = None) -> SlotOffer | None:
    """What is held for a person at this moment, with all that is shown of it; at one booth if asked."""
    found = _drawn().where(
        SlotOffer.person_id == person_id, SlotOffer.state == OFFERED, SlotOffer.expires_at > now
    )
    return db.session.scalar(found.where(SlotOffer.booth_id == booth_id) if booth_id else found)


def _drawn() -> Select[SlotOffer]:
    return (
        select(SlotOffer)
        .join(SlotOffer.slot)
        .options(
            contains_eager(SlotOffer.slot).joinedload(Slot.staff, innerjoin=True),
            joinedload(SlotOffer.booth, innerjoin=True).joinedload(Booth.organisation, innerjoin=True),
        )
    )


def overdue(now: datetime) -> list[int]:
    """The slots with an offer that nobody answered in time."""
    found = select(SlotOffer.slot_id).where(SlotOffer.state == OFFERED, SlotOffer.expires_at <= now)
    return list(db.session.scalars(found.order_by(SlotOffer.expires_at)))


def passed_over_at(slot_ids: list[int]) -> set[tuple[int, int]]:
    """Pairs of a slot and who let it go since it last fell free, or did not answer."""
    return {(slot_id, who) for slot_id, who in db.session.execute(PASSED_OVER, {"slot_ids": slot_ids})}


def busy(person_ids: list[int]) -> set[int]:
    """Those for whom something is held already."""
    return set(db.session.scalars(BUSY, {"person_ids": person_ids}))


def at_booth(booth_id: int) -> list[SlotOffer]:
    """Every offer of a booth that is not closed."""
    found = select(SlotOffer).where(SlotOffer.booth_id == booth_id, SlotOffer.state == OFFERED)
    return list(db.session.scalars(found.order_by(SlotOffer.id)))


def withdrawn(booth_id: int) -> list[SlotOffer]:
    """Offers of times that the booth has taken back."""
    found = select(SlotOffer).join(SlotOffer.slot).where(SlotOffer.booth_id == booth_id)
    return list(db.session.scalars(found.where(SlotOffer.state == OFFERED, Slot.state != FREE)))


def at_fair(fair_id: int) -> list[SlotOffer]:
    """Every offer of a fair that is not closed."""
    found = select(SlotOffer).join(SlotOffer.booth)
    return list(db.session.scalars(found.where(Booth.fair_id == fair_id, SlotOffer.state == OFFERED)))
