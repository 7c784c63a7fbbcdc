"""The team of an employer: inviting a colleague by a link, joining, and leaving."""

import secrets
from datetime import datetime

from flask_security import hash_password

from app.db import action, announce, db
from app.people import Person
from region.facts import ColleagueInvited, StaffJoined, StaffLeft
from region.models import STAFF, Membership, TeamInvitation
from region.queries import is_staff
from region.queries import team as queries
from region.rules import team as rules


@action
def invite(*, organisation_id: int, email: str, person_id: int, now: datetime) -> str:
    """Invite a colleague; returns the token of the link, which is kept nowhere.

    A second invitation for one address takes the first one back.
    """
    queries.hold_team(organisation_id, person_id)
    email = email.lower()
    known = queries.person_with(email)
    rules.check_may_invite(known is not None and is_staff(known.id, organisation_id))
    earlier = queries.open_for(organisation_id, email)
    if earlier:
        earlier.revoked_at = now
        db.session.flush()
    token = secrets.token_urlsafe(32)
    invitation = TeamInvitation(
        organisation_id=organisation_id,
        email=email,
        token_hash=rules.hash_of(token),
        invited_by_id=person_id,
        invited_at=now,
        expires_at=now + rules.LASTS,
    )
    db.session.add(invitation)
    db.session.flush()
    announce(ColleagueInvited(invitation.id, token))
    return token


@action
def revoke(*, invitation_id: int, person_id: int, now: datetime) -> int:
    """Take an invitation back: its link opens nothing any more; returns the employer's id."""
    invitation = queries.own_invitation(invitation_id, person_id)
    rules.check_open(invitation, now)
    invitation.revoked_at = now
    return invitation.organisation_id


@action
def join(*, token: str, person_id: int, now: datetime) -> None:
    """Somebody with an account joins the team that invited her."""
    invitation = queries.invitation(rules.hash_of(token), lock=True)
    rules.check_open(invitation, now)
    rules.check_is_for(invitation, db.session.get_one(Person, person_id))
    _let_in(invitation, person_id, now)


def join_anew(*, token: str, first_name: str, last_name: str, password: str, now: datetime) -> int:
    """Somebody without an account gets one and joins the team; returns the person's id."""
    # Hashing is slow on purpose, so it happens before anybody else has to wait for the database.
    return _join_anew(token, first_name, last_name, hash_password(password), now)


@action
def _join_anew(token: str, first_name: str, last_name: str, password: str, now: datetime) -> int:
    invitation = queries.invitation(rules.hash_of(token), lock=True)
    rules.check_open(invitation, now)
    rules.check_has_no_account(queries.person_with(invitation.email) is not None)
    person = Person(email=invitation.email, password=password, first_name=first_name, last_name=last_name)
    db.session.add(person)
    db.session.flush()
    _let_in(invitation, person.id, now)
    return person.id


def _let_in(invitation: TeamInvitation, person_id: int, now: datetime) -> None:
    invitation.used_at = now
    organisation_id = invitation.organisation_id
    if not is_staff(person_id, organisation_id):
        db.session.add(Membership(person_id=person_id, role=STAFF, organisation_id=organisation_id))
    announce(StaffJoined(person_id, organisation_id))


def end_membership(*, membership: Membership, now: datetime) -> None:
    """Let somebody leave a team, inside the unit of work of who looked after the talks."""
    assert membership.organisation_id
    team = queries.team(membership.organisation_id)
    rules.check_not_last(len([each for each in team if each.person_id != membership.person_id]))
    for each in team:
        if each.person_id == membership.person_id:
            each.ended_at = now
    announce(StaffLeft(membership.person_id, membership.organisation_id))
