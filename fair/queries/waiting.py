"""Who waits for what, and what a person sees of it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from fair.models import (
    CLOSED,
    FREE,
    LIVE_BOOKING,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.models.waiting import LAPSED, LET_GO, OFFERED, SlotOffer, Standby, WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import offers, standby
from fair.queries.offers import held_seats
from fair.queries.public import PUBLIC
from fair.rules import waiting as rules
from fair.rules.booking import Asker
from fair.rules.qualify import Student

BOOKED_SEATS = (
    select(func.count(Booking.id))
    .where(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING))
    .correlate(Slot)
    .scalar_subquery()
)
# What its slot was offered as before, and what is held for its student, anywhere.
TOUCHED = (
    select(Booking, WaitlistEntry, SlotOffer)
    .outerjoin(
        WaitlistEntry,
        (WaitlistEntry.booth_id == Booking.booth_id) & (WaitlistEntry.person_id == Booking.person_id),
    )
    .outerjoin(
        SlotOffer,
        or_(
            and_(SlotOffer.slot_id == Booking.slot_id, SlotOffer.state.in_((LET_GO, LAPSED))),
            and_(SlotOffer.person_id == Booking.person_id, SlotOffer.state == OFFERED),
        ),
    )
    .where(Booking.id == bindparam("id"))
)
STUDENTS = asker_queries.STUDENTS.subquery()
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
    found = select(Slot).join(Slot.booth).join(Booth.fair).where(Booth.id == booth_id, PUBLIC)
    # A booth that closes offers nothing, however many of its talks are called off.
    found = found.where(Booth.closed_at.is_(None))
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
    """A booth of a public fair at which nobody books meanwhile, held until the unit of work ends."""
    found = select(Booth).join(Booth.fair).where(Booth.id == booth_id, PUBLIC).with_for_update(of=Booth)
    held = db.session.scalar(found.options(contains_eager(Booth.fair)))
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


def touched(booking_id: int) -> tuple[Booking, WaitlistEntry | None, list[SlotOffer]]:
    """A booking with what it may settle: her place on the list of the booth, and the offers it touches."""
    rows = db.session.execute(TOUCHED, {"id": booking_id}).all()
    return rows[0].Booking, rows[0].WaitlistEntry, [row.SlotOffer for row in rows if row.SlotOffer]


def waiting_at(booth_id: int) -> list[int]:
    """Who waits at a booth."""
    found = select(WaitlistEntry.person_id).where(WaitlistEntry.booth_id == booth_id)
    return list(db.session.scalars(found))


def at_booth(
    booth: Booth, slots: list[Slot], asker: Asker, entry: WaitlistEntry | None, now: datetime
) -> AtBooth:
    """What a student sees of waiting at a booth with these times; `entry` is her place on its list."""
    offer = rules.held_for(slots, asker.person_id, now)
    if entry:
        return AtBooth(booth.id, offer, Wish(entry, places(booth.id)[entry.id]))
    return AtBooth(booth.id, offer, can_join=not offer and rules.can_join(slots, asker, now))


def places(*booth_ids: int) -> dict[int, int]:
    """For each entry on the lists of these booths how many come before it."""
    found = (
        select(WaitlistEntry, *(STUDENTS.c[name] for name in asker_queries.FACTS))
        .outerjoin(STUDENTS, STUDENTS.c.person_id == WaitlistEntry.person_id)
        .where(WaitlistEntry.booth_id.in_(booth_ids))
        .options(joinedload(WaitlistEntry.booth, innerjoin=True).joinedload(Booth.fair, innerjoin=True))
    )
    lines: dict[Booth, list[WaitlistEntry]] = defaultdict(list)
    known: dict[int, Student] = {}
    for entry, *facts in db.session.execute(found):
        lines[entry.booth].append(entry)
        known |= {entry.person_id: Student(*facts)} if facts[-1] else {}
    ordered = (_ordered(entries, booth.fair, known) for booth, entries in lines.items())
    return {entry.id: ahead for line in ordered for ahead, entry in enumerate(line)}


def in_line(entries: list[WaitlistEntry], fair: Fair) -> list[WaitlistEntry]:
    """Those who wait at a booth of a fair, in the order in which they are served."""
    people = [entry.person_id for entry in entries if fair.windows]
    return _ordered(entries, fair, asker_queries.students(people) if people else {})


def _ordered(entries: list[WaitlistEntry], fair: Fair, known: dict[int, Student]) -> list[WaitlistEntry]:
    first = {window.group for window in fair.windows}
    groups = {who: rules.group_of(student, fair, first) for who, student in known.items()}
    return rules.in_order(entries, groups)


def standing(fair_id: int, person_id: int, now: datetime) -> Standing:
    """How a person stands by at a fair."""
    ready = standby.own(fair_id, person_id)
    before = standby.places(fair_id, now).get(ready.id, 0) if ready else 0
    return Standing(fair_id, ready, before, offers.live_offer(person_id, now))


def mine(person_id: int, fair: Fair | None, now: datetime) -> Mine:
    """All that a person waits for, and whether she can stand by today at the fair that people mean."""
    at = joinedload(WaitlistEntry.booth, innerjoin=True)
    found = (
        select(WaitlistEntry)
        .where(WaitlistEntry.person_id == person_id)
        .options(at.joinedload(Booth.organisation, innerjoin=True), joinedload(WaitlistEntry.slot))
        .order_by(WaitlistEntry.joined_at, WaitlistEntry.id)
    )
    entries = list(db.session.scalars(found))
    ahead = places(*(entry.booth_id for entry in entries)) if entries else {}
    wishes = [Wish(entry, ahead[entry.id]) for entry in entries]
    today = fair if fair and rules.is_today(fair, now) else None
    here = standby.own(today.id, person_id) if today else None
    return Mine(offers.live_offer(person_id, now), wishes, here, today)
