"""Students wait for a time, take what is held for them, and stand by; staff release free times."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.actions import offers as holding
from fair.actions.booking import book_slot
from fair.facts import StandbyChanged, WaitingChanged
from fair.models import CLOSED, Booking
from fair.models.waiting import GONE, OFFERED, PAST, TAKEN, SlotOffer, Standby, WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import booking, offers, standby, waits
from fair.queries import slot as slot_queries
from fair.queries import waiting as queries
from fair.queries.booths import own_booth
from fair.queries.fairs import fair as find_fair
from fair.queries.lobby import fair as public_fair
from fair.rules import offers as offer_rules
from fair.rules import waiting as rules
from region import queries as region

refuse_as(
    _l("You are on the waiting list of this booth already."),
    "uq_waitlist_entry_person_id_booth_id",
    "waitlist_entry.person_id, waitlist_entry.booth_id",
)
refuse_as(
    _l("You stand by at this fair already."),
    "uq_standby_person_id_fair_id",
    "standby.person_id, standby.fair_id",
)


@action
def join_waiting_list(*, booth_id: int, slot_id: int | None, person_id: int, now: datetime) -> int:
    """Wait for one slot of a booth, or for any; returns the id of the entry."""
    # Whoever cancels holds the booth too: either she sees the free time, or she is offered it.
    booth = queries.held_booth(booth_id)
    asker = asker_queries.asker(booth.fair, person_id, asker_queries.hold_student(person_id), now)
    wanted = [slot for slot in queries.times(booth_id, now) if slot_id in (None, slot.id)]
    free = {slot.id for slot in queries.free_slots(booth_id, now)}
    rules.check_join(
        booth,
        wanted,
        [slot for slot in wanted if slot.id in free],
        asker,
        entries=queries.own_entries(person_id, booth.fair_id),
        now=now,
    )
    entry = WaitlistEntry(
        fair_id=booth.fair_id, booth_id=booth_id, slot_id=slot_id, person_id=person_id, joined_at=now
    )
    return _keep(entry, WaitingChanged(booth_id, person_id))


@action
def leave_waiting_list(*, entry_id: int, person_id: int, now: datetime) -> int:
    """No longer wait at a booth, nor hold a time there; returns the id of the booth."""
    entry = queries.own_entry(entry_id, person_id)
    held = offers.of_person(person_id)
    if held and held.booth_id == entry.booth_id:
        holding.let_go(offer_id=held.id, person_id=person_id, now=now)
    _leave(entry)
    return entry.booth_id


@action
def accept_offer(*, offer_id: int, person_id: int, now: datetime) -> int:
    """Take what is held for her; returns the id of the booking."""
    slot_id = offers.own_offer(offer_id, person_id).slot_id
    slot_queries.lock_slots(slot_id)
    offer_rules.check_accept(offers.own_offer(offer_id, person_id, lock=True), now)
    return book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


@action
def release_slot(*, slot_id: int, person_id: int, now: datetime) -> int:
    """Staff let a free time go to the first on the waiting list, whoever that is; returns the booth's id."""
    booth_id = slot_queries.slot(slot_id).booth_id
    own_booth(booth_id, person_id)
    slot = slot_queries.lock_slots(slot_id)[slot_id]
    rules.check_anybody(slot.booth, holding.hold_for_next(slot, now))
    return booth_id


@action
def stand_by(
    *,
    fair_id: int,
    sectors: list[str],
    booth_ids: list[int],
    until: datetime,
    person_id: int,
    now: datetime,
) -> int:
    """Be ready to talk at once until some time; returns the id of the standby."""
    fair = public_fair(fair_id)
    wanted = [booth for booth in standby.booths(fair_id) if booth.id in booth_ids]
    rules.check_standby(fair, wanted, until, region.hold_student(person_id), now)
    ready = Standby(
        fair_id=fair_id,
        person_id=person_id,
        sectors=sectors,
        booth_ids=booth_ids,
        until=until,
        signed_up_at=now,
    )
    return _keep(ready, StandbyChanged(fair_id, person_id))


@action
def stop_standing_by(*, standby_id: int, person_id: int, now: datetime) -> int:
    """No longer stand by; returns the id of the fair."""
    ready = standby.own_by_id(standby_id, person_id)
    db.session.delete(ready)
    announce(StandbyChanged(ready.fair_id, person_id))
    return ready.fair_id


def after_booking(booking_id: int, now: datetime) -> None:
    """Who has a talk waits there no more; what was held for her is taken, or goes to the next."""
    talk, entry, touched = queries.touched(booking_id)
    for each in touched:
        if each.state == OFFERED:
            _answer_by_booking(each, talk, now)
        else:
            each.state = PAST
    if entry:
        _leave(entry)


def _answer_by_booking(held: SlotOffer, talk: Booking, now: datetime) -> None:
    if held.slot_id == talk.slot_id:
        holding.close(held, talk.slot, TAKEN, now)
        return
    slot = slot_queries.lock_slots(held.slot_id)[held.slot_id]
    asker = asker_queries.askers(slot, [talk.person_id], now).get(talk.person_id)
    if asker is None or not rules.suits(slot, asker, now):
        holding.close(held, slot, GONE, now)
        holding.hold_for_next(slot, now)


def give_first_choice(booking_id: int, now: datetime) -> None:
    """Whose talk the employer called off goes before the list, and is offered the next free time at once."""
    talk = booking.booking(booking_id)
    entry = queries.entry_at(talk.booth_id, talk.person_id)
    if entry is None:
        entry = WaitlistEntry(
            fair_id=talk.fair_id, booth_id=talk.booth_id, person_id=talk.person_id, joined_at=now
        )
    entry.first_choice, entry.slot_id = True, None
    _keep(entry, WaitingChanged(talk.booth_id, talk.person_id))
    holding.offer_booth(talk.booth_id, now)


def end_waiting(fair_id: int, now: datetime) -> None:
    """When a fair has closed, nobody waits there any more, and of nobody it is kept that they did."""
    if find_fair(fair_id).state != CLOSED:
        return
    for offer in offers.at_fair(fair_id):
        holding.close(offer, offer.slot, GONE, now)
    entries = queries.entries_of(fair_id)
    db.session.add_all(waits.past(entry.id for entry in entries))
    for row in (*entries, *standby.all_of(fair_id)):
        db.session.delete(row)


def _keep(row: WaitlistEntry | Standby, fact: object) -> int:
    db.session.add(row)
    db.session.flush()
    announce(fact)
    return row.id


def _leave(entry: WaitlistEntry) -> None:
    db.session.add_all(waits.past([entry.id]))
    db.session.delete(entry)
    announce(WaitingChanged(entry.booth_id, entry.person_id))
