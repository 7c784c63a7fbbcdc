"""What the desk, or the student afterwards, said of a talk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AttendanceMarked:
    """The desk said whether a person came."""

    booking_id: int


@dataclass(frozen=True)
class NoteSaved:
    """The team's note on a talk changed."""

    booking_id: int


@dataclass(frozen=True)
class OutcomeRecorded:
    """The desk said what came of a talk."""

    booking_id: int


@dataclass(frozen=True)
class AfterwordSaid:
    """A student said what came of a talk or wrote about it, or staff answered."""

    booking_id: int
