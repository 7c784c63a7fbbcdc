"""Who may come to a session, who waits, and how long a seat is held."""

from collections.abc import Collection
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from region.models import COORDINATOR, ORGANISER, STAFF
from sessions.kinds import ALL, CANCELLED, EMPLOYERS, INSTITUTIONS, PUBLISHED, STUDENTS
from sessions.models.registration import OFFERED, SEATED, SIGNED_UP, WAITING, Registration
from sessions.models.session import InspirationSession

DOOR_OPENS = timedelta(minutes=15)
LAST_OFFER = timedelta(minutes=15)
ROLES = {STUDENTS: "student", EMPLOYERS: STAFF, INSTITUTIONS: COORDINATOR}


def is_welcome(session: InspirationSession, roles: Collection[str]) -> bool:
    """Whether a session is meant for somebody with these roles; organisers may look everywhere."""
    return session.audience == ALL or ORGANISER in roles or ROLES[session.audience] in roles


def is_open(session: InspirationSession, now: datetime) -> bool:
    """Whether one can still decide to come."""
    return session.state == PUBLISHED and now < session.ends_at


def is_on(session: InspirationSession, now: datetime) -> bool:
    """Whether a session goes on at this moment."""
    return session.state == PUBLISHED and session.starts_at <= now < session.ends_at


def door_is_open(session: InspirationSession, now: datetime) -> bool:
    """Whether who signed up can go in: from a quarter before the start."""
    return is_open(session, now) and session.starts_at - DOOR_OPENS <= now


def holds_offer(own: Registration | None, now: datetime) -> bool:
    """Whether a seat is held for her at this moment."""
    return bool(own and own.offered_until and now < own.offered_until)


def check_sign_up(
    session: InspirationSession,
    roles: Collection[str],
    own: Registration | None,
    free: int | None,
    now: datetime,
) -> None:
    """Refuse who is not meant, who comes already, or when there is no seat: none free, none held for her."""
    check_may_come(session, roles, now)
    if own and own.state == SIGNED_UP:
        raise Refused(_("You have signed up already."))
    if own and own.state == OFFERED and not holds_offer(own, now):
        raise Refused(_("The time to answer is over. The seat goes to the next person who waits."))
    if free is None and not holds_offer(own, now):
        raise Refused(_("Somebody was just before you. This session is full, but you can wait for a seat."))


def check_wait(
    session: InspirationSession,
    roles: Collection[str],
    own: Registration | None,
    free: int | None,
    now: datetime,
) -> None:
    """Refuse to wait for what one has, or can simply have."""
    check_may_come(session, roles, now)
    if own and own.state in (*SEATED, WAITING):
        raise Refused(_("You have signed up or wait already."))
    if free is not None:
        raise Refused(_("There is a free seat. You can sign up at once."))
    if now >= session.starts_at:
        raise Refused(_("This session has begun."))


def check_may_come(session: InspirationSession, roles: Collection[str], now: datetime) -> None:
    """Refuse who is not meant, and everybody when it is off or over."""
    if session.state == CANCELLED:
        raise Refused(_("This session is called off."))
    if not is_open(session, now):
        raise Refused(_("This session is over."))
    if not is_welcome(session, roles):
        raise Refused(not_welcome_words(session))


def not_welcome_words(session: InspirationSession) -> str:
    """For whom a session is, for who is not meant."""
    return {
        STUDENTS: _("This session is for students."),
        EMPLOYERS: _("This session is for employers."),
        INSTITUTIONS: _("This session is for people from schools."),
    }[session.audience]


def check_sign_off(session: InspirationSession, own: Registration | None, now: datetime) -> None:
    """Refuse to leave what one is not in, or what is over."""
    if own is None or own.state not in (*SEATED, WAITING):
        raise Refused(_("You have not signed up for this session."))
    if now >= session.ends_at:
        raise Refused(_("This session is over."))


def check_seated(own: Registration | None) -> None:
    """Refuse who does not come."""
    if own is None or own.state != SIGNED_UP:
        raise Refused(_("You have not signed up for this session."))


def check_come_in(session: InspirationSession, own: Registration | None, now: datetime) -> None:
    """Refuse who did not sign up, and who comes too early or too late."""
    check_seated(own)
    if not door_is_open(session, now):
        raise Refused(_("You can go in from a quarter before the start until the end."))


def free_seat(seats: Collection[int], capacity: int) -> int | None:
    """The lowest seat that nobody has, or None when the session is full."""
    return next((number for number in range(1, capacity + 1) if number not in seats), None)


def answer_until(session: InspirationSession, now: datetime) -> datetime | None:
    """Until when a seat is held for somebody who waits; None when it is too late to hold one.

    The nearer the session, the shorter: a day, two hours, or a quarter.
    """
    left = session.starts_at - now
    if session.state != PUBLISHED or left <= LAST_OFFER:
        return None
    if left >= timedelta(days=2):
        return now + timedelta(days=1)
    return now + (timedelta(hours=2) if left >= timedelta(hours=4) else LAST_OFFER)
