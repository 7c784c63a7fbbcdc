"""Reminders of talks: the day before, and a quarter of an hour before."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import mail
from app.mail import Draft, Words, moment
from app.wording import time
from fair.mail.talk import about, for_student, said_of
from fair.queries import letters as queries

DAY = mail.topic("reminder-day", _l("My talk, the day before"))
QUARTER = mail.topic("reminder-quarter", _l("My talk, 15 minutes before"))


@mail.reminds(DAY, QUARTER)
def remind(kind: str, since: datetime, until: datetime, ahead: timedelta) -> list[Draft]:
    """Write about the talks that begin in this span."""
    return [
        Draft(
            kind=kind,
            person_id=talk.person_id,
            said=said_of(talk),
            about=about(talk.id),
            key=queries.reminder_key(kind, talk),
            until=talk.starts_at,
        )
        for talk in queries.to_remind(kind, since, until, ahead)
    ]


@mail.wording(DAY, topic=DAY)
def tomorrow(said: dict[str, Any]) -> Words:
    """To a student: tomorrow you have a talk."""
    subject = _("Tomorrow: your talk with %(name)s", name=said["employer"])
    return for_student(subject, said, _("Can you not come? Cancel the talk, so that somebody else can."))


@mail.wording(QUARTER, topic=QUARTER)
def soon(said: dict[str, Any]) -> Words:
    """To a student: your talk begins soon."""
    when = time(moment(said["starts_at"]))
    subject = _("At %(time)s: your talk with %(name)s", time=when, name=said["employer"])
    return for_student(subject, said, _("Open your talk and check your camera and sound."))
