"""Figures of sessions: who signed up, waited, came and stayed away."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.figures import Cell, parts


@dataclass(frozen=True)
class Counts:
    """How many people had a seat, waited and never got one, and came in."""

    signed_up: int = 0
    waited: int = 0
    came: int = 0

    @property
    def stayed_away(self) -> int:
        """How many had a seat and did not come."""
        return self.signed_up - self.came


def total(counts: Iterable[Counts]) -> Counts:
    """Several sessions together."""
    each = list(counts)
    return Counts(*(sum(getattr(one, name) for one in each) for name in ("signed_up", "waited", "came")))


def cells(groups: dict[str, Counts]) -> dict[str, dict[str, Cell]]:
    """The figures of groups of people at one session, small ones hidden so that none can be worked out."""
    shown = {
        name: parts({group: getattr(counts, name) for group, counts in groups.items()})
        for name in ("signed_up", "came")
    }
    return {group: {name: shown[name][group] for name in shown} for group in groups}
