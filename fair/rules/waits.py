"""How long people waited: in the queue until they were called, on the list until a time was offered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from flask_babel import ngettext

from app.figures import SMALLEST
from fair.models.queue import LEFT, Visit
from fair.models.waiting import LAPSED, PAST, TAKEN, SlotOffer

COUNTS = (
    "queue_joined",
    "queue_called",
    "queue_left",
    "list_waited",
    "list_offered",
    "list_accepted",
    "list_lapsed",
)
HALF, MOST = 0.5, 0.9
# The ninth of ten is one of the many; the ninth of nine would be somebody.
LEAST_FOR_MOST = 10
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Wait:
    """Something of one person who waited, without who: in which figures it counts, after how many minutes."""

    booth_id: int
    sector: str
    level: str
    counts: tuple[str, ...]
    minutes: int | None = None


@dataclass(frozen=True)
class Waiting:
    """The waiting of a booth, a group or a fair: how many, and all minutes from short to long."""

    counts: Counter[str] = field(default_factory=Counter)
    queue_minutes: tuple[int, ...] = ()
    list_minutes: tuple[int, ...] = ()

    @property
    def queue_half(self) -> int | None:
        """Half of those who were called waited less than so many minutes."""
        return less_than(self.queue_minutes, HALF)

    @property
    def queue_most(self) -> int | None:
        """Nine out of ten of those who were called waited less than so many minutes."""
        return less_than(self.queue_minutes, MOST, LEAST_FOR_MOST)

    @property
    def list_half(self) -> int | None:
        """Half of those on the list to whom a time was offered waited less than so many minutes for it."""
        return less_than(self.list_minutes, HALF)

    @property
    def list_most(self) -> int | None:
        """Nine out of ten of them waited less than so many minutes."""
        return less_than(self.list_minutes, MOST, LEAST_FOR_MOST)


def minutes_between(since: datetime, until: datetime | None) -> int | None:
    """Whole minutes that somebody waited; None when the waiting was for nothing."""
    return max(0, (until - since) // MINUTE) if until else None


def less_than(minutes: Sequence[int], part: float, least: int = SMALLEST) -> int | None:
    """Within how many minutes this part was helped; nothing is said of fewer than five people."""
    if len(minutes) < least:
        return None
    return sorted(minutes)[ceil(part * len(minutes)) - 1] + 1


def of_visit(visit: Visit) -> tuple[str, ...]:
    """In which figures a place in a queue counts: called, or gone before that."""
    if visit.called_at:
        return "queue_joined", "queue_called"
    return ("queue_joined", "queue_left") if visit.state == LEFT else ("queue_joined",)


def of_offer(offer: SlotOffer) -> tuple[str, ...]:
    """In which figures an offer to somebody on the list counts."""
    if offer.state == TAKEN:
        return "list_offered", "list_accepted"
    lapsed = offer.state == LAPSED or (offer.state == PAST and _too_late(offer))
    return ("list_offered", "list_lapsed") if lapsed else ("list_offered",)


def _too_late(offer: SlotOffer) -> bool:
    return offer.closed_at is not None and offer.closed_at >= offer.expires_at


def together(waits: Iterable[Wait]) -> Waiting:
    """The waiting of several people in figures."""
    each = list(waits)
    return Waiting(
        Counter(name for wait in each for name in wait.counts),
        _minutes(each, "queue"),
        _minutes(each, "list"),
    )


def _minutes(waits: list[Wait], where: str) -> tuple[int, ...]:
    known = (wait for wait in waits if wait.counts[0].startswith(where))
    return tuple(sorted(wait.minutes for wait in known if wait.minutes is not None))


def by(waits: Iterable[Wait], group: str) -> dict[Any, Waiting]:
    """The waiting of each booth, level or sector."""
    groups: dict[Any, list[Wait]] = {}
    for wait in waits:
        groups.setdefault(getattr(wait, group), []).append(wait)
    return {name: together(each) for name, each in groups.items()}


def span(minutes: int) -> str:
    """A time to wait as people say it: in minutes, hours or days, rounded up."""
    if minutes <= 120:
        return ngettext("%(num)d minute", "%(num)d minutes", minutes)
    hours = ceil(minutes / 60)
    if hours <= 48:
        return ngettext("%(num)d hour", "%(num)d hours", hours)
    return ngettext("%(num)d day", "%(num)d days", ceil(hours / 24))
