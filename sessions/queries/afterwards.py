"""What is left of a session: what people thought of it, and who shares a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.people import Person
from sessions.kinds import PUBLISHED
from sessions.models.contact import ContactShare
from sessions.models.feedback import Feedback
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession
from sessions.rules import afterwards as rules


@dataclass(frozen=True)
class Contact:
    """How to reach somebody who chose that."""

    name: str
    email: str
    organisation: str


@dataclass(frozen=True)
class Afterwards:
    """How a person stands to a session that she signed up for: what she said, shares and sees of others."""

    session: InspirationSession
    own: Registration | None
    feedback: Feedback | None
    share: ContactShare | None
    contacts: list[Contact]


def of(session: InspirationSession, own: Registration | None, now: datetime) -> Afterwards:
    """How a person with this registration, or without one, stands to a session."""
    if own is None:
        return Afterwards(session, None, None, None, [])
    said = (
        select(Feedback, ContactShare)
        .select_from(Registration)
        .outerjoin(Feedback, Feedback.registration_id == Registration.id)
        .outerjoin(ContactShare, ContactShare.registration_id == Registration.id)
        .where(Registration.id == own.id)
        .execution_options(populate_existing=True)
    )
    feedback, share = db.session.execute(said).one()
    sees = share and rules.was_there(session, own, now) and rules.can_share(session, own, now)
    return Afterwards(session, own, feedback, share, contacts(session.id, own.person_id) if sees else [])


def feedback_of(registration_id: int) -> Feedback | None:
    """What a person said of a session."""
    return db.session.get(Feedback, registration_id, populate_existing=True)


def share_of(registration_id: int) -> ContactShare | None:
    """Whether and how a person shares her contact."""
    return db.session.get(ContactShare, registration_id, populate_existing=True)


def contacts(session_id: int, but: int) -> list[Contact]:
    """Who else was there and shares a contact, by name."""
    found = (
        select(Person, ContactShare.organisation)
        .join(Registration, Registration.person_id == Person.id)
        .join(ContactShare, ContactShare.registration_id == Registration.id)
        .where(
            Registration.session_id == session_id,
            Registration.state == SIGNED_UP,
            Registration.came_at.is_not(None),
            Registration.person_id != but,
        )
    )
    shown = [Contact(each.name, each.email, said) for each, said in db.session.execute(found)]
    return sorted(shown, key=lambda contact: (contact.name, contact.email))


def sharers(session_id: int) -> list[int]:
    """The people who share a contact at a session."""
    found = (
        select(Registration.person_id)
        .join(ContactShare, ContactShare.registration_id == Registration.id)
        .where(Registration.session_id == session_id)
    )
    return list(db.session.scalars(found.order_by(Registration.person_id)))


def to_forget(now: datetime) -> list[int]:
    """The registrations whose contacts are no longer needed: the session was long ago, or is called off."""
    found = (
        select(ContactShare.registration_id)
        .join(Registration, Registration.id == ContactShare.registration_id)
        .join(Registration.session)
        .where(
            (InspirationSession.ends_at <= now - rules.CONTACTS_KEPT)
            | (InspirationSession.state != PUBLISHED)
        )
    )
    return list(db.session.scalars(found))


def answers(session_ids: Iterable[int]) -> dict[int, list[Feedback]]:
    """What people said of these sessions; whether it may be seen is another question."""
    found = (
        select(Registration.session_id, Feedback)
        .join(Registration, Registration.id == Feedback.registration_id)
        .where(Registration.session_id.in_(session_ids))
    )
    said: dict[int, list[Feedback]] = {}
    for session_id, feedback in db.session.execute(found):
        said.setdefault(session_id, []).append(feedback)
    return said
