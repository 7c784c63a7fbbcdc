"""Who may join a team, and what people read when they may not."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.people import Person
from region.models import TeamInvitation

LASTS = timedelta(days=7)


def hash_of(token: str) -> str:
    """What is kept of the token of an invitation: it is random, so one hash holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(invitation: TeamInvitation, now: datetime) -> bool:
    """Whether an invitation still lets somebody in."""
    return invitation.used_at is None and invitation.revoked_at is None and now < invitation.expires_at


def check_open(invitation: TeamInvitation, now: datetime) -> None:
    """Refuse an invitation that was used, taken back, or is too old."""
    if not is_open(invitation, now):
        raise Refused(_("This invitation no longer works. Ask your colleague for a new one."))


def check_may_invite(works_here: bool) -> None:
    """Refuse to invite somebody who is in the team already."""
    if works_here:
        raise Refused(_("This person is in the team already."), "email")


def check_is_for(invitation: TeamInvitation, person: Person) -> None:
    """Refuse an invitation that is meant for somebody else."""
    if invitation.email != person.email.lower():
        raise Refused(
            _("This invitation is for %(email)s. Sign in with that address.", email=invitation.email)
        )


def check_has_no_account(has_account: bool) -> None:
    """Refuse to make a second account for one address."""
    if has_account:
        raise Refused(_("There is an account with this address already. Sign in, and then join the team."))


def check_not_last(others: int) -> None:
    """Refuse to remove the last one of a team: nobody could look after the booth."""
    if not others:
        raise Refused(_("This is the last person in the team. Invite somebody else first."))
