"""What else goes on in the region, told by the packages that plan something: each knows only its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Planned:
    """Something that takes place from one moment to another."""

    title: str
    starts_at: datetime
    ends_at: datetime


Ask = Callable[[datetime, datetime], list[Planned]]

_askers: list[Ask] = []


def plans(ask: Ask) -> Ask:
    """Let a package tell what it has planned between two moments."""
    _askers.append(ask)
    return ask


def planned_between(starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """Everything that takes place, at least in part, between two moments, by its beginning."""
    found = [each for ask in _askers for each in ask(starts_at, ends_at)]
    return sorted(found, key=lambda each: each.starts_at)
