"""People come into the room of a talk, are let in, type, and stay a little longer."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete

from app.db import action, announce, db
from fair.facts import RoomChanged, RosterChanged, SeatTaken, TalkExtended, TextSent
from fair.models import WITHDRAWN, Slot
from fair.models.room import Room, RoomMessage, RoomSeat
from fair.queries import room as queries
from fair.queries import slot as slot_queries
from fair.rules import room as rules
from region import queries as region


@action
def enter(*, booking_id: int, person_id: int, tab: str = "", now: datetime) -> None:
    """Take a seat in the room of a talk; a new tab of the same person takes over from the old one."""
    visit = queries.hold(booking_id, person_id)
    rules.check_open(visit.booking, now)
    seat = visit.seats.get(person_id)
    if seat is None:
        seat = RoomSeat(booking_id=booking_id, person_id=person_id, since=now)
        db.session.add(seat)
        announce(RoomChanged(booking_id))
    if tab:
        seat.tab = tab
        announce(SeatTaken(booking_id, person_id, tab))


@action
def admit(*, booking_id: int, person_id: int, now: datetime) -> None:
    """Let the student in, and hold the talk oneself; also takes a talk over from a colleague."""
    visit = queries.hold(booking_id, person_id)
    rules.check_admission(visit, now)
    room = _room(visit)
    room.host_id, room.admitted_at = person_id, room.admitted_at or now
    announce(RoomChanged(booking_id))


@action
def send_text(*, booking_id: int, person_id: int, text: str, now: datetime) -> int:
    """Type something to the others in the room; returns the id of the message."""
    visit = queries.hold(booking_id, person_id)
    rules.check_text(visit.booking, queries.said_lately(person_id, now), now)
    message = RoomMessage(booking_id=booking_id, person_id=person_id, text=text, at=now)
    db.session.add(message)
    db.session.flush()
    announce(TextSent(message.id, booking_id))
    return message.id


@action
def extend(*, booking_id: int, person_id: int, now: datetime) -> str:
    """Make a talk five minutes longer; a free time in its way is withdrawn. Returns the words for it."""
    slot_id = queries.booking(booking_id, person_id).slot_id
    slots = slot_queries.lock_slots(slot_id, *queries.slots_after(slot_id, rules.LONGER))
    visit = queries.hold(booking_id, person_id)
    slot, student_id = slots.pop(slot_id), visit.booking.person_id
    region.hold_student(student_id)
    end = slot.ends_at + rules.LONGER
    rules.check_extension(
        visit,
        taken=queries.talks_in(slots),
        elsewhere=queries.talks_between(student_id, slot.ends_at, end),
        now=now,
    )
    _withdraw(slots)
    _lengthen(visit, slot, end, now)
    announce(TalkExtended(booking_id, slot.booth_id))
    for booth_id in {slot.booth_id, *(each.booth_id for each in slots.values())}:
        announce(RosterChanged(booth_id))
    return rules.extended_words(end, slots.values())


def _withdraw(slots: dict[int, Slot]) -> None:
    for slot in slots.values():
        slot.state = WITHDRAWN
        slot.version += 1
    db.session.flush()  # first these give way, or the database refuses the overlap


def _lengthen(visit: rules.Visit, slot: Slot, end: datetime, now: datetime) -> None:
    slot.ends_at = visit.booking.ends_at = end
    slot.shift.ends_at = max(slot.shift.ends_at, end)
    slot.version += 1
    visit.booking.sequence += 1
    visit.booking.changed_at = now
    _room(visit).extended_at = now


def _room(visit: rules.Visit) -> Room:
    """The room of a talk, made when staff first do something there."""
    if visit.room:
        return visit.room
    room = Room(booking_id=visit.booking.id, host_id=visit.person_id)
    db.session.add(room)
    return room


@action
def forget(*, booking_id: int) -> None:
    """Keep nothing of what was typed in a room, nor of who was there when."""
    kinds: list[Any] = [RoomMessage, RoomSeat]
    for kind in kinds:
        db.session.execute(delete(kind).where(kind.booking_id == booking_id))
