"""What organisers watch on the day: how long staff had nobody, and which stalls need somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from fair.models import Booth
from fair.rules.cutting import Span

MINUTE = timedelta(minutes=1)
LONG_QUEUE, LONG_WAIT, MANY_EMPTY = 5, 20, 30
HELP, NO_STAFF, QUEUE, PAUSED, EMPTY = "help", "no_staff", "queue", "paused", "empty"
ALONE, CAME = "alone", "came"


@dataclass(frozen=True)
class Time:
    """A time of a member of staff: `alone`, or somebody `came` who had not planned it."""

    staff_id: int
    starts_at: datetime
    ends_at: datetime
    kind: str


@dataclass(frozen=True)
class Idle:
    """Minutes in which staff had nobody, and those that the queue or somebody on standby filled."""

    minutes: int = 0
    rescued: int = 0


@dataclass(frozen=True)
class Queue:
    """How many wait at a stall, and for how many minutes the first one does."""

    waiting: int = 0
    longest: int = 0


def idle(times: Sequence[Time], away: Sequence[Span], now: datetime) -> Idle:
    """How long staff had nobody in the times that were cut for them, so far; not while the stall was away."""
    came = [each for each in times if each.kind == CAME]
    empty = timedelta()
    for each in times:
        if each.kind == ALONE:
            filled = [(other.starts_at, other.ends_at) for other in came if other.staff_id == each.staff_id]
            empty += _left((each.starts_at, min(each.ends_at, now)), [*filled, *away])
    rescued = sum((_left((each.starts_at, min(each.ends_at, now)), []) for each in came), timedelta())
    return Idle(empty // MINUTE, rescued // MINUTE)


def span_words(minutes: int) -> str:
    """A length of time as people say it: 45 min, 1.5 hours, 59 hours."""
    if minutes < 60:
        return _("%(number)d min", number=minutes)
    hours = round(minutes / 60, 1) if minutes < 600 else minutes // 60
    return ngettext(
        "%(number)s hour", "%(number)s hours", 1 if hours == 1 else 2, number=format_decimal(hours)
    )


def _left(span: Span, others: Sequence[Span]) -> timedelta:
    """How much of a span is left without the others, which may fall together."""
    (at, end), left = span, timedelta()
    for starts_at, ends_at in sorted(others):
        left += max(min(starts_at, end) - at, timedelta())
        at = max(at, ends_at)
    return left + max(end - at, timedelta())


def away_now(booth: Booth, now: datetime) -> list[Span]:
    """The pause or the closure of a stall that goes on, until now."""
    spans = []
    if booth.paused_at:
        spans.append((booth.paused_at, min(now, booth.paused_until or now)))
    if booth.closed_at:
        spans.append((booth.closed_at, now))
    return spans


def needs(
    *, is_on: bool, staffed: bool, paused: bool, closed: bool, queue: Queue, idle: Idle, asks_help: bool
) -> tuple[str, ...]:
    """Why an organiser should look at a stall, the most urgent first; nothing while the fair is not on."""
    if not is_on:
        return ()
    if closed:
        return (HELP,) if asks_help else ()
    reasons = {
        HELP: asks_help,
        NO_STAFF: not staffed and not paused,
        QUEUE: queue.waiting >= LONG_QUEUE or queue.longest >= LONG_WAIT,
        PAUSED: paused,
        EMPTY: idle.minutes >= MANY_EMPTY,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)
