"""What a person does: sign up, wait, sign off, let others read her name, come in."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from region.queries import roles
from sessions.actions import seats
from sessions.facts import CameIn, NameShown, SignedOff, SignedUp, WaitJoined
from sessions.models.registration import OFF, SIGNED_UP, WAITING, Registration
from sessions.queries import signup as queries
from sessions.rules import signup as rules

refuse_as(
    _l("Somebody was just before you. This session is full, but you can wait for a seat."),
    "uq_registration_session_id_seat",
    "registration.session_id, registration.seat",
    "seat_beyond_capacity",
)
refuse_as(
    _l("You have signed up or wait already."),
    "uq_registration_session_id_person_id",
    "registration.session_id, registration.person_id",
)


@action
def sign_up(*, session_id: int, person_id: int, now: datetime) -> int:
    """Take a free seat, or the one that is held; returns the id of the session."""
    session, own = queries.held(session_id), queries.own(session_id, person_id)
    free = rules.free_seat(queries.seats(session_id), session.capacity)
    rules.check_sign_up(session, roles(person_id), own, free, now)
    entry = own or Registration(session_id=session_id, person_id=person_id)
    entry.seat = entry.seat or free
    entry.state, entry.offered_until, entry.asked_at = SIGNED_UP, None, now
    entry.sequence = own.sequence + 1 if own else 0
    db.session.add(entry)
    session.version += 1
    announce(SignedUp(session_id, person_id))
    return session_id


@action
def wait(*, session_id: int, person_id: int, now: datetime) -> int:
    """Wait for a seat of a session that is full; returns the id of the session."""
    session, own = queries.held(session_id), queries.own(session_id, person_id)
    free = rules.free_seat(queries.seats(session_id), session.capacity)
    rules.check_wait(session, roles(person_id), own, free, now)
    entry = own or Registration(session_id=session_id, person_id=person_id)
    entry.state, entry.asked_at = WAITING, now
    db.session.add(entry)
    session.version += 1
    announce(WaitJoined(session_id, person_id))
    return session_id


@action
def sign_off(*, session_id: int, person_id: int, now: datetime) -> int:
    """Come no more, wait no more, or let go what is held; the seat goes to who waits."""
    session, own = queries.held(session_id), queries.own(session_id, person_id)
    rules.check_sign_off(session, own, now)
    assert own  # checked just now
    came = own.state == SIGNED_UP
    own.state, own.seat, own.offered_until, own.show_name = OFF, None, None, False
    own.sequence += came
    db.session.flush()
    session.version += 1
    announce(SignedOff(session_id, person_id, came))
    seats.offer_free(session, now)
    return session_id


@action
def show_name(*, session_id: int, shown: bool, person_id: int, now: datetime) -> int:
    """Let others who come read one's name, or no longer."""
    queries.held(session_id)
    own = queries.own(session_id, person_id)
    rules.check_seated(own)
    assert own  # checked just now
    own.show_name = shown
    announce(NameShown(session_id, person_id))
    return session_id


@action
def come_in(*, session_id: int, person_id: int, now: datetime) -> int:
    """Be there: from now on she finds the way to the video on the page."""
    session, own = queries.held(session_id), queries.own(session_id, person_id)
    rules.check_come_in(session, own, now)
    assert own  # checked just now
    own.came_at = own.came_at or now
    announce(CameIn(session_id, person_id))
    return session_id
