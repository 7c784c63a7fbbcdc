"""The square at this moment: every booth of a fair in numbers, without names of students."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from fair.models import (
    APPROVED,
    ATTENDED,
    BOOKED,
    FREE,
    LIVE_BOOKING,
    NO_SHOW,
    WALK_IN,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.queries.offers import held_seats


@dataclass(frozen=True)
class Figures:
    """Numbers of a booth or a fair: slots, free ones ahead, and what became of the booked ones."""

    slots: int = 0
    free: int = 0
    booked: int = 0
    talking: int = 0
    attended: int = 0
    no_show: int = 0


@dataclass(frozen=True)
class Stall:
    """A booth on the square with its numbers of this moment."""

    booth: Booth
    figures: Figures


@dataclass(frozen=True)
class Today:
    """An open fair as its organisers watch it; `version` rises with time."""

    fair: Fair
    at: datetime
    stalls: list[Stall]
    figures: Figures

    @property
    def version(self) -> int:
        """For telling drawings apart: milliseconds."""
        return int(self.at.timestamp() * 1000)

    def street(self, sector: str) -> list[Stall]:
        """The stalls of one sector."""
        return [stall for stall in self.stalls if stall.booth.organisation.sector == sector]


def today(fair: Fair, now: datetime) -> Today:
    """The square of a fair at this moment."""
    booths = select(Booth).where(Booth.fair_id == fair.id, Booth.state == APPROVED)
    figures = _figures(fair.id, now)
    stalls = [
        Stall(booth, figures.get(booth.id, Figures()))
        for booth in db.session.scalars(booths.options(joinedload(Booth.organisation)).order_by(Booth.number))
    ]
    return Today(fair, now, stalls, _sum(stall.figures for stall in stalls))


def _figures(fair_id: int, now: datetime) -> dict[int, Figures]:
    def number(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    cut = Slot.state == FREE  # a walk-in is a talk, but never was a time that anybody could book
    runs = and_(Slot.starts_at <= now, Slot.ends_at > now, Booking.state.in_((BOOKED, ATTENDED)))
    counted = (
        select(
            Slot.booth_id,
            func.count(func.distinct(case((cut, Slot.id)))),
            number(and_(cut, Booking.id.is_(None), Slot.starts_at > now, held_seats == 0)),
            number(and_(cut, Booking.id.is_not(None))),
            number(runs),
            number(Booking.state == ATTENDED),
            number(Booking.state == NO_SHOW),
        )
        .join(Booth, Booth.id == Slot.booth_id)
        .outerjoin(Booking, and_(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING)))
        .where(Booth.fair_id == fair_id, Slot.state.in_((FREE, WALK_IN)))
        .group_by(Slot.booth_id)
    )
    return {booth_id: Figures(*numbers) for booth_id, *numbers in db.session.execute(counted)}


def _sum(all_figures: Iterable[Figures]) -> Figures:
    each = list(all_figures)
    return Figures(*(sum(getattr(one, part.name) for one in each) for part in fields(Figures)))
