"""Students queue at a booth; staff call them in order and talk with them."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import AttendanceMarked, QueueChanged, RosterChanged, VisitCalled, WalkInBegan
from fair.models import ATTENDED, WALK_IN, WITHDRAWN, Booking, Slot
from fair.models.queue import CALLED, LEFT, LIVE_VISIT, MISSED, SHUT, TALKED, WAITING, Visit
from fair.queries import queue as queries
from fair.queries.booking import talks
from fair.queries.line import line as line_of
from fair.rules import queue as rules
from region import queries as region

# What the database refuses although the rules let it pass; SQLite names the columns instead of the index.
refuse_as(_l("You are in this queue already."), "one_live_visit", "visit.booth_id, visit.person_id")
refuse_as(_l("You have called somebody already. Say first who came."), "one_call_per_staff", "visit.staff_id")
refuse_as(_l("A colleague was just ahead of you. Call the next one."), "place_is_called_once")
refuse_as(_l("Your last talk is not over yet. Try again."), "no_overlapping_walk_ins")


@action
def join_queue(*, booth_id: int, person_id: int, now: datetime) -> int:
    """Give a student the last place in the queue of a booth; returns the id of the place."""
    booth = queries.booth(booth_id, lock=True)
    is_student = region.hold_student(person_id)
    rules.check_join(
        line_of(booth, now),
        is_student=is_student,
        person_id=person_id,
        talks=queries.talks_here(booth_id, person_id),
        queues=len(queries.queues_of(person_id, now)),
        one_talk=booth.fair.one_per_employer,
    )
    visit = Visit(
        booth_id=booth_id, person_id=person_id, place=queries.last_place(booth_id) + 1, joined_at=now
    )
    db.session.add(visit)
    db.session.flush()
    announce(QueueChanged(booth_id, person_id))
    return visit.id


@action
def leave_queue(*, visit_id: int, person_id: int, now: datetime) -> int:
    """Give one's place in a queue up."""
    visit = queries.own_visit(visit_id, person_id)
    rules.check_leave(visit)
    _end(visit, LEFT, now)
    return visit_id


@action
def call_next(*, booth_id: int, short: bool, person_id: int, now: datetime) -> int:
    """Call the first who waits to this member of staff; a walk-in talk that was on is over with it."""
    booth = queries.own_booth(booth_id, person_id)
    waiter = rules.check_call(line_of(booth, now), person_id, short=short)
    _finish_walk_in(person_id, now)
    visit = queries.visit(waiter.visit_id)
    visit.state, visit.staff_id, visit.come_by = CALLED, person_id, now + rules.TIME_TO_COME
    visit.called_at = visit.called_at or now
    db.session.flush()
    announce(VisitCalled(visit.id, booth_id, visit.person_id))
    announce(QueueChanged(booth_id, visit.person_id))
    return visit.id


@action
def begin_talk(*, visit_id: int, person_id: int, now: datetime) -> int:
    """Begin the talk with whom was called, in a slot of its own; returns the id of the booking."""
    visit = queries.visit_at(visit_id, person_id)
    rules.check_called(visit)
    region.hold_student(visit.person_id)
    slot = _slot_for(visit, now)
    booking = Booking(
        fair_id=visit.booth.fair_id,
        booth_id=visit.booth_id,
        slot_id=slot.id,
        person_id=visit.person_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        state=ATTENDED,
        booked_at=now,
        changed_at=now,
    )
    db.session.add(booking)
    db.session.flush()
    visit.booking_id = booking.id
    announce(WalkInBegan(booking.id, slot.id, booking.booth_id, booking.fair_id))
    announce(AttendanceMarked(booking.id))
    _end(visit, TALKED, now)
    return booking.id


@action
def miss_turn(*, visit_id: int, person_id: int, now: datetime) -> None:
    """Say for a booth that whoever was called did not come."""
    _miss(queries.visit_at(visit_id, person_id), now)


@action
def give_turn_away(*, visit_id: int, now: datetime) -> int:
    """Let the turn of somebody who did not come pass, when nobody at the booth said so."""
    visit = queries.visit(visit_id)
    if visit.state != CALLED:
        return 0
    _miss(visit, now)
    return 1


@action
def send_home(*, visit_id: int, now: datetime) -> int:
    """End a place in a queue that is over, unless it ended meanwhile."""
    visit = queries.visit(visit_id)
    if visit.state not in LIVE_VISIT:
        return 0
    _end(visit, LEFT, now)
    return 1


def empty_line(booth_id: int, now: datetime) -> None:
    """Let everybody in the queue of a booth that closes go, within a unit of work."""
    for visit in queries.live_visits(booth_id):
        _end(visit, SHUT, now)


def _end(visit: Visit, state: str, now: datetime) -> None:
    visit.state, visit.ended_at, visit.come_by = state, now, None
    announce(QueueChanged(visit.booth_id, visit.person_id))


def _miss(visit: Visit, now: datetime) -> None:
    """Back one place the first time, out of the queue the second."""
    rules.check_missed(visit, now)
    visit.misses += 1
    if rules.is_out(visit):
        _end(visit, MISSED, now)
        return
    visit.state, visit.staff_id, visit.come_by = WAITING, None, None
    other = queries.behind(visit)
    if other:
        visit.place, other.place = other.place, visit.place
    announce(QueueChanged(visit.booth_id, visit.person_id))


def _finish_walk_in(staff_id: int, now: datetime) -> None:
    """Who calls the next one is done with the last: that talk ends now, for the student too."""
    booking = queries.running_walk_in(staff_id, now)
    if booking:
        booking.ends_at = booking.slot.ends_at = now
        booking.slot.version += 1


def _slot_for(visit: Visit, now: datetime) -> Slot:
    """A slot from now on for a walk-in; free times that it covers are withdrawn, so nobody books them."""
    line, staff_id = line_of(visit.booth, now), visit.staff_id
    assert staff_id is not None
    until = rules.talk_until(line, staff_id, talks(visit.person_id))
    covered = queries.free_slots(staff_id, now, until)
    for free in covered:
        free.state, free.version = WITHDRAWN, free.version + 1
    if covered:
        announce(RosterChanged(visit.booth_id))
    slot = Slot(
        booth_id=visit.booth_id,
        shift_id=queries.shift_of(visit.booth_id, staff_id, now).id,
        staff_id=staff_id,
        starts_at=now,
        ends_at=until,
        state=WALK_IN,
    )
    db.session.add(slot)
    db.session.flush()
    return slot
