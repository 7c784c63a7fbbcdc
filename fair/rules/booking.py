"""When a talk may be booked, moved or undone, and what people read when it may not.

The checks go from what nobody can change to what another time would solve, so that people read first what
helps them most. Templates find here what tickets and times say, too.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import day, time
from fair.models import ANNOUNCED, APPROVED, BOOKED, FREE, OPEN, Booking, Fair, Slot
from fair.rules import states
from fair.rules.between import check_gap, check_overlap, is_clear
from fair.rules.cancelling import free_until, needs_reason, reason_words
from fair.rules.closing import check_not_closed
from fair.rules.left import beaten, taken_words
from fair.rules.qualify import DoesNotFit, FillInFirst, Student, check_qualifies
from fair.rules.slots import (
    free_seat,
    has_room,
    mark,
    parted,
    seats_taken,
    seats_words,
    shown_state,
    slot_state,
)
from fair.rules.tickets import (
    LINK_OPENS,
    UNDO_WITHIN,
    booked_words,
    can_change,
    can_undo,
    day_name,
    hours,
    is_open,
    lengths,
    link_words,
    look_again_in,
    minutes,
    room_is_open,
    ticket_state,
    when,
    whole_day,
)
from fair.rules.windows import OtherTime, check_reserved, kept_here, may_have, reserved_words

__all__ = [
    "LINK_OPENS",
    "UNDO_WITHIN",
    "Asker",
    "DoesNotFit",
    "FillInFirst",
    "OtherTime",
    "booked_words",
    "can_change",
    "can_undo",
    "day_name",
    "free_seat",
    "free_until",
    "has_room",
    "hours",
    "is_open",
    "kept_here",
    "lengths",
    "link_words",
    "look_again_in",
    "mark",
    "minutes",
    "needs_reason",
    "parted",
    "reason_words",
    "reserved_words",
    "room_is_open",
    "seats_taken",
    "seats_words",
    "shown_state",
    "slot_state",
    "ticket_state",
    "when",
    "whole_day",
]


@dataclass(frozen=True)
class Asker:
    """Who wants a time: her live talks at all fairs, what is known of a student, from when she may book."""

    person_id: int | None
    talks: list[Booking]
    student: Student | None
    opens_at: datetime


def phase(fair: Fair, now: datetime) -> str:
    """Whether a public fair is still to come (soon), on or over; the whole life is in `rules.states`."""
    return states.stands(fair, now)


def check_booking(
    slot: Slot, asker: Asker, *, holders: Collection[int], next_free: Slot | None, now: datetime
) -> None:
    """Refuse when this person cannot book this slot; `holders` have it, `next_free` is what is left."""
    if asker.student is None:
        raise Refused(_("Only students can book a talk."))
    check_slot(slot, asker, holders, now)
    check_person(slot, asker, asker.student, now)
    check_time(slot, asker, holders, now, beaten(next_free, asker.person_id))


def check_sight(
    slot: Slot, asker: Asker, *, holders: Collection[int], next_free: Slot | None, now: datetime
) -> None:
    """Refuse in the same words and order to somebody who only looks, also when she is no student."""
    check_slot(slot, asker, holders, now)
    if asker.student:
        check_person(slot, asker, asker.student, now)
    check_time(slot, asker, holders, now, taken_words(slot, next_free, asker.person_id))


def check_slot(slot: Slot, asker: Asker, holders: Collection[int], now: datetime) -> None:
    """Refuse when nobody can have this slot, or when this person has it already."""
    check_fair(slot.booth.fair, asker.opens_at, now)
    if slot.booth.state != APPROVED:
        raise Refused(_("This booth is not open for talks."))
    check_not_closed(slot.booth)
    if slot.state != FREE:
        raise OtherTime(_("The employer has taken this time back. Choose another time."))
    if slot.starts_at <= now:
        raise OtherTime(_("This time is over. Choose another time."))
    if asker.person_id in holders:
        raise Refused(_("This time is already yours."))


def check_fair(fair: Fair, opens_at: datetime, now: datetime) -> None:
    """Refuse when the fair takes no bookings at this moment, or not yet of this person."""
    if fair.state == ANNOUNCED:
        raise Refused(_("Booking has not opened yet. Look again later."))
    if fair.state != OPEN:
        raise Refused(_("The fair is closed. You cannot book any more."))
    if now < opens_at:
        raise Refused(_("You can book from %(day)s, %(time)s.", day=day(opens_at), time=time(opens_at)))
    if now >= fair.booking_closes_at:
        raise Refused(_("Booking is closed."))


def check_person(slot: Slot, asker: Asker, student: Student, now: datetime) -> None:
    """Refuse a booth to a person whom it does not ask for, or who has had her share."""
    check_qualifies(slot.booth, student)
    fair = slot.booth.fair
    here = talk_with(slot.booth_id, asker.talks)
    if here and fair.one_per_employer:
        raise Refused(_already_here(here, now))
    planned = [talk for talk in asker.talks if talk.fair_id == fair.id and is_open(talk, now)]
    limited = fair.limit_until is None or now < fair.limit_until
    if limited and len(planned) >= fair.bookings_per_student:
        raise Refused(_too_many(fair))


def check_time(slot: Slot, asker: Asker, holders: Collection[int], now: datetime, taken: str) -> None:
    """Refuse a time that is kept for others, that others have, or that falls together with other talks.

    `taken` is what she reads when others have it: who was too late reads something else than who only looks.
    """
    check_reserved(slot, asker.student, now)
    if len(holders) >= slot.seats:
        raise OtherTime(taken)
    check_overlap(slot, asker.talks)
    check_gap(slot, asker.talks)


def suits(slot: Slot, asker: Asker, now: datetime) -> bool:
    """Whether a slot that has seats left fits this person: for her, and between her talks."""
    return is_clear(slot, asker.talks) and may_have(slot, asker.student, now)


def next_free(slot: Slot, slots: Iterable[Slot], asker: Asker, now: datetime) -> Slot | None:
    """The next of these times with a free seat that fits this person; an earlier one if none is later."""
    others = (each for each in slots if each.id != slot.id and each.starts_at > now)
    with_room = (each for each in others if len(seats_taken(each, asker.person_id)) < each.seats)
    suiting = [each for each in with_room if suits(each, asker, now)]

    def turn(each: Slot) -> tuple[bool, datetime, int]:
        return each.starts_at < slot.starts_at, each.starts_at, each.staff_id

    return min(suiting, key=turn, default=None)


def check_move(
    booking: Booking,
    slot: Slot,
    asker: Asker,
    *,
    holders: Collection[int],
    next_free: Slot | None,
    now: datetime,
) -> None:
    """Refuse to move a talk to a slot that is not free for her; `asker` has no longer the talk that moves."""
    if slot.booth_id != booking.booth_id:
        raise Refused(_("You can only move a talk to another time of the same booth."))
    check_before_start(booking, now)
    check_slot(slot, asker, holders, now)
    check_time(slot, asker, holders, now, beaten(next_free, asker.person_id))


def check_undo(booking: Booking, now: datetime) -> None:
    """Refuse to undo what was booked more than a minute ago."""
    check_before_start(booking, now)
    if not can_undo(booking, now):
        raise Refused(_("You can undo within 1 minute. Cancel the talk instead."))


def check_before_start(booking: Booking, now: datetime) -> None:
    """Refuse to change a talk that is off already, or that has begun."""
    if booking.state != BOOKED:
        raise Refused(_("This talk is no longer planned."))
    if booking.starts_at <= now:
        raise Refused(_("This talk has already started."))


def talk_with(booth_id: int, talks: Iterable[Booking]) -> Booking | None:
    """The talk that a person has at a booth, if any."""
    return next((talk for talk in talks if talk.booth_id == booth_id), None)


def _already_here(here: Booking, now: datetime) -> str:
    if can_change(here, now):
        return _("You already have a talk here at %(time)s. You can move it.", time=time(here.starts_at))
    return _("You have had your talk here.")


def _too_many(fair: Fair) -> str:
    allowed, until = fair.bookings_per_student, fair.limit_until
    if until is None:
        return _("You already have %(number)d talks planned. Cancel one first.", number=allowed)
    return _(
        "You already have %(number)d talks planned. From %(day)s, %(time)s you may book more.",
        number=allowed,
        day=day(until),
        time=time(until),
    )
