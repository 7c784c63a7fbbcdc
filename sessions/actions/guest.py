"""Coming without an account: asking for it, confirming one's address, and being forgotten."""

import secrets
from datetime import datetime

from sqlalchemy import delete, update

from app import mail, people
from app.agenda import subscriptions
from app.db import action, announce, db
from app.people import Person
from region.queries.team import person_with
from sessions.actions import signup as signups
from sessions.facts import GuestAsked, GuestCame, GuestForgotten
from sessions.models.guest import Guest, GuestRequest
from sessions.models.registration import SIGNED_UP, WAITING, Registration
from sessions.queries import guest as queries
from sessions.queries import signup
from sessions.rules import guest as rules
from sessions.rules import signup as signup_rules

NOBODY = "–"


@action
def ask(*, session_id: int, name: str, email: str, language: str, now: datetime) -> None:
    """Ask for a letter with which one confirms one's address; the same for every address."""
    session = signup.held(session_id)
    signup_rules.check_may_come(session, (), now)
    token = secrets.token_urlsafe(32)
    request = queries.request_of(session_id, email) or GuestRequest(session_id=session_id, email=email)
    request.name, request.language, request.used_at = name, language, None
    request.token_hash, request.expires_at = rules.fingerprint(token), now + rules.LASTS
    db.session.add(request)
    db.session.flush()
    announce(GuestAsked(request.id, token))


@action
def confirm(*, token: str, now: datetime) -> tuple[int, str]:
    """Come to a session with a confirmed address: a seat, or a place on the waiting list.

    Returns the id of the person and where she stands.
    """
    request = queries.held_request(token)
    rules.check_open(request, now)
    person_id = _guest(request, now)
    state = _take_seat(request.session_id, person_id, now)
    request.used_at = now
    return person_id, state


def _guest(request: GuestRequest, now: datetime) -> int:
    rules.check_no_account(queries.has_account(request.email))
    person = person_with(request.email)
    if person is None:
        first, last = rules.names_of(request.name)
        person = Person(email=request.email, first_name=first, last_name=last, language=request.language)
        db.session.add(person)
        db.session.flush()
        db.session.add(Guest(person_id=person.id, salt=secrets.token_urlsafe(16), made_at=now))
        db.session.flush()
        announce(GuestCame(person.id))
    return person.id


def _take_seat(session_id: int, person_id: int, now: datetime) -> str:
    own, session = signup.own(session_id, person_id), signup.held(session_id)
    if own and own.state == SIGNED_UP:
        return SIGNED_UP
    free = signup_rules.free_seat(signup.seats(session_id), session.capacity)
    if free is not None or signup_rules.holds_offer(own, now):
        signups.sign_up(session_id=session_id, person_id=person_id, now=now)
        return SIGNED_UP
    if own is None or own.state != WAITING:
        signups.wait(session_id=session_id, person_id=person_id, now=now)
    return WAITING


@action
def forget(*, person_id: int, now: datetime) -> None:
    """Let nothing be left of who a guest was; that somebody came stays, so that the numbers stay right."""
    db.session.execute(delete(Guest).where(Guest.person_id == person_id))
    db.session.execute(
        update(Registration).where(Registration.person_id == person_id).values(show_name=False)
    )
    person = db.session.get_one(Person, person_id)
    person.email, person.active = f"forgotten-{person_id}@guest.example", False
    person.first_name, person.last_name = NOBODY, ""
    mail.forget_person(person_id)
    subscriptions.stop(person_id=person_id)
    people.end_sign_ins(person_id, now)
    announce(GuestForgotten(person_id))


@action
def forget_requests(*, now: datetime) -> int:
    """Links that open nothing any more take the address with them; returns how many went."""
    gone = delete(GuestRequest).where(GuestRequest.expires_at <= now).returning(GuestRequest.id)
    return len(list(db.session.scalars(gone)))
