"""What calendars answer to a session: nothing changes by it, who signed up is asked back."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import mail
from app.mail import Words, replies
from sessions.kinds import PUBLISHED
from sessions.mail.words import letter, said_of
from sessions.models.registration import SIGNED_UP
from sessions.queries import letters as queries


@replies.reads("session")
def session(uid: str, email: str) -> replies.Invited | None:
    """The place of a person in a session, by the name that it has in her calendar."""
    own = queries.in_calendar(uid.removeprefix("session-"), email)
    if own is None:
        return None
    return replies.Invited(
        person_id=own.person_id,
        sequence=own.session.sequence + own.sequence,
        is_on=own.state == SIGNED_UP and own.session.state == PUBLISHED,
        until=own.session.starts_at,
        said=said_of(own.session),
    )


@mail.wording("session-declined")
def declined(said: dict[str, Any]) -> Words:
    """To who signed up: your calendar says no, do you want to sign off?"""
    return letter(
        _("Do you want to sign off? %(title)s", title=said["title"]),
        said,
        _("Your calendar says that you do not come. You are still signed up."),
        _("Can you not come? Sign off on the page of the session, so that somebody else can."),
        _("Do you come after all, or did you not answer this? Then you need not do anything."),
    )


@mail.wording("session-countered")
def countered(said: dict[str, Any]) -> Words:
    """To who signed up: it goes on at its own time, and there are others."""
    words = letter(
        _("This session stays at its time: %(title)s", title=said["title"]),
        said,
        _("Your calendar proposed another time. A session has one time for everybody."),
        _("Does it not suit you? Sign off on its page, and see what else there is."),
    )
    return Words(words.subject, words.lines, words.rows, url_for("sessions.index"), _("All sessions"))
