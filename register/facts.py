"""What has happened in the register."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacementMoved:
    """A placement reached another state, or was proposed (`from_state` is None)."""

    placement_id: int
    from_state: str | None
    to_state: str


@dataclass(frozen=True)
class PlacementAdjusted:
    """The employer changed dates or hours of a proposal."""

    placement_id: int


@dataclass(frozen=True)
class PlacementSigned:
    """A party signed the current version."""

    placement_id: int
    party: str
