"""What was said today in the chat of the booth that the cast knows, and one message that was reported."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.db import transaction
from app.people import Person
from fair.models import OPEN, Booth, Fair
from fair.models.chat import ChatMessage, ChatVerdict
from fair.seeds.story import CARE_GROUP
from region.models import Organisation
from region.seeds.cast import member

JUDGED = "Zijn jullie wel aardig?"
SAID = (
    ("student-mbo2", 34, "Mag ik ook langskomen als ik pas in mei begin?", False),
    ("standhouder", 32, "Ja hoor. Wij hebben ook plekken vanaf mei.", False),
    ("student-hbo", 20, "Hoeveel mensen begeleid je per dag?", False),
    ("standhouder-collega", 18, "Dat verschilt, meestal zes tot acht.", False),
    ("student-mbo2", 12, JUDGED, False),
    ("student-mbo2", 9, "Wie dit leest is gek", True),
)


def plant_chat(now: datetime) -> None:
    """A few questions with answers, minutes ago."""
    with transaction() as work:
        booths = select(Booth).join(Booth.fair).join(Booth.organisation)
        booth = work.scalars(booths.where(Fair.state == OPEN, Organisation.name == CARE_GROUP)).one()
        for slug, minutes, text, is_reported in SAID:
            cast, said_at = member(slug), now - timedelta(minutes=minutes)
            assert cast
            person_id = work.scalars(select(Person.id).where(Person.email == cast.email)).one()
            work.add(
                ChatMessage(
                    booth_id=booth.id,
                    person_id=person_id,
                    by_staff=slug.startswith("standhouder"),
                    text=text,
                    said_at=said_at,
                    reported_at=said_at + timedelta(minutes=1) if is_reported else None,
                )
            )
        work.flush()
        judged = work.scalars(select(ChatMessage).where(ChatMessage.text == JUDGED)).one()
        organiser = member("organisator")
        assert organiser
        by = work.scalars(select(Person.id).where(Person.email == organiser.email)).one()
        at = now - timedelta(minutes=10)
        work.add(ChatVerdict(message_id=judged.id, person_id=by, stays=True, decided_at=at))
