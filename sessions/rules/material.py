"""What may be handed out with a session, and from when people see it."""

from datetime import datetime
from urllib.parse import urlsplit

from flask_babel import gettext as _

from app.errors import Refused
from app.files import is_pdf, title_of
from sessions.kinds import PUBLISHED
from sessions.models.material import Material
from sessions.models.session import InspirationSession

MOST = 10
LONGEST_TITLE = 80


def check_file(content: bytes) -> None:
    """Refuse what is no PDF, whatever it is called."""
    if not is_pdf(content):
        raise Refused(_("This is not a PDF file. Save it as PDF first."), "file")


def check_choice(url: str, has_file: bool) -> None:
    """Refuse nothing at all, and two things at once."""
    if not url and not has_file:
        raise Refused(_("Fill in a link, or choose a file."), "url")
    if url and has_file:
        raise Refused(_("Choose one: a link or a file. Add the other one after this."), "file")


def check_room(number: int) -> None:
    """Refuse more than fit."""
    if number >= MOST:
        raise Refused(_("At most %(number)d hand-outs fit. Take one away first.", number=MOST))


def title_for(title: str, url: str, filename: str) -> str:
    """What people read: what was typed, or else the name of the file or of the site."""
    named = title or (urlsplit(url).hostname or "" if url else title_of(filename))
    return named[:LONGEST_TITLE] or _("Document")


def is_shown(material: Material, session: InspirationSession, now: datetime) -> bool:
    """Whether everybody sees a hand-out by now."""
    return session.state == PUBLISHED and (material.early or session.starts_at <= now)


def check_links(session: InspirationSession, now: datetime) -> None:
    """Refuse a recording of what is not over yet."""
    if session.state != PUBLISHED or now < session.ends_at:
        raise Refused(_("You can add this when the session is over."))
