"""Who may be appointed to keep order in a session."""

from collections.abc import Collection

from flask_babel import gettext as _

from app.errors import Refused
from app.people import Person
from sessions.kinds import DRAFT
from sessions.models.session import InspirationSession


def check_appoint(session: InspirationSession, chosen: Person | None, roles: Collection[str]) -> None:
    """Refuse as long as nobody sees the session, and who has no account with a role here, such as a guest."""
    if session.state == DRAFT:
        raise Refused(_("Show the session to everybody first."), "email")
    if chosen is None or not chosen.active or not roles:
        raise Refused(_("Nobody here signs in with this e-mail address."), "email")
