"""What organisers watch on the day: how long staff had nobody, and which stalls need somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

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


def idle(times: Sequence[Time], now: datetime) -> Idle:
    """How long staff had nobody in the times that were cut for them, so far."""
    came = [each for each in times if each.kind == CAME]
    alone = [each for each in times if each.kind == ALONE]
    filled = sum((_both(each, other, now) for each in alone for other in came), timedelta())
    empty = sum((_both(each, each, now) for each in alone), timedelta()) - filled
    rescued = sum((_both(each, each, now) for each in came), timedelta())
    return Idle(empty // MINUTE, rescued // MINUTE)


def _both(one: Time, other: Time, now: datetime) -> timedelta:
    """How long two times of one member of staff ran together until now."""
    if one.staff_id != other.staff_id:
        return timedelta()
    ran = min(one.ends_at, other.ends_at, now) - max(one.starts_at, other.starts_at)
    return max(ran, timedelta())


def needs(
    *, is_on: bool, staffed: bool, paused: bool, queue: Queue, idle: Idle, asks_help: bool
) -> tuple[str, ...]:
    """Why an organiser should look at a stall, the most urgent first; nothing while the fair is not on."""
    if not is_on:
        return ()
    reasons = {
        HELP: asks_help,
        NO_STAFF: not staffed and not paused,
        QUEUE: queue.waiting >= LONG_QUEUE or queue.longest >= LONG_WAIT,
        PAUSED: paused,
        EMPTY: idle.minutes >= MANY_EMPTY,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)
