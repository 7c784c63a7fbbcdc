"""What all letters about a session say: when it is, where and by whom."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import ical, mail
from app.mail import Words, moment
from app.wording import day, time
from sessions import ical as entries
from sessions.kinds import ON_SITE
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession


def about(session_id: int) -> str:
    """What letters on a session are about."""
    return f"session:{session_id}"


def said_of(session: InspirationSession) -> dict[str, Any]:
    """What letters say about a session; no names of who comes."""
    return {
        "session_id": session.id,
        "title": session.title,
        "host": session.host,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
        "location": session.location,
        "online": session.mode != ON_SITE,
    }


def entry(own: Registration) -> ical.Entry:
    """The session in the calendar of who comes, or who came."""
    page = mail.page_address("sessions.show", session_id=own.session_id)
    return entries.own_entry(own, host=mail.site_host(), page=page)


def letter(subject: str, said: dict[str, Any], *lines: str) -> Words:
    """A letter that leads to the page of a session."""
    rows = (
        (_("When"), _at(said)),
        (_("Where"), _place(said)),
        (_("With"), said["host"]),
    )
    link = url_for("sessions.show", session_id=said["session_id"])
    return Words(subject, lines, rows, link, _("To the session"))


def _at(said: dict[str, Any]) -> str:
    start, end = moment(said["starts_at"]), moment(said["ends_at"])
    return _("%(day)s, %(start)s to %(end)s", day=day(start).capitalize(), start=time(start), end=time(end))


def _place(said: dict[str, Any]) -> str:
    if not said["online"]:
        return said["location"]
    return _("%(place)s, or online", place=said["location"]) if said["location"] else _("Online")
