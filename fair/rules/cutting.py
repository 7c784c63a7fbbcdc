"""How slots are cut from a block, and what a change of the block does to the slots that are there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fair.models import Slot

Span = tuple[datetime, datetime]


def cut(starts_at: datetime, ends_at: datetime, slot_minutes: int, break_minutes: int) -> list[Span]:
    """The talks that fit in a block, in order, with a break between two; minutes are real minutes."""
    talk, step = timedelta(minutes=slot_minutes), timedelta(minutes=slot_minutes + break_minutes)
    number = (ends_at - starts_at + step - talk) // step
    return [(starts_at + index * step, starts_at + index * step + talk) for index in range(number)]


def overlaps(one: Span, other: Span) -> bool:
    """Whether two times fall together."""
    return one[0] < other[1] and other[0] < one[1]


def span(slot: Slot) -> Span:
    """From when until when a slot is."""
    return slot.starts_at, slot.ends_at


@dataclass(frozen=True)
class Window:
    """A block as it is cut: its times, its rhythm, and the pauses in it."""

    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    break_minutes: int
    pauses: tuple[Span, ...] = ()

    @property
    def grid(self) -> list[Span]:
        """The times that come out of it. A pause takes times away and moves no other."""
        blocks = cut(self.starts_at, self.ends_at, self.slot_minutes, self.break_minutes)
        return [block for block in blocks if not self._is_blocked(block)]

    def holds(self, slot: Slot) -> bool:
        """Whether a talk in this slot can go on, on the grid or not."""
        inside = self.starts_at <= slot.starts_at and slot.ends_at <= self.ends_at
        return inside and not self._is_blocked(span(slot))

    def _is_blocked(self, block: Span) -> bool:
        return any(overlaps(block, pause) for pause in self.pauses)


@dataclass(frozen=True)
class Plan:
    """What a change does: these slots stay, these go, and these times come."""

    stay: list[Slot]
    go: list[Slot]
    come: list[Span]


def plan(
    old: Window,
    new: Window | None,
    slots: Iterable[Slot],
    keep: Collection[int],
    now: datetime,
    busy: Iterable[Span] = (),
) -> Plan:
    """What becomes of the slots of a block when it is cut anew; without a new window it is removed.

    What has begun stays. `keep` are the slots whose talks go on at their own time beside the new grid.
    `busy` are times of talks with people from the queue: no time comes that falls together with them.
    """
    grid, was = (set(new.grid) if new else set()), set(old.grid)
    stay: list[Slot] = []
    go: list[Slot] = []
    for slot in slots:
        stays = slot.starts_at <= now or (new and new.holds(slot) and _fits(slot, grid, was, keep))
        (stay if stays else go).append(slot)
    ahead = sorted(block for block in grid if block[0] > now)
    taken = [*busy, *(span(slot) for slot in stay)]
    return Plan(stay, go, [block for block in ahead if not any(overlaps(block, other) for other in taken)])


def _fits(slot: Slot, grid: set[Span], was: set[Span], keep: Collection[int]) -> bool:
    """On the new grid, a group talk, kept, or beside the old grid already."""
    return span(slot) in grid or span(slot) not in was or slot.seats > 1 or slot.id in keep
