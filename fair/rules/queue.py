"""What may happen in the queue of a booth, and what people read when something may not."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time
from fair.models import ATTENDED, BOOKED, Booking
from fair.models.queue import CALLED, WAITING, Visit
from fair.rules.closing import closed_words
from fair.rules.line import Line, Server, Waiter

# Two: while one queue is long, a student can try another. In more, her turns would soon come together.
QUEUES_AT_ONCE = 2
TIME_TO_COME = timedelta(minutes=3)
# Who walks up in the last second is still there when staff look up.
GRACE = timedelta(minutes=1)
# Three minutes to come, and a few to talk: with less time before a booked talk nobody is called.
SHORTEST = timedelta(minutes=5)
MISSES_ALLOWED = 1


class OnlyShort(Refused):
    """A refusal that staff may set aside: there is time for a short talk."""


def check_join(
    line: Line,
    *,
    is_student: bool,
    person_id: int | None,
    talks: Iterable[Booking],
    queues: int,
    one_talk: bool,
) -> None:
    """Refuse a place in a queue; `talks` are her live talks, `queues` in how many she stands already."""
    if not is_student:
        raise Refused(_("Only students can join the queue."))
    _check_on(line)
    if line.is_closed:
        raise Refused(closed_words())
    if line.is_paused:
        raise Refused(_("The booth has a pause. You can join when they are back."))
    if line.of(person_id):
        raise Refused(_("You are in this queue already."))
    if queues >= QUEUES_AT_ONCE:
        raise Refused(_("You are in %(number)d queues already. Leave one first.", number=queues))
    _check_no_talk_here(line, talks, one_talk)


def why_not(line: Line, person_id: int | None, talks: Iterable[Booking], queues: int, one_talk: bool) -> str:
    """What a student reads instead of an offer to join a queue, if anything stands in the way."""
    if not line.is_on or line.of(person_id):
        return ""
    try:
        check_join(line, is_student=True, person_id=person_id, talks=talks, queues=queues, one_talk=one_talk)
    except Refused as refusal:
        return str(refusal)
    return ""


def _check_no_talk_here(line: Line, talks: Iterable[Booking], one_talk: bool) -> None:
    here = [talk for talk in talks if talk.booth_id == line.booth_id]
    ahead = next((talk for talk in here if talk.state == BOOKED and talk.ends_at > line.now), None)
    if ahead:
        raise Refused(
            _("You have a talk here at %(time)s, so you need not queue.", time=time(ahead.starts_at))
        )
    if one_talk and any(talk.state == ATTENDED for talk in here):
        raise Refused(_("You have had your talk here."))


def check_call(line: Line, staff_id: int, *, short: bool) -> Waiter:
    """Who is called next, or a refusal; `short`: staff know that there is little time."""
    _check_on(line)
    if line.is_closed:
        raise Refused(closed_words())
    if line.is_paused:
        raise Refused(_("Your booth has a pause. End it first."))
    server = line.server(staff_id)
    if server is None:
        raise Refused(_("You are not on the roster now. Put yourself on it, then call somebody."))
    mine = line.called_by(staff_id)
    if mine:
        raise Refused(_("You have called %(name)s. Say first who came.", name=mine.first_name))
    check_booked_first(server, line, short=short)
    waiter = line.next()
    if waiter is None:
        raise Refused(_("Nobody waits who can come now."))
    return waiter


def check_booked_first(server: Server, line: Line, *, short: bool) -> None:
    """Refuse while a booked talk of this member of staff is on or begins soon: it goes first."""
    check_no_booked_now(server, line.now)
    ahead = next((talk for talk in server.booked() if talk.starts_at > line.now), None)
    if ahead is None or ahead.starts_at >= line.now + line.length:
        return
    at, left = time(ahead.starts_at), ahead.starts_at - line.now
    if left < SHORTEST:
        raise Refused(_("At %(time)s you have a booked talk. Booked talks go first.", time=at))
    if not short:
        minutes = left // timedelta(minutes=1)
        raise OnlyShort(
            _("At %(time)s you have a booked talk. There are %(num)d minutes left.", time=at, num=minutes)
        )


def check_no_booked_now(server: Server, now: datetime) -> None:
    """Refuse while a booked talk of this member of staff is on."""
    on = next((talk for talk in server.booked() if talk.starts_at <= now < talk.ends_at), None)
    if on:
        at = time(on.starts_at)
        raise Refused(
            _("Your booked talk of %(time)s is on. Finish it first: record what came of it.", time=at)
        )


def check_called(visit: Visit) -> None:
    """Refuse when it is not, or no longer, somebody's turn."""
    if visit.state != CALLED:
        raise Refused(_("It is no longer the turn of this student. Look at the queue."))


def check_missed(visit: Visit, now: datetime) -> None:
    """Refuse to say that somebody did not come while there is still time."""
    check_called(visit)
    assert visit.come_by is not None
    if now < visit.come_by:
        raise Refused(_("The student has until %(time)s to come.", time=time(visit.come_by)))


def check_leave(visit: Visit) -> None:
    """Refuse to leave a queue in which one no longer stands."""
    if visit.state not in (WAITING, CALLED):
        raise Refused(_("You are not in this queue any more."))


def talk_until(line: Line, staff_id: int, own: Iterable[Booking]) -> datetime:
    """When a talk that begins now ends: after its length, or when a booked talk of either begins."""
    server = line.server(staff_id)
    if server is None:
        raise Refused(_("You are not on the roster now. Put yourself on it, then call somebody."))
    check_no_booked_now(server, line.now)
    hers = [talk for talk in own if talk.ends_at > line.now]
    if any(talk.starts_at <= line.now for talk in hers):
        raise Refused(_("This student is in another talk now. The place in the queue stays."))
    booked = [talk.starts_at for talk in server.booked()] + [talk.starts_at for talk in hers]
    return min([line.now + line.length, *(start for start in booked if start > line.now)])


def is_out(visit: Visit) -> bool:
    """Whether somebody missed one turn too many."""
    return visit.misses > MISSES_ALLOWED


def _check_on(line: Line) -> None:
    if not line.is_on:
        raise Refused(_("The queue opens when the fair opens."))
