"""When an invitation opens a door, and for whom."""

import hashlib
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import Fair, Invitation

LASTS = timedelta(days=30)


def fingerprint(token: str) -> str:
    """What is kept of a link: enough to recognise it, not to make it again."""
    return hashlib.sha256(token.encode()).hexdigest()


def ends(fair: Fair, now: datetime) -> datetime:
    """Until when a link made now can be used."""
    return min(now + LASTS, fair.ends_at)


def state(invitation: Invitation, now: datetime) -> str:
    """Where an invitation stands: used, revoked, expired, sent (there is a link) or shown (on the site)."""
    if invitation.used_at:
        return "used"
    if invitation.revoked_at:
        return "revoked"
    if invitation.expires_at <= now:
        return "expired"
    return "sent" if invitation.token_hash else "shown"


def check_open(invitation: Invitation, now: datetime) -> None:
    """Refuse an invitation that opens nothing any more, and say why."""
    sentences = {
        "used": _("This invitation has been used. Sign in to see your booth."),
        "revoked": _("The organisers have taken this invitation back."),
        "expired": _("This invitation is too old. Ask the organisers for a new link."),
    }
    now_is = state(invitation, now)
    if now_is in sentences:
        raise Refused(sentences[now_is])


def check_unfinished(invitation: Invitation) -> None:
    """Only what is neither used nor taken back can get a new link or be taken back."""
    if invitation.used_at:
        raise Refused(_("This invitation has been used already."))
    if invitation.revoked_at:
        raise Refused(_("This invitation was taken back already."))


def check_not_invited(unfinished: bool) -> None:
    """An employer has one invitation to a fair at a time."""
    if unfinished:
        raise Refused(_("This employer is invited already. Make a new link in the list below."))


def may_use(invitation: Invitation, email: str, is_staff: bool) -> bool:
    """Whether an account may use an invitation: of staff of the employer, or the one that was invited."""
    return is_staff or (bool(invitation.email) and invitation.email.lower() == email.lower())


def check_may_use(invitation: Invitation, email: str, is_staff: bool) -> None:
    """Refuse an account that the invitation is not for."""
    if not may_use(invitation, email, is_staff):
        raise Refused(
            _(
                "This invitation is for %(name)s, and this account does not work there. "
                "Sign out, and open the link again.",
                name=invitation.employer,
            )
        )


def check_new_account(is_known: bool) -> None:
    """Refuse a second account with an e-mail address."""
    if is_known:
        raise Refused(_("There is an account with this e-mail address. Sign in first."), "email")
