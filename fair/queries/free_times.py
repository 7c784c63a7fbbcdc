"""How many times are free at the booths of a fair: what the square says to everybody."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, and_, case, cast, func, or_, select

from app.db import db
from fair.groups import GROUPS
from fair.models import APPROVED, FREE, LIVE_BOOKING, OPEN, Booking, Booth, Fair, Slot, Stand
from fair.queries.offers import held_seats
from region.models import Organisation


@dataclass(frozen=True)
class Free:
    """How many times are free for everybody at a booth, and the first of them; or that it is away.

    `kept` says how many more are kept for a group that goes first.
    """

    booth_id: int
    sector: str
    number: int = 0
    first: datetime | None = None
    colour: str = ""
    paused: bool = False
    back: datetime | None = None
    closed: bool = False
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def all_kept(self) -> int:
        """How many are kept together."""
        return sum(self.kept.values())

    @property
    def is_full(self) -> bool:
        """Whether nobody can book here any more, also nobody of a group that goes first."""
        return not (self.number or self.kept)


def at_fair(fair_id: int, now: datetime) -> dict[int, Free]:
    """How many seats are still free at each booth of a fair, for all and for groups, also when none is."""
    taken = (
        select(Booking.slot_id, func.count().label("seats"))
        .where(Booking.fair_id == fair_id, Booking.state.in_(LIVE_BOOKING))
        .group_by(Booking.slot_id)
        .subquery()
    )
    left = Slot.seats - func.coalesce(taken.c.seats, 0) - held_seats
    free = (Slot.state == FREE) & (Slot.starts_at > now) & (left > 0) & (Fair.state == OPEN)
    free &= Booth.closed_at.is_(None)
    kept = Slot.reserved_for.is_not(None) & (Fair.reserved_until.is_(None) | (Fair.reserved_until > now))
    is_on = and_(Fair.state == OPEN, Fair.starts_at <= now, Fair.ends_at > now)
    away = or_(Booth.paused_until.is_(None), Booth.paused_until > now)
    found = (
        select(
            Booth.id,
            Organisation.sector,
            _seats(left, free & ~kept),
            func.min(case((free & ~kept, Slot.starts_at))),
            func.coalesce(Stand.colour, ""),
            and_(Booth.paused_at.is_not(None), away, is_on),
            Booth.paused_until,
            Booth.closed_at.is_not(None),
            *(_seats(left, free & kept & (Slot.reserved_for == group)) for group in GROUPS),
        )
        .join(Booth.fair)
        .join(Booth.organisation)
        .outerjoin(Booth.stand)
        .outerjoin(Slot, Slot.booth_id == Booth.id)
        .outerjoin(taken, taken.c.slot_id == Slot.id)
        .where(Booth.fair_id == fair_id, Booth.state == APPROVED)
        .group_by(Booth.id, Organisation.sector, Stand.colour, Fair.id)
    )
    return {
        booth_id: Free(booth_id, sector, number, first, colour, paused, back, closed, _kept(kept))
        for booth_id, sector, number, first, colour, paused, back, closed, *kept in db.session.execute(found)
    }


def _kept(numbers: list[int]) -> dict[str, int]:
    return {group: number for group, number in zip(GROUPS, numbers, strict=True) if number}


def _seats(left: Any, condition: Any) -> Any:
    return cast(func.sum(case((condition, left), else_=0)), Integer)  # PostgreSQL sums counts as decimals
