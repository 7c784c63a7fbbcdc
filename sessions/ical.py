"""A session as a calendar entry."""

from dataclasses import replace

from flask_babel import gettext as _

from app import ical
from sessions.kinds import CANCELLED, HYBRID, ON_SITE
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession


def entry(session: InspirationSession, *, host: str, page: str, way_in: bool) -> ical.Entry:
    """An entry for a calendar; `host` makes its name unique, only with `way_in` the video link goes along.

    Where people also meet at a place, that stands in the entry as its place and the link in its text.
    """
    said = _("Inspiration session by %(host)s. %(page)s", host=session.host, page=page)
    link = session.link if way_in and session.mode != ON_SITE else ""
    both = bool(link) and session.mode == HYBRID
    return ical.Entry(
        uid=f"session-{session.uid}@{host}",
        sequence=session.sequence,
        changed_at=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title,
        description="\n".join([said, _("Online: %(link)s", link=link)]) if both else said,
        place=session.location or _("Online"),
        link="" if both else link,
        link_label=_("To the session"),
        cancelled=session.state == CANCELLED,
    )


def own_entry(own: Registration, *, host: str, page: str) -> ical.Entry:
    """The same for who signed up or did so before: it also rises when she comes or leaves.

    It is off when she does not come, and has the way to the video as long as she does.
    """
    comes = own.state == SIGNED_UP
    made = entry(own.session, host=host, page=page, way_in=comes)
    return replace(made, sequence=made.sequence + own.sequence, cancelled=made.cancelled or not comes)
