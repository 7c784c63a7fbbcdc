"""What has happened in the queue of a booth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class QueueChanged:
    """The queue of a booth is another: this person joined, left, was called, missed her turn or had it."""

    booth_id: int
    person_id: int


@dataclass(frozen=True)
class VisitCalled:
    """It is somebody's turn in a queue."""

    visit_id: int
    booth_id: int
    person_id: int


@dataclass(frozen=True)
class WalkInBegan:
    """A talk began with somebody from the queue."""

    booking_id: int
    slot_id: int
    booth_id: int
    fair_id: int
