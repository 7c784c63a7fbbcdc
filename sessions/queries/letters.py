"""Who gets a letter about a session."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.mail import Letter
from app.people import Person
from sessions.kinds import PUBLISHED
from sessions.models.registration import SEATED, SIGNED_UP, WAITING, Registration
from sessions.models.session import InspirationSession


def own(session_id: int, person_id: int) -> Registration:
    """The place of a person in a session, with all that a letter names."""
    found = _named().where(Registration.session_id == session_id, Registration.person_id == person_id)
    return db.session.scalars(found).one()


def in_calendar(uid: str, email: str) -> Registration | None:
    """The place of the person with this address in the session with this name."""
    found = _named().join(Registration.person)
    return db.session.scalar(found.where(InspirationSession.uid == uid, func.lower(Person.email) == email))


def concerned(session_id: int) -> list[Registration]:
    """Who comes, waits or has an offer."""
    found = _named().where(Registration.session_id == session_id, Registration.state.in_((*SEATED, WAITING)))
    return list(db.session.scalars(found.order_by(Registration.id)))


def to_remind(kind: str, since: datetime, until: datetime, ahead: timedelta) -> list[Registration]:
    """Who comes to a session that begins in a span and had no letter of this kind; signed up well before."""
    found = (
        _named()
        .where(Registration.state == SIGNED_UP, InspirationSession.state == PUBLISHED)
        .where(InspirationSession.starts_at > since, InspirationSession.starts_at <= until)
        .where(~select(Letter.id).where(Letter.key == _key(kind)).exists())
    )
    coming = db.session.scalars(found.order_by(InspirationSession.starts_at, Registration.id))
    return [own for own in coming if own.asked_at < own.session.starts_at - ahead]


def _named() -> Select[Registration]:
    return (
        select(Registration)
        .join(Registration.session)
        .options(contains_eager(Registration.session), joinedload(Registration.person, innerjoin=True))
    )


def _key(kind: str) -> ColumnElement[str]:
    number, sequence = cast(Registration.id, String), cast(InspirationSession.sequence, String)
    return literal(f"{kind}:").concat(number).concat(":").concat(sequence)


def reminder_key(kind: str, own: Registration) -> str:
    """The same name for the letter, as written: a session that was moved is remembered anew."""
    return f"{kind}:{own.id}:{own.session.sequence}"
