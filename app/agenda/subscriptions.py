"""The secret address of a person's calendar: made, made anew, stopped, and when it was last used."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.db import Base, action, db, refuse_as
from app.people import Person

HOUR = timedelta(hours=1)

refuse_as(
    _l("Your address has just been made. Load the page again."), "pk_subscription", "subscription.person_id"
)


class Subscription(Base):
    """The one address at which a person's calendar is read.

    Only the fingerprint of the token is kept. The token itself is made again from the salt and the secret of
    this site whenever its owner wants to see it, so that whoever reads the database alone can open nothing.
    """

    __tablename__ = "subscription"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()

    def token(self, secret: str) -> str | None:
        """The token, or nothing when the secret of the site is no longer the one it was made with."""
        token = make_token(self.person_id, self.salt, secret)
        return token if fingerprint(token) == self.fingerprint else None


def make_token(person_id: int, salt: str, secret: str) -> str:
    """256 bits that nobody guesses without both the salt and the secret of the site."""
    said = f"calendar of {person_id}: {salt}".encode()
    made = hmac.digest(secret.encode(), said, "sha256")
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def fingerprint(token: str) -> str:
    """What is kept of a token; it is random, so a quick hash holds."""
    return hashlib.sha256(token.encode()).hexdigest()


def of_person(person_id: int) -> Subscription | None:
    """The subscription of a person, if there is one."""
    return db.session.get(Subscription, person_id)


def with_token(token: str) -> Subscription | None:
    """The subscription that a token opens, of somebody whose account is not blocked."""
    found = select(Subscription).where(Subscription.fingerprint == fingerprint(token))
    subscription = db.session.scalar(found.options(joinedload(Subscription.person, innerjoin=True)))
    return subscription if subscription and subscription.person.active else None


@action
def renew(*, person_id: int, secret: str, now: datetime) -> None:
    """Give a person a new address; the one before leads nowhere from this moment."""
    salt = secrets.token_urlsafe(32)
    subscription = db.session.get(Subscription, person_id, with_for_update=True)
    if subscription is None:
        subscription = Subscription(person_id=person_id)
        db.session.add(subscription)
    subscription.salt, subscription.made_at, subscription.used_at = salt, now, None
    subscription.fingerprint = fingerprint(make_token(person_id, salt, secret))


@action
def stop(*, person_id: int) -> None:
    """Take the address of a person away."""
    subscription = db.session.get(Subscription, person_id, with_for_update=True)
    if subscription:
        db.session.delete(subscription)


def note_use(subscription: Subscription, now: datetime) -> None:
    """Keep that the address is in use, at most once an hour: calendars come by often."""
    if subscription.used_at is None or subscription.used_at <= now - HOUR:
        _note_use(subscription.fingerprint, now)


@action
def _note_use(mark: str, now: datetime) -> None:
    db.session.execute(update(Subscription).where(Subscription.fingerprint == mark).values(used_at=now))
