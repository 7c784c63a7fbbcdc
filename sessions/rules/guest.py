"""Guests: people who come to a session without an account, by an address that they confirm."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from sessions.kinds import ALL
from sessions.models.guest import GuestRequest
from sessions.models.registration import SIGNED_UP, WAITING
from sessions.models.session import InspirationSession
from sessions.rules import signup

LASTS = timedelta(days=1)
KEPT_FOR = timedelta(days=30)


def welcomes_guests(session: InspirationSession, now: datetime) -> bool:
    """Whether one can come without an account: nobody knows what a guest does, so to what is for all."""
    return session.audience == ALL and signup.is_open(session, now)


def check_open(request: GuestRequest, now: datetime) -> None:
    """Refuse a link that was used, or that is too old."""
    if request.used_at:
        raise Refused(_("This link has been used. The letters that you get from us lead you back here."))
    if request.expires_at <= now:
        raise Refused(_("This link is more than a day old. Sign up again to get a new one."))


def check_no_account(has_account: bool) -> None:
    """Refuse who can sign in: a letter alone never opens an account."""
    if has_account:
        raise Refused(_("There is an account with your e-mail address. Sign in, and sign up there."))


def state_words(state: str) -> str:
    """What came of it, for who has just confirmed."""
    return {
        SIGNED_UP: _("You have signed up."),
        WAITING: _("This session is full by now. You are on the waiting list."),
    }[state]


def fingerprint(token: str) -> str:
    """What is kept of a link; its token is random, so a quick hash holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def names_of(typed: str) -> tuple[str, str]:
    """First and last name, as well as one can tell."""
    first, _space, last = typed.partition(" ")
    return first, last.strip()


def way_in(person_id: int, salt: str, secret: str) -> str:
    """What stands in the links of a guest's letters; nobody guesses it without the secret of this site."""
    made = hmac.digest(secret.encode(), f"way in of {person_id}: {salt}".encode(), "sha256")
    return f"{person_id}-{base64.urlsafe_b64encode(made).rstrip(b'=').decode()}"
