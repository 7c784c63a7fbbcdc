"""What the cast has read and has still to read: notices, some of which are letters on their way."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app import mail
from app.db import transaction
from app.mail import Draft
from app.mail.letters import DEAD, KEPT, Letter
from fair.mail.talk import about, said_of
from fair.models import BOOKED, Booking
from fair.queries import letters as queries

TOLD = 40  # talks of which there is a notice
LATER = timedelta(minutes=1)
GONE = "els@zilt.example"


def plant_letters(now: datetime) -> None:
    """Some talks were told to their student and to the booth; one address does not exist."""
    with transaction() as work:
        planned = select(Booking.id).where(Booking.state == BOOKED, Booking.starts_at > now)
        numbers = list(work.scalars(planned.order_by(Booking.id).limit(TOLD)))
        for talk in map(queries.talk, numbers):
            readers = {"talk-booked": talk.person_id, "booth-booked": talk.slot.staff_id}
            drafts = [
                Draft(kind=kind, person_id=person_id, said=said_of(talk), about=about(talk.id))
                for kind, person_id in readers.items()
            ]
            mail.write(talk.booked_at, *drafts)
        work.query(Letter).update({"state": KEPT})
        _plant_undelivered(now)
        work.query(Letter).filter_by(address=GONE).update({"state": DEAD, "error": "550 no such mailbox"})


def _plant_undelivered(now: datetime) -> None:
    said = {"employer": "Strandtent Zilt", "inviter": "Sanne", "token": "verlopen", "until": now.isoformat()}
    mail.write(now - LATER, Draft(kind="colleague-invited", address=GONE, said=said))
