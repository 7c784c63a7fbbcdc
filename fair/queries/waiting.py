"""Who waits for what, and what a person sees of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from fair.models import (
    CLOSED,
    DRAFT,
    FREE,
    LIVE_BOOKING,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.models.waiting import SlotOffer, Standby, WaitlistEntry
from fair.queries import booking, offers, standby
from fair.queries.offers import held_seats
from fair.queries.priority import windows
from fair.rules import waiting as rules

BOOKED_SEATS = (
    select(func.count(Booking.id))
    .where(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING))
    .correlate(Slot)
    .scalar_subquery()
)
IS_FREE = BOOKED_SEATS + held_seats < Slot.seats


@dataclass(frozen=True)
class Wish:
    """Where somebody waits, and how many before her."""

    entry: WaitlistEntry
    ahead: int


@dataclass(frozen=True)
class AtBooth:
    """What a student sees of waiting at one booth: what is held for her, her place, or that she may join."""

    booth_id: int
    offer: SlotOffer | None = None
    wish: Wish | None = None
    can_join: bool = False


@dataclass(frozen=True)
class Standing:
    """How somebody stands by at a fair: not, or with so many before her; and what is held for her."""

    fair_id: int
    standby: Standby | None
    ahead: int
    offer: SlotOffer | None


@dataclass(frozen=True)
class Mine:
    """All that a student waits for: what is held for her, her places on lists, where she stands by."""

    offer: SlotOffer | None
    wishes: list[Wish]
    standby: Standby | None
    fair: Fair | None


def free_seats(slot: Slot) -> list[int]:
    """The seats of a slot that are neither booked nor held."""
    booked = select(Booking.seat).where(Booking.slot_id == slot.id, Booking.state.in_(LIVE_BOOKING))
    taken = {*db.session.scalars(booked), *(offer.seat for offer in offers.of_slot(slot.id))}
    return [seat for seat in range(1, slot.seats + 1) if seat not in taken]


def free_slots(booth_id: int, now: datetime) -> list[Slot]:
    """The times of a booth that nobody has and that are held for nobody, in order of time."""
    return list(db.session.scalars(_times(booth_id, now).where(IS_FREE)))


def times(booth_id: int, now: datetime) -> list[Slot]:
    """The times of a booth that are still to come, taken or not, in order."""
    return list(db.session.scalars(_times(booth_id, now)))


def _times(booth_id: int, now: datetime) -> Select[Slot]:
    found = select(Slot).join(Slot.booth).join(Booth.fair).where(Booth.id == booth_id, Fair.state != DRAFT)
    return found.where(Slot.state == FREE, Slot.starts_at > now).order_by(Slot.starts_at, Slot.id)


def to_offer(now: datetime) -> list[Slot]:
    """Free times of booths where somebody waits, or that begin shortly while somebody stands by."""
    near = (Slot.starts_at <= now + rules.UNCLAIMED) & Booth.fair_id.in_(select(Standby.fair_id))
    at = contains_eager(Slot.booth)
    found = (
        select(Slot)
        .join(Slot.booth)
        .join(Booth.fair)
        .where(Fair.state != CLOSED, Slot.state == FREE, Slot.starts_at > now, IS_FREE)
        .where(Booth.closed_at.is_(None))
        .where(or_(Booth.id.in_(select(WaitlistEntry.booth_id)), near))
        .options(at.contains_eager(Booth.fair), at.joinedload(Booth.organisation, innerjoin=True))
        .order_by(Slot.starts_at, Slot.id)
    )
    return list(db.session.scalars(found))


def held_booth(booth_id: int) -> Booth:
    """A booth that nobody books at meanwhile, held until the unit of work ends."""
    found = select(Booth).where(Booth.id == booth_id).with_for_update(of=Booth)
    held = db.session.scalar(found.options(joinedload(Booth.fair, innerjoin=True)))
    if held is None:
        raise NotFound
    return held


def own_entries(person_id: int, fair_id: int) -> list[WaitlistEntry]:
    """The lists of a fair on which a person is."""
    found = select(WaitlistEntry).where(
        WaitlistEntry.person_id == person_id, WaitlistEntry.fair_id == fair_id
    )
    return list(db.session.scalars(found))


def own_entry(entry_id: int, person_id: int) -> WaitlistEntry:
    """A place on a list of this person."""
    found = select(WaitlistEntry).where(WaitlistEntry.id == entry_id, WaitlistEntry.person_id == person_id)
    entry = db.session.scalar(found)
    if entry is None:
        raise NotFound
    return entry


def entry_at(booth_id: int, person_id: int) -> WaitlistEntry | None:
    """The place of a person on the list of a booth."""
    found = select(WaitlistEntry).where(
        WaitlistEntry.booth_id == booth_id, WaitlistEntry.person_id == person_id
    )
    return db.session.scalar(found)


def entries_of(fair_id: int) -> list[WaitlistEntry]:
    """Every place on a list of a fair."""
    return list(db.session.scalars(select(WaitlistEntry).where(WaitlistEntry.fair_id == fair_id)))


def waiting_at(booth_id: int) -> list[int]:
    """Who waits at a booth."""
    found = select(WaitlistEntry.person_id).where(WaitlistEntry.booth_id == booth_id)
    return list(db.session.scalars(found))


def at_booth(booth_id: int, person_id: int | None, now: datetime) -> AtBooth:
    """What a person sees of waiting at a booth; a visitor sees nothing."""
    if person_id is None or booking.student_of(person_id) is None:
        return AtBooth(booth_id)
    offer = offers.live_offer(person_id, now, booth_id)
    entry = entry_at(booth_id, person_id)
    if entry:
        return AtBooth(booth_id, offer, _wish(entry))
    return AtBooth(booth_id, offer, can_join=not offer and _can_join(booth_id, person_id, now))


def _can_join(booth_id: int, person_id: int, now: datetime) -> bool:
    """Whether there is something to wait for that she cannot simply book."""
    booth = db.session.get_one(Booth, booth_id)
    asker = booking.asker(booth.fair, person_id, booking.student_of(person_id), now)
    coming = db.session.execute(_times(booth_id, now).add_columns(IS_FREE)).all()
    suiting = [free for slot, free in coming if rules.suits(slot, asker, now)]
    return bool(suiting) and not any(suiting)


def _wish(entry: WaitlistEntry) -> Wish:
    return Wish(entry, places(entry.booth_id)[entry.id])


def places(booth_id: int) -> dict[int, int]:
    """For each entry of a booth's list how many come before it."""
    found = select(WaitlistEntry).where(WaitlistEntry.booth_id == booth_id)
    line = in_line(list(db.session.scalars(found)), db.session.get_one(Booth, booth_id).fair)
    return {entry.id: ahead for ahead, entry in enumerate(line)}


