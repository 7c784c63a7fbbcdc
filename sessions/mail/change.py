"""Letters to all who come to a session, or who wait: it is at another time or place, or does not go on."""

from functools import partial
from typing import Any

from flask_babel import gettext as _

from app import clock, mail
from app.db import with_commit
from app.mail import Draft, Words
from sessions.facts import SessionCancelled, SessionChanged
from sessions.mail.words import about, entry, letter, said_of
from sessions.models.registration import SIGNED_UP
from sessions.queries import letters as queries


@with_commit(SessionChanged)
def tell_changed(fact: SessionChanged) -> None:
    """Another time, place or link; other texts are read on the page."""
    if fact.moved:
        _tell_all("session-changed", fact.session_id)


@with_commit(SessionCancelled)
def tell_cancelled(fact: SessionCancelled) -> None:
    """It does not go on, and why."""
    _tell_all("session-cancelled", fact.session_id)


def _tell_all(kind: str, session_id: int) -> None:
    """One statement to find them, one for what they did not get yet, one for all letters.

    Who has no seat yet keeps what is on its way: what is held for her still is.
    """
    now, told = clock.now(), queries.concerned(session_id)
    coming = [own for own in told if own.state == SIGNED_UP]
    parts = {own.id: mail.for_calendar(own.person, partial(entry, own), now) for own in coming}
    drafts = [
        Draft(
            kind=kind,
            person_id=own.person_id,
            said=said_of(own.session) | {"reason": own.session.reason},
            about=about(session_id),
            **parts.get(own.id, {}),
        )
        for own in told
    ]
    mail.overtake(about(session_id), [own.person_id for own in coming])
    mail.write(now, *drafts)


@mail.wording("session-changed")
def changed(said: dict[str, Any]) -> Words:
    """To who comes or waits: otherwise than you read before."""
    subject = _("Changed: %(title)s", title=said["title"])
    return letter(
        subject, said, _("The time, the place or the link of this session has changed. It is now so:")
    )


@mail.wording("session-cancelled")
def cancelled(said: dict[str, Any]) -> Words:
    """To who would come or waited: it does not go on, and why."""
    subject = _("Does not go on: %(title)s", title=said["title"])
    reason = [_("Reason: %(reason)s", reason=said["reason"])] if said["reason"] else []
    return letter(subject, said, *reason)
