"""What who was there can do when a session is over, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.figures import SMALLEST
from sessions.kinds import ANSWERS, PUBLISHED
from sessions.models.feedback import Feedback
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession
from sessions.rules.signup import check_seated

FEEDBACK_OPEN = timedelta(days=7)
CONTACTS_KEPT = timedelta(days=30)


def is_over(session: InspirationSession, now: datetime) -> bool:
    """Whether a session was held and is over."""
    return session.state == PUBLISHED and session.ends_at <= now


def was_there(session: InspirationSession, own: Registration | None, now: datetime) -> bool:
    """Whether a session is over and this person came in."""
    return is_over(session, now) and bool(own and own.state == SIGNED_UP and own.came_at)


def feedback_until(session: InspirationSession) -> datetime:
    """Until when one can say what one thought of it, and change that."""
    return session.ends_at + FEEDBACK_OPEN


def can_give_feedback(session: InspirationSession, own: Registration | None, now: datetime) -> bool:
    """Whether this person can say now what she thought of it."""
    return was_there(session, own, now) and now < feedback_until(session)


def check_feedback(session: InspirationSession, own: Registration | None, now: datetime) -> None:
    """Refuse who was not there, and who comes too late."""
    if not was_there(session, own, now):
        raise Refused(_("Only people who were there can do this, when the session is over."))
    if now >= feedback_until(session):
        raise Refused(_("You could do this until a week after the session. That week is over."))


def gives_certificate(session: InspirationSession, own: Registration | None, now: datetime) -> bool:
    """Whether this person gets a certificate: she came in before half of the session was over.

    When people leave is not kept, so the certificate says nothing about that.
    """
    half = session.starts_at + (session.ends_at - session.starts_at) / 2
    return was_there(session, own, now) and bool(own and own.came_at and own.came_at <= half)


def contacts_until(session: InspirationSession) -> datetime:
    """Until when people who share their contact see each other's."""
    return session.ends_at + CONTACTS_KEPT


def can_share(session: InspirationSession, own: Registration | None, now: datetime) -> bool:
    """Whether this person may choose to share her contact: before and during, and after it if she came."""
    comes = session.state == PUBLISHED and bool(own and own.state == SIGNED_UP)
    return comes and now < contacts_until(session) and (now < session.ends_at or was_there(session, own, now))


def check_share(session: InspirationSession, own: Registration | None, now: datetime) -> None:
    """Refuse to share with people one does not meet, or when contacts are no longer kept."""
    check_seated(own)
    if not can_share(session, own, now):
        raise Refused(_("You can no longer share your contact here."))


@dataclass(frozen=True)
class Results:
    """What people thought of a session: how many answered, the averages, how often each answer was given."""

    number: int
    liked: float
    useful: float
    counts: dict[str, list[int]]
    texts: list[str]


def may_show(session: InspirationSession, number: int, now: datetime) -> bool:
    """Whether answers may be seen: from five on, and when nobody can change them any more.

    Who looks before and after one more answer would otherwise know that answer.
    """
    return now >= feedback_until(session) and number >= SMALLEST


def results(answers: Iterable[Feedback]) -> Results:
    """What people thought, without an order that tells who said what."""
    each = list(answers)
    given = {"liked": [one.liked for one in each], "useful": [one.useful for one in each]}
    average = {name: round(sum(said) / len(said), 1) for name, said in given.items()}
    return Results(
        number=len(each),
        liked=average["liked"],
        useful=average["useful"],
        counts={name: [said.count(answer) for answer in ANSWERS] for name, said in given.items()},
        texts=sorted(one.text for one in each if one.text),
    )
