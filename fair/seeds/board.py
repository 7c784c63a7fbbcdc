"""What organisers have on their hands in the demo world: calls both ways, an announcement, a closed booth."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.db import transaction
from fair.actions.closing import CLOSING
from fair.models import APPROVED, CANCELLED_BY_EMPLOYER, OPEN, Booth, WaitlistEntry
from fair.models.announcement import EVERYBODY, Announcement
from fair.models.help import HelpCall
from fair.queries.closing import talks_to_come
from fair.seeds.diary import fairs
from fair.seeds.story import CARE_GROUP
from region.models import ORGANISER, STAFF, Membership, Organisation

CLOSED_BOOTH = "Bakkerij Kopermolen"
CALL = "Willen jullie zo naar de ingang kijken? Daar wacht een klas."
WORDS = "Vragen over je reis naar een stage? Loop langs de stand van de gemeente."


def plant_board(now: datetime) -> None:
    """A stall asks for help, that of the cast is called, one is closed; everybody reads an announcement."""
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
            HelpCall(
                booth_id=work.scalars(_at(fair.id, CARE_GROUP)).one().id,
                to_booth=True,
                words=CALL,
                asked_at=now - timedelta(minutes=1),
                asked_by_id=organiser_id,
            )
        )
        _close(work, work.scalars(_at(fair.id, CLOSED_BOOTH)).one(), now)
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


def _at(fair_id: int, employer: str) -> Select[Booth]:
    return (
        select(Booth).join(Booth.organisation).where(Booth.fair_id == fair_id, Organisation.name == employer)
    )


def _close(work: Session, booth: Booth, now: datetime) -> None:
    """Nobody came to this booth: its talks to come are off, and their students come first if it opens."""
    booth.closed_at, booth.close_reason = now - timedelta(minutes=6), "nobody"
    known = set(work.scalars(select(WaitlistEntry.person_id).where(WaitlistEntry.booth_id == booth.id)))
    for talk in talks_to_come(booth.id, now):
        talk.state, talk.reason, talk.changed_at = CANCELLED_BY_EMPLOYER, CLOSING, booth.closed_at
        talk.sequence += 1
        talk.employer_sequence = talk.sequence
        talk.slot.version += 1
        if talk.person_id not in known:
            waits = {"fair_id": talk.fair_id, "booth_id": booth.id, "person_id": talk.person_id}
            work.add(WaitlistEntry(**waits, joined_at=booth.closed_at, first_choice=True))


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
