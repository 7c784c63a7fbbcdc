"""What has happened in the register."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacementMoved:
    """A placement went to another state, was proposed (`from_state` is None) or adjusted (the same state)."""

    placement_id: int
    from_state: str | None
    to_state: str


@dataclass(frozen=True)
class PlacementSigned:
    """A party signed the current version."""

    placement_id: int
    party: str
