"""What the cast of the demo world has read about the sessions to which it comes."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app import mail
from app.db import transaction
from app.mail.letters import KEPT, Letter
from app.people import Person
from sessions.mail.signup import draft
from sessions.models import InspirationSession, Registration
from sessions.models.registration import SIGNED_UP, WAITING
from sessions.queries import letters as queries
from sessions.seeds.programme import MILAN, YARA

TOLD = {SIGNED_UP: "session-signed-up", WAITING: "session-waiting"}
SINCE = timedelta(days=2)


def plant_letters(now: datetime) -> None:
    """Yara comes to some sessions and Milan waits; nothing of it is still on its way."""
    with transaction() as work:
        theirs = (
            select(Registration.session_id, Registration.person_id, Registration.state)
            .join(Registration.person)
            .join(Registration.session)
            .where(Person.email.in_((YARA, MILAN)), InspirationSession.ends_at > now)
        )
        for session_id, person_id, state in work.execute(theirs.order_by(Registration.id)).all():
            own = queries.own(session_id, person_id)
            mail.write(now - SINCE, draft(TOLD[state], own, seen=True))
        work.query(Letter).filter(Letter.kind.in_(TOLD.values())).update({"state": KEPT})
