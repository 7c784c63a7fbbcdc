"""What falls free goes to who waits for it, in the same unit of work; what is not answered goes on."""

from datetime import datetime

from app import clock, worker
from app.db import with_commit
from fair.actions import offers, waiting
from fair.facts import BookingCancelled, BookingMoved, FairChanged, RosterChanged, SlotBooked
from fair.queries import offers as offered
from fair.queries import turns


@with_commit(SlotBooked)
def leave_the_list(fact: SlotBooked) -> None:
    """Who has booked waits there no more."""
    waiting.after_booking(fact.booking_id, clock.now())


@with_commit(BookingMoved)
def offer_what_was_left(fact: BookingMoved) -> None:
    """The time that somebody moved away from is offered."""
    now = clock.now()
    waiting.after_booking(fact.booking_id, now)
    offers.offer_freed(fact.from_slot_id, now)


@with_commit(BookingCancelled)
def offer_what_was_cancelled(fact: BookingCancelled) -> None:
    """A time that is called off is offered; if the employer did it, its student is helped first."""
    now = clock.now()
    if fact.by == "employer":
        waiting.give_first_choice(fact.booking_id, now)
    offers.offer_freed(fact.slot_id, now)


@with_commit(RosterChanged)
def offer_new_times(fact: RosterChanged) -> None:
    """Times that were added are offered; those that were taken back are held for nobody."""
    now = clock.now()
    offers.drop_withdrawn(fact.booth_id, now)
    offers.offer_booth(fact.booth_id, now)


@with_commit(FairChanged)
def end_with_the_fair(fact: FairChanged) -> None:
    """A fair that closed keeps no waiting lists."""
    waiting.end_waiting(fact.fair_id, clock.now())


@worker.due
def pass_on_offers(now: datetime) -> int:
    """What was not answered in time goes to the next."""
    return sum(offers.pass_on(slot_id=slot_id, now=now) for slot_id in offered.overdue(now))


@worker.due
def offer_free_times(now: datetime) -> int:
    """A free time for which somebody waits is held; a talk may have made place in her day meanwhile."""
    return sum(offers.offer_slot(slot_id=slot.id, now=now) for slot in turns.waited_for(now))
