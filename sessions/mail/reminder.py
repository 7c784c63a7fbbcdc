"""Reminders of sessions: the day before, and a quarter of an hour before."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import mail
from app.mail import Draft, Words, moment
from app.wording import time
from sessions.mail.words import about, letter, said_of
from sessions.queries import letters as queries

DAY = mail.topic("session-day", _l("A session I come to, the day before"))
QUARTER = mail.topic("session-quarter", _l("A session I come to, 15 minutes before"))


@mail.reminds(DAY, QUARTER)
def remind(kind: str, since: datetime, until: datetime, ahead: timedelta) -> list[Draft]:
    """Write about the sessions that begin in this span, to who comes."""
    return [
        Draft(
            kind=kind,
            person_id=own.person_id,
            said=said_of(own.session),
            about=about(own.session_id),
            key=queries.reminder_key(kind, own),
            until=own.session.starts_at,
        )
        for own in queries.to_remind(kind, since, until, ahead)
    ]


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
