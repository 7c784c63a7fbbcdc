"""What organisers have on their hands in the demo world: a call for help and an announcement."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select

from app.db import transaction
from fair.models import APPROVED, OPEN, Booth
from fair.models.announcement import EVERYBODY, Announcement
from fair.models.help import HelpCall
from fair.seeds.diary import fairs
from fair.seeds.story import CARE_GROUP
from region.models import ORGANISER, STAFF, Membership, Organisation

WORDS = "Vragen over je reis naar een stage? Loop langs de stand van de gemeente."


def plant_board(now: datetime) -> None:
    """One stall asks for help, another than the cast's own; everybody reads one announcement."""
    with transaction() as work:
        fair = fairs(work)[OPEN]
        organiser_id = work.scalars(select(Membership.person_id).where(Membership.role == ORGANISER)).first()
        staff_id, booth_id = work.execute(_somebody_else(fair.id)).one()
        work.add(
            HelpCall(
                booth_id=booth_id,
                words="Wij zien de rij niet.",
                asked_at=now - timedelta(minutes=2),
                asked_by_id=staff_id,
            )
        )
        work.add(
            Announcement(
                fair_id=fair.id,
                audience=EVERYBODY,
                words=WORDS,
                said_at=now - timedelta(minutes=5),
                said_by_id=organiser_id,
                until=min(now + timedelta(hours=1), fair.ends_at),
            )
        )


def _somebody_else(fair_id: int) -> Select[int, int]:
    """A member of staff of the last booth, with the booth."""
    return (
        select(Membership.person_id, Booth.id)
        .join(Booth, Booth.organisation_id == Membership.organisation_id)
        .join(Booth.organisation)
        .where(Booth.fair_id == fair_id, Booth.state == APPROVED)
        .where(Membership.role == STAFF, Organisation.name != CARE_GROUP)
        .order_by(Booth.number.desc(), Membership.id)
        .limit(1)
    )
