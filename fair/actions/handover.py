"""Staff hand a talk to a colleague, move it or call it off; the student never loses it without a word."""

from datetime import datetime

from app.db import action, announce, db
from fair.facts import BookingCancelled, BookingMoved, RosterChanged, TalkHandedOver
from fair.models import CANCELLED_BY_EMPLOYER, FREE, WITHDRAWN, Booking, Pause, Shift, Slot
from fair.models.pause import CALLED_OFF, HANDED_OVER
from fair.queries import handover as queries
from fair.rules import handover as rules
from fair.rules.booking import check_before_start
from fair.rules.handover import Agenda
from region.queries import hold_student


@action
def hand_over(*, booking_id: int, staff_id: int, seen: int, person_id: int, now: datetime) -> int:
    """Give a talk to a colleague at the same time; the time of who had it is blocked."""
    booking = queries.talk(booking_id, person_id, lock=True)
    check_before_start(booking, now)
    rules.check_unchanged(booking, seen)
    left = booking.slot
    pass_on(booking, staff_id, now)
    _block(left, HANDED_OVER)
    announce(RosterChanged(booking.booth_id))
    announce(TalkHandedOver(booking_id, left.id, booking.slot_id, booking.booth_id, booking.fair_id))
    return booking_id


@action
def call_off(*, booking_id: int, reason: str, words: str, seen: int, person_id: int, now: datetime) -> int:
    """Cancel a talk for the employer, with the reason that the student reads; its time is blocked."""
    booking = queries.talk(booking_id, person_id, lock=True)
    check_before_start(booking, now)
    rules.check_unchanged(booking, seen)
    kept = rules.check_reason(reason, words)
    drop(booking, kept, now)
    _block(booking.slot, CALLED_OFF)
    announce(RosterChanged(booking.booth_id))
    return booking_id


def pass_on(booking: Booking, staff_id: int, now: datetime) -> None:
    """Put a talk in a slot of a colleague at the same time; one is made when there is none."""
    when = (booking.starts_at, booking.ends_at)
    agenda = rules.check_can_take(queries.agenda(booking.booth, staff_id, when), booking)
    slot = agenda.same(when, booking.booth_id) or _made_slot(booking, agenda)
    _put(booking, slot, now)


def move_to(booking: Booking, staff_id: int | None, starts_at: datetime | None, now: datetime) -> None:
    """Move a talk to another free time of its booth, when its student can come then."""
    hold_student(booking.person_id)
    slot = queries.slot_at(booking.booth_id, staff_id, starts_at)
    talks = queries.other_talks([booking.person_id])[booking.person_id]
    slot = rules.check_fits(slot, bool(slot and queries.is_taken(slot.id)), talks, booking)
    left = booking.slot
    _put(booking, slot, now)
    announce(BookingMoved(booking.id, left.id, slot.id, booking.booth_id, booking.fair_id))


def drop(booking: Booking, reason: str, now: datetime) -> None:
    """Call a talk off for the employer."""
    booking.state, booking.reason = CANCELLED_BY_EMPLOYER, reason
    _changed(booking, now)
    booking.slot.version += 1
    announce(BookingCancelled(booking.id, booking.slot_id, booking.booth_id, booking.fair_id, "employer"))


def _put(booking: Booking, slot: Slot, now: datetime) -> None:
    booking.slot.version += 1
    slot.version += 1
    booking.slot, booking.seat = slot, 1
    booking.starts_at, booking.ends_at = slot.starts_at, slot.ends_at
    _changed(booking, now)
    db.session.flush()


def _changed(booking: Booking, now: datetime) -> None:
    booking.sequence += 1
    booking.employer_sequence, booking.changed_at = booking.sequence, now


def _made_slot(booking: Booking, agenda: Agenda) -> Slot:
    """A slot for a colleague who has time; free times that fall together with it make room."""
    when = (booking.starts_at, booking.ends_at)
    for slot in agenda.around(when):
        slot.state = WITHDRAWN
        slot.version += 1
    db.session.flush()
    staff_id = agenda.person.id
    shift = queries.shift_around(booking.booth_id, staff_id, when) or _made_shift(booking, staff_id)
    made = Slot(
        booth_id=booking.booth_id,
        shift_id=shift.id,
        staff_id=staff_id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        state=FREE,
        version=1,
    )
    db.session.add(made)
    db.session.flush()
    return made


def _made_shift(booking: Booking, staff_id: int) -> Shift:
    link = queries.own_link(booking.booth_id, staff_id) or booking.slot.shift.meeting_link
    shift = Shift(
        booth_id=booking.booth_id,
        staff_id=staff_id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        meeting_link=link,
    )
    db.session.add(shift)
    db.session.flush()
    return shift


def _block(slot: Slot, why: str) -> None:
    """Whoever gave a talk away or called it off has no time then; a group talk goes on with the others."""
    if slot.seats > 1:
        return
    slot.state = WITHDRAWN
    db.session.add(Pause(shift_id=slot.shift_id, starts_at=slot.starts_at, ends_at=slot.ends_at, reason=why))
