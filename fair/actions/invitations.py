"""Inviting employers to a fair, and what comes of it."""

import secrets
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.actions.booths import request_booth
from fair.facts import EmployerInvited
from fair.models import Fair, Invitation
from fair.queries import booths as booth_queries
from fair.queries import fairs as fair_queries
from fair.queries import invitations as queries
from fair.rules import fairs as fair_rules
from fair.rules import invitations as rules
from region.actions import joining
from region.queries import is_staff

refuse_as(
    _l("This employer is invited already. Make a new link in the list below."),
    *("one_invitation_per_employer", "one_invitation_per_name"),
    *("invitation.fair_id, invitation.organisation_id", "invitation.fair_id, invitation.name"),
)


@action
def invite(
    *, fair_id: int, organisation_id: int | None, name: str, email: str, person_id: int, now: datetime
) -> str:
    """Ask an employer to come, one that is known or a new one; returns the secret of the link."""
    fair = fair_queries.organised_fair(fair_id, person_id, lock=True)
    fair_rules.check_welcomes_booths(fair, now)
    if organisation_id:
        fair_rules.check_sector(booth_queries.sector(organisation_id), fair)
        fair_rules.check_only_booth(booth_queries.booths_at(fair_id), organisation_id)
    rules.check_not_invited(queries.is_invited(fair_id, organisation_id, name))
    invitation = Invitation(
        fair_id=fair_id,
        organisation_id=organisation_id,
        name="" if organisation_id else name,
        email=email,
        invited_by_id=person_id,
        invited_at=now,
        expires_at=rules.ends(fair, now),
    )
    db.session.add(invitation)
    db.session.flush()
    return _make_link(invitation, fair, now)


@action
def renew_link(*, invitation_id: int, person_id: int, now: datetime) -> str:
    """Make a new link, for example when the old one got lost; the old one opens nothing any more."""
    invitation = queries.organised_invitation(invitation_id, person_id, lock=True)
    rules.check_unfinished(invitation)
    fair_rules.check_welcomes_booths(invitation.fair, now)
    return _make_link(invitation, invitation.fair, now)


def _make_link(invitation: Invitation, fair: Fair, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at = rules.fingerprint(token), rules.ends(fair, now)
    announce(EmployerInvited(invitation.id, token))
    return token


@action
def revoke_invitation(*, invitation_id: int, person_id: int, now: datetime) -> None:
    """Take an invitation back; its link opens nothing any more."""
    invitation = queries.organised_invitation(invitation_id, person_id, lock=True)
    rules.check_unfinished(invitation)
    invitation.revoked_at = now


@action
def accept_invitation(*, token: str, person_id: int, now: datetime, **details: Any) -> int:
    """Somebody with an account asks for the booth they were invited to; returns its id."""
    invitation = queries.held(rules.fingerprint(token))
    rules.check_open(invitation, now)
    employed = bool(invitation.organisation_id) and is_staff(person_id, invitation.organisation_id or 0)
    rules.check_may_use(invitation, queries.email_of(person_id), employed)
    return _ask_for_booth(invitation, person_id, employed, now, **details)


@action
def join_by_invitation(
    *,
    token: str,
    email: str,
    password_hash: str,
    first_name: str,
    last_name: str,
    now: datetime,
    **details: Any,
) -> int:
    """Somebody without an account gets one, joins the employer, and asks for the booth; returns its id."""
    invitation = queries.held(rules.fingerprint(token))
    rules.check_open(invitation, now)
    rules.check_new_account(queries.has_account(email))
    person_id = joining.add_person(
        email=email, password_hash=password_hash, first_name=first_name, last_name=last_name
    )
    return _ask_for_booth(invitation, person_id, False, now, **details)


def _ask_for_booth(
    invitation: Invitation,
    person_id: int,
    employed: bool,
    now: datetime,
    *,
    slogan: str,
    levels: list[str],
    sector: str = "",
    town: str = "",
) -> int:
    """The booth of whoever was invited; asking for it makes the invitation used."""
    if invitation.organisation_id is None:
        invitation.organisation_id = joining.add_employer(name=invitation.name, sector=sector, town=town)
    if not employed:
        joining.join_staff(person_id=person_id, organisation_id=invitation.organisation_id)
    db.session.flush()
    return request_booth(
        fair_id=invitation.fair_id,
        organisation_id=invitation.organisation_id,
        slogan=slogan,
        levels=levels,
        person_id=person_id,
        now=now,
    )
