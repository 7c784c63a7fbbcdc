"""Who is asked for a signature, and was not reminded of it yet."""

from datetime import datetime

from sqlalchemy import String, cast, literal, select

from app.db import db
from app.mail import Letter
from register.models import SIGNING, Placement, PlacementStep


def to_remind(kind: str, first: datetime, last: datetime, reminded_since: datetime) -> list[int]:
    """Placements that can be signed since a moment in a span, without a letter of this kind since then."""
    about = literal("placement:").concat(cast(Placement.id, String))
    reminded = select(Letter.id).where(
        Letter.about == about, Letter.kind == kind, Letter.written_at > reminded_since
    )
    found = (
        select(Placement.id)
        .join(Placement.steps)
        .where(Placement.state == SIGNING, PlacementStep.to_state == SIGNING)
        .where(PlacementStep.at > first, PlacementStep.at <= last, ~reminded.exists())
    )
    return list(db.session.scalars(found.order_by(Placement.id)))
