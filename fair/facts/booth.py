"""What has happened to a booth: its words, its times, its pauses."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BoothChanged:
    """A booth was asked for, approved, declined or edited."""

    booth_id: int


@dataclass(frozen=True)
class RosterChanged:
    """Slots of a booth were cut anew."""

    booth_id: int


@dataclass(frozen=True)
class StallPaused:
    """The staff of a booth are away for a moment."""

    booth_id: int


@dataclass(frozen=True)
class StallResumed:
    """The staff of a booth are back."""

    booth_id: int


@dataclass(frozen=True)
class StallClosed:
    """Organisers closed a booth: its queue is empty, and its talks to come are off."""

    booth_id: int


@dataclass(frozen=True)
class StallReopened:
    """Organisers opened a booth again."""

    booth_id: int


@dataclass(frozen=True)
class BoothAnswered:
    """An organiser gave an employer a booth, said no to it, or asked something about it."""

    booth_id: int
