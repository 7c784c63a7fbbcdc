"""What is asked about invitations."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.people import Person
from fair.models import OVER, Booth, Fair, Invitation
from fair.queries.fairs import check_organiser, found_or_gone
from region.models import Organisation
from region.queries import organisation_ids


def invitations(fair_id: int) -> list[Invitation]:
    """All invitations to a fair, latest first."""
    found = select(Invitation).where(Invitation.fair_id == fair_id)
    loaded = found.options(joinedload(Invitation.organisation), joinedload(Invitation.used_by))
    return list(db.session.scalars(loaded.order_by(Invitation.invited_at.desc(), Invitation.id.desc())))


def organised_invitation(invitation_id: int, person_id: int, lock: bool = False) -> Invitation:
    """An invitation for somebody who organises."""
    check_organiser(person_id)
    return found_or_gone(db.session.get(Invitation, invitation_id, with_for_update=lock or None))


def with_fingerprint(token_hash: str) -> Invitation:
    """The invitation to which a link belongs."""
    found = select(Invitation).where(Invitation.token_hash == token_hash)
    return found_or_gone(db.session.scalar(found.options(joinedload(Invitation.fair))))


def held(token_hash: str) -> Invitation:
    """The same, together with its fair, held until the unit of work ends: nobody else uses it meanwhile."""
    fair_ids = select(Invitation.fair_id).where(Invitation.token_hash == token_hash)
    found_or_gone(db.session.scalar(select(Fair).where(Fair.id.in_(fair_ids)).with_for_update()))
    found = select(Invitation).where(Invitation.token_hash == token_hash)
    return found_or_gone(db.session.scalar(found.with_for_update()))


def unfinished(fair_id: int, organisation_id: int) -> list[Invitation]:
    """What still invites an employer to a fair."""
    found = select(Invitation).where(
        Invitation.fair_id == fair_id, Invitation.organisation_id == organisation_id, *UNFINISHED
    )
    return list(db.session.scalars(found.with_for_update()))


UNFINISHED = (Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))


def is_invited(fair_id: int, organisation_id: int | None, name: str) -> bool:
    """Whether an employer, or a new one of this name, is invited already."""
    found = select(Invitation.id).where(Invitation.fair_id == fair_id, *UNFINISHED)
    if organisation_id:
        found = found.where(Invitation.organisation_id == organisation_id)
    else:
        found = found.where(Invitation.organisation_id.is_(None), Invitation.name == name)
    return db.session.scalar(found.limit(1)) is not None


def employers_to_invite(fair: Fair) -> list[Organisation]:
    """Employers of the sectors of a fair that have no booth there and are not invited yet, by name."""
    there = select(Booth.organisation_id).where(Booth.fair_id == fair.id)
    asked = select(Invitation.organisation_id).where(
        Invitation.fair_id == fair.id, Invitation.organisation_id.is_not(None), *UNFINISHED
    )
    found = select(Organisation).where(
        Organisation.id.not_in(there), Organisation.id.not_in(asked), Organisation.sector.in_(fair.sectors)
    )
    return list(db.session.scalars(found.order_by(Organisation.name)))


def own_invitations(person_id: int, now: datetime) -> list[Invitation]:
    """What invites the employers that a person works for, soonest fair first."""
    found = (
        select(Invitation)
        .join(Fair, Fair.id == Invitation.fair_id)
        .where(
            Invitation.organisation_id.in_(organisation_ids(person_id)),
            *UNFINISHED,
            Invitation.expires_at > now,
            Fair.state.not_in(OVER),
        )
        .options(joinedload(Invitation.fair), joinedload(Invitation.organisation))
    )
    return list(db.session.scalars(found.order_by(Fair.starts_at, Invitation.id)))


def has_account(email: str) -> bool:
    """Whether somebody signs in with this e-mail address."""
    found = select(Person.id).where(func.lower(Person.email) == email.lower())
    return db.session.scalar(found.limit(1)) is not None


def email_of(person_id: int) -> str:
    """With what a person signs in."""
    return found_or_gone(db.session.get(Person, person_id)).email
