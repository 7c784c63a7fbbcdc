"""What is asked about the teams of employers and the invitations to them."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from region.models import STAFF, Membership, Organisation, TeamInvitation
from region.queries import is_staff


def team(organisation_id: int) -> list[Membership]:
    """Who works for an organisation, by name."""
    found = (
        select(Membership)
        .join(Membership.person)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == STAFF,
            Membership.ended_at.is_(None),
        )
        .options(joinedload(Membership.person))
    )
    return list(db.session.scalars(found.order_by(Person.first_name, Person.last_name, Membership.id)))


def invitations(organisation_id: int, now: datetime) -> list[TeamInvitation]:
    """The invitations that still let somebody in, the latest first."""
    found = select(TeamInvitation).where(
        TeamInvitation.organisation_id == organisation_id,
        TeamInvitation.used_at.is_(None),
        TeamInvitation.revoked_at.is_(None),
        TeamInvitation.expires_at > now,
    )
    return list(db.session.scalars(found.order_by(TeamInvitation.id.desc())))


def hold_team(organisation_id: int, person_id: int) -> Organisation:
    """The employer of somebody who works there, held until the unit of work ends."""
    employer = db.session.get(Organisation, organisation_id, with_for_update=True)
    if employer is None or not is_staff(person_id, organisation_id):
        raise NotFound
    return employer


def member(membership_id: int, person_id: int) -> Membership:
    """Somebody in a team, for who works in it too."""
    found = db.session.get(Membership, membership_id)
    if found is None or found.role != STAFF or found.ended_at or not found.organisation_id:
        raise NotFound
    if not is_staff(person_id, found.organisation_id):
        raise NotFound
    return found


def invitation(token_hash: str, lock: bool = False) -> TeamInvitation:
    """The invitation behind a link, in any state."""
    found = select(TeamInvitation).where(TeamInvitation.token_hash == token_hash)
    row = db.session.scalar(found.with_for_update() if lock else found)
    if row is None:
        raise NotFound
    return row


def own_invitation(invitation_id: int, person_id: int) -> TeamInvitation:
    """An invitation to a team, for who works in it, held until the unit of work ends."""
    row = db.session.get(TeamInvitation, invitation_id, with_for_update=True)
    if row is None or not is_staff(person_id, row.organisation_id):
        raise NotFound
    return row


def open_for(organisation_id: int, email: str) -> TeamInvitation | None:
    """The invitation of one address that was neither used nor taken back."""
    found = select(TeamInvitation).where(
        TeamInvitation.organisation_id == organisation_id,
        TeamInvitation.email == email,
        TeamInvitation.used_at.is_(None),
        TeamInvitation.revoked_at.is_(None),
    )
    return db.session.scalar(found.with_for_update())


def person_with(email: str) -> Person | None:
    """The person with an e-mail address, however it was written."""
    return db.session.scalar(select(Person).where(func.lower(Person.email) == email))


def person(person_id: int) -> Person:
    """A person."""
    return db.session.get_one(Person, person_id)