def in_line(entries: list[WaitlistEntry], fair: Fair) -> list[WaitlistEntry]:
    """Those who wait, in the order in which they are served."""
    first = {window.group for window in windows(fair.id)} if entries else set()
    known = booking.students([entry.person_id for entry in entries]) if first else {}
    groups = {who: rules.group_of(student, fair, first) for who, student in known.items()}
    return rules.in_order(entries, groups)


def standing(fair_id: int, person_id: int, now: datetime) -> Standing:
    """How a person stands by at a fair."""
    ready = standby.own(fair_id, person_id)
    before = standby.places(fair_id, now).get(ready.id, 0) if ready else 0
    return Standing(fair_id, ready, before, offers.live_offer(person_id, now))


def mine(person_id: int, now: datetime) -> Mine:
    """All that a person waits for, and the fair of today at which she can stand by."""
    at = joinedload(WaitlistEntry.booth, innerjoin=True)
    found = (
        select(WaitlistEntry)
        .where(WaitlistEntry.person_id == person_id)
        .options(at.joinedload(Booth.organisation, innerjoin=True), joinedload(WaitlistEntry.slot))
        .order_by(WaitlistEntry.joined_at, WaitlistEntry.id)
    )
    fair = standby.fair_of_today(now)
    wishes = [_wish(entry) for entry in db.session.scalars(found)]
    here = standby.own(fair.id, person_id) if fair else None
    return Mine(offers.live_offer(person_id, now), wishes, here, fair)
