"""Who comes without an account, and who wants to."""

import hmac
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from region.models import Membership, StudentProfile
from sessions.models.guest import Guest, GuestRequest
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession
from sessions.queries import signup
from sessions.rules import guest as rules


def request_of(session_id: int, email: str) -> GuestRequest | None:
    """What somebody asked for before; the session is held."""
    found = select(GuestRequest).where(GuestRequest.session_id == session_id, GuestRequest.email == email)
    return db.session.scalar(found)


def request_with(token: str) -> GuestRequest:
    """What somebody asked for whose letter has this token."""
    found = select(GuestRequest).where(GuestRequest.token_hash == rules.fingerprint(token))
    request = db.session.scalar(
        found.options(joinedload(GuestRequest.session)).execution_options(populate_existing=True)
    )
    if request is None:
        raise NotFound
    return request


def held_request(token: str) -> GuestRequest:
    """The same, with its session held: whoever asks or confirms for that session waits here."""
    signup.held(request_with(token).session_id)
    return request_with(token)


def guest(person_id: int) -> Guest | None:
    """A guest; None for who has an account, or got one since."""
    found = select(Guest).join(Guest.person).options(contains_eager(Guest.person))
    return db.session.scalar(found.where(Guest.person_id == person_id, *_has_no_account()))


def has_account(email: str) -> bool:
    """Whether an address belongs to somebody who is more than a guest; takes as long for every address."""
    is_guest = exists().where(Guest.person_id == Person.id, *_has_no_account()).correlate(Person)
    known = exists().where(func.lower(Person.email) == email, ~is_guest)
    return bool(db.session.scalar(select(known)))


def opened_by(token: str, secret: str) -> Person:
    """The guest whose letters have this token in their links."""
    number = token.partition("-")[0]
    found = guest(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if found is None or not hmac.compare_digest(rules.way_in(found.person_id, found.salt, secret), token):
        raise NotFound
    return found.person


def person(person_id: int) -> Person:
    """A guest who has just confirmed."""
    return db.session.get_one(Person, person_id)


def to_forget(now: datetime) -> list[int]:
    """The guests whose last session is long over."""
    since = now - rules.KEPT_FOR
    lately = exists().where(
        Registration.person_id == Guest.person_id,
        Registration.session_id == InspirationSession.id,
        InspirationSession.ends_at > since,
    )
    found = select(Guest.person_id).join(Guest.person).where(Guest.made_at <= since, ~lately)
    return list(db.session.scalars(found.where(*_has_no_account())))


def has_old_requests(now: datetime) -> bool:
    """Whether there are links that open nothing any more."""
    old = select(GuestRequest.id).where(GuestRequest.expires_at <= now)
    return db.session.scalar(old.limit(1)) is not None


def _has_no_account() -> tuple[ColumnElement[bool], ...]:
    return (
        Person.active.is_(True),
        Person.password.is_(None),
        ~exists().where(Membership.person_id == Person.id).correlate(Person),
        ~exists().where(StudentProfile.person_id == Person.id).correlate(Person),
    )
