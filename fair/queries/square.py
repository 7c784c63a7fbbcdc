"""The square at this moment: every booth of a fair in numbers, without names of students."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased, joinedload

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
from fair.models.help import HelpCall
from fair.queries import board, free_times
from fair.queries.help import open_calls
from fair.rules.board import Idle, Queue, away_now, idle, needs
from fair.rules.booking import phase
from fair.rules.closing import is_closed
from fair.rules.stall import is_paused

LISTED = 3


@dataclass(frozen=True)
class Figures:
    """Numbers of a booth or a fair: seats, free and kept ones ahead, and what became of the booked ones."""

    free: int = 0
    seats: int = 0
    booked: int = 0
    talking: int = 0
    attended: int = 0
    no_show: int = 0
    kept: int = 0


@dataclass(frozen=True)
class Stall:
    """A booth on the square with its numbers of this moment; `needs` says why somebody should look."""

    booth: Booth
    figures: Figures
    staffed: bool
    paused: bool
    closed: bool
    queue: Queue
    idle: Idle
    call: HelpCall | None
    called: HelpCall | None
    needs: tuple[str, ...]


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

    def stall(self, booth_id: int) -> Stall:
        """One stall."""
        return next(stall for stall in self.stalls if stall.booth.id == booth_id)

    def street(self, sector: str) -> list[Stall]:
        """The stalls of one sector."""
        return [stall for stall in self.stalls if stall.booth.organisation.sector == sector]

    @property
    def open(self) -> int:
        """How many stalls have somebody there, no pause, and are not closed."""
        return sum(stall.staffed and not (stall.paused or stall.closed) for stall in self.stalls)

    @property
    def waiting(self) -> Queue:
        """Everybody in a queue, and who waits longest."""
        queues = [stall.queue for stall in self.stalls]
        return Queue(sum(each.waiting for each in queues), max((each.longest for each in queues), default=0))

    @property
    def idle(self) -> Idle:
        """The empty minutes of all stalls together."""
        each = [stall.idle for stall in self.stalls]
        return Idle(sum(one.minutes for one in each), sum(one.rescued for one in each))

    @property
    def calls(self) -> list[Stall]:
        """The stalls that ask for help: first who waits for an answer, then who asked first."""
        asking = [
            (stall.call.answered_at is not None, stall.call.asked_at, stall.call.id, stall)
            for stall in self.stalls
            if stall.call
        ]
        return [stall for *_order, stall in sorted(asking, key=lambda each: each[:3])]

    @property
    def called(self) -> list[Stall]:
        """The stalls that organisers called: first who has not read it, then the latest."""
        calls = [
            (stall.called.answered_at is not None, -stall.called.id, stall)
            for stall in self.stalls
            if stall.called
        ]
        return [stall for *_order, stall in sorted(calls, key=lambda each: each[:2])]

    @property
    def longest_queues(self) -> list[Stall]:
        """The stalls at which most people wait."""
        queued = [stall for stall in self.stalls if stall.queue.waiting]
        return sorted(queued, key=lambda stall: (-stall.queue.waiting, -stall.queue.longest))[:LISTED]

    @property
    def emptiest(self) -> list[Stall]:
        """The stalls that had nobody for longest."""
        idle = [stall for stall in self.stalls if stall.idle.minutes]
        return sorted(idle, key=lambda stall: -stall.idle.minutes)[:LISTED]


def today(fair: Fair, now: datetime) -> Today:
    """The square of a fair at this moment."""
    booths = select(Booth).where(Booth.fair_id == fair.id, Booth.state == APPROVED)
    look = _stalls(fair, now)
    stalls = [
        look(booth)
        for booth in db.session.scalars(booths.options(joinedload(Booth.organisation)).order_by(Booth.number))
    ]
    return Today(fair, now, stalls, _sum(stall.figures for stall in stalls))


def _stalls(fair: Fair, now: datetime) -> Callable[[Booth], Stall]:
    """Read everything once, and say of each booth how it stands."""
    figures, queues, times = _figures(fair.id, now), board.queues(fair.id, now), board.times(fair.id, now)
    staffed, calls, is_on = board.staffed(fair.id, now), open_calls(fair.id), phase(fair, now) == "on"
    away = board.away(fair.id)

    def look(booth: Booth) -> Stall:
        here: dict[str, Any] = {
            "staffed": is_on and booth.id in staffed,
            "paused": is_paused(booth, now),
            "closed": is_closed(booth),
            "queue": queues.get(booth.id, Queue()),
            "idle": idle(times.get(booth.id, []), [*away.get(booth.id, []), *away_now(booth, now)], now),
        }
        call = calls.get((booth.id, False))
        return Stall(
            booth=booth,
            figures=figures.get(booth.id, Figures()),
            call=call,
            called=calls.get((booth.id, True)),
            needs=needs(is_on=is_on, asks_help=call is not None, **here),
            **here,
        )

    return look


def _figures(fair_id: int, now: datetime) -> dict[int, Figures]:
    """What is free is counted as the square does for students: by seat, and kept times apart."""

    def number(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    cut = Slot.state == FREE  # a walk-in is a talk, but never was a time that anybody could book
    runs = and_(Slot.starts_at <= now, Slot.ends_at > now, Booking.state.in_((BOOKED, ATTENDED)))
    time = aliased(Slot)
    seats = select(func.coalesce(func.sum(time.seats), 0))
    seats = seats.where(time.booth_id == Booth.id, time.state == FREE).correlate(Booth)
    counted = (
        select(
            Booth.id,
            seats.scalar_subquery(),
            number(and_(cut, Booking.id.is_not(None))),
            number(runs),
            number(Booking.state == ATTENDED),
            number(Booking.state == NO_SHOW),
        )
        .join(Booth, Booth.id == Slot.booth_id)
        .outerjoin(Booking, and_(Booking.slot_id == Slot.id, Booking.state.in_(LIVE_BOOKING)))
        .where(Booth.fair_id == fair_id, Slot.state.in_((FREE, WALK_IN)))
        .group_by(Booth.id)
    )
    names = ("seats", "booked", "talking", "attended", "no_show")
    found = {row[0]: dict(zip(names, row[1:], strict=True)) for row in db.session.execute(counted)}
    return {
        booth_id: Figures(free=free.number, kept=free.all_kept, **found.get(booth_id, {}))
        for booth_id, free in free_times.at_fair(fair_id, now).items()
    }


def _sum(all_figures: Iterable[Figures]) -> Figures:
    each = list(all_figures)
    return Figures(*(sum(getattr(one, part.name) for one in each) for part in fields(Figures)))
