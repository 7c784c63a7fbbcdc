"""Who is invited to the fair in the making: waiting, too late, and taken back."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import transaction
from fair.models import DRAFT, Fair, Invitation
from fair.rules.invitations import LASTS, fingerprint
from region.models import ORGANISER, Membership, Organisation

NEW = "Strandpaviljoen De Golfslag"
NEW_EMAIL = "welkom@golfslag.example"
KNOWN = (
    ("Apotheek De Sterrenvijzel", 3, False),
    ("Woonzorg De Lindenkade", 40, False),
    ("Thuiszorg Het Bruggetje", 9, True),
)


def plant_invitations(now: datetime, rng: Random) -> None:
    """Some employers have a link, of which nobody knows the secret."""
    with transaction() as work:
        fair = work.scalars(select(Fair).where(Fair.state == DRAFT)).one()
        by = work.scalars(select(Membership.person_id).where(Membership.role == ORGANISER)).first() or 0
        _invite(work, fair, by, now - timedelta(days=2), rng, name=NEW, email=NEW_EMAIL)
        for name, days, taken_back in KNOWN:
            employer = work.scalars(select(Organisation).where(Organisation.name == name)).one()
            at = now - timedelta(days=days)
            back = {"revoked_at": at + timedelta(days=1)} if taken_back else {}
            _invite(work, fair, by, at, rng, organisation_id=employer.id, **back)


def _invite(work: Session, fair: Fair, by: int, at: datetime, rng: Random, **fields: object) -> None:
    secret = fingerprint(rng.randbytes(32).hex())
    times = {"invited_at": at, "expires_at": at + LASTS}
    work.add(Invitation(fair_id=fair.id, invited_by_id=by, token_hash=secret, **times, **fields))
