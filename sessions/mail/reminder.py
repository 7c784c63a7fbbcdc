"""Reminders of sessions: the day before, and a quarter of an hour before."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import mail, worker
from app.db import action
from app.mail import Draft, Words, moment
from app.wording import time
from sessions.mail.words import about, letter, said_of
from sessions.queries import letters as queries

DAY = mail.topic("session-day", _l("A session I come to, the day before"))
QUARTER = mail.topic("session-quarter", _l("A session I come to, 15 minutes before"))
# Each with how long before, and how late it may still be: a worker that stood still catches up.
REMINDERS = {
    DAY: (timedelta(hours=24), timedelta(hours=3)),
    QUARTER: (timedelta(minutes=15), timedelta(minutes=10)),
}


@worker.due
def remind_of_sessions(now: datetime) -> int:
    """Write the reminders whose time has come; who signed up later than that needs none."""
    return sum(_remind(topic=topic, now=now) for topic in REMINDERS)


@action
def _remind(*, topic: str, now: datetime) -> int:
    ahead, late = REMINDERS[topic]
    coming = queries.to_remind(topic, now + ahead - late, now + ahead, ahead)
    drafts = [
        Draft(
            kind=topic,
            person_id=own.person_id,
            said=said_of(own.session),
            about=about(own.session_id),
            key=queries.reminder_key(topic, own),
            until=own.session.starts_at,
        )
        for own in coming
    ]
    mail.write(now, *drafts)
    return len(drafts)


@mail.wording(DAY, topic=DAY)
def tomorrow(said: dict[str, Any]) -> Words:
    """To who comes: it is tomorrow."""
    subject = _("Tomorrow: %(title)s", title=said["title"])
    return letter(subject, said, _("Can you not come? Sign off, so that somebody else can."))


@mail.wording(QUARTER, topic=QUARTER)
def soon(said: dict[str, Any]) -> Words:
    """To who comes: it begins soon."""
    when = time(moment(said["starts_at"]))
    subject = _("At %(time)s: %(title)s", time=when, title=said["title"])
    return letter(
        subject, said, _("You can go in now, on the page of the session.") if said["online"] else ""
    )
