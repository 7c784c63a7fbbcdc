"""Reminders of talks: the day before, and a quarter of an hour before."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import mail, worker
from app.db import action
from app.mail import Draft, Words, moment
from app.wording import time
from fair.mail.talk import about, for_student, said_of
from fair.queries import letters as queries

DAY = mail.topic("reminder-day", _l("My talk, the day before"))
QUARTER = mail.topic("reminder-quarter", _l("My talk, 15 minutes before"))
# Each with how long before, and how late it may still be: a worker that stood still catches up.
REMINDERS = {
    DAY: (timedelta(hours=24), timedelta(hours=3)),
    QUARTER: (timedelta(minutes=15), timedelta(minutes=10)),
}


@worker.due
def remind(now: datetime) -> int:
    """Write the reminders whose time has come; who booked later than that needs none."""
    return sum(_remind(topic=topic, now=now) for topic in REMINDERS)


@action
def _remind(*, topic: str, now: datetime) -> int:
    ahead, late = REMINDERS[topic]
    talks = queries.to_remind(topic, now + ahead - late, now + ahead, ahead)
    drafts = [
        Draft(
            kind=topic,
            person_id=talk.person_id,
            said=said_of(talk),
            about=about(talk.id),
            key=queries.reminder_key(topic, talk),
            until=talk.starts_at,
        )
        for talk in talks
    ]
    mail.write(now, *drafts)
    return len(drafts)


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
