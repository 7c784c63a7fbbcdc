"""What a day came to, counted from the rows that it left, and the table of two days beside each other."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from fair.models import (
    ATTENDED,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    FREE,
    NO_SHOW,
    WALK_IN,
    Booking,
    Shift,
    Slot,
)
from fair.models.queue import TALKED, Visit
from fair.models.waiting import GONE, LAPSED, PAST, STANDBY, TAKEN, WAITING, SlotOffer
from tests.bench.day.world import MINUTE

if TYPE_CHECKING:
    from tests.bench.day.play import Day

Span = tuple[datetime, datetime]
slot, booking, shift = Slot.__table__.c, Booking.__table__.c, Shift.__table__.c
offer, visit = SlotOffer.__table__.c, Visit.__table__.c
IN_SLOT = slot.id == booking.slot_id
Figures = dict[str, float]
UTILISATION = "staff minutes in talks, %"
DONE = {
    "talks moved by students": "move_booking",
    "talks handed over": "hand_over",
    "outcomes recorded": "record_outcome",
    "rosters changed": ("change_shift", "add_pause"),
    "booths paused": "pause_stall",
    "stood by": "stand_by",
    "waiting list joins": "join_waiting_list",
    "queue joins": "join_queue",
    "queue pulls": "call_next",
}


def count(connection: Connection, day: "Day") -> Figures:
    """The figures of a day that is over."""
    arrivals = {"students who came": sum(not each.is_ill for each in day.students)}
    did = {what: sum(day.done[verb] for verb in _verbs(named)) for what, named in DONE.items()}
    talks, offers = _talks(connection), _offers(connection)
    return arrivals | talks | did | offers | _use(connection) | _queue(connection) | _list(connection, day)


def _verbs(named: str | tuple[str, ...]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else named


def _talks(connection: Connection) -> Figures:
    rows = connection.execute(select(booking.state, slot.state).join(Slot.__table__, IN_SLOT)).all()
    states = Counter(state for state, _kind in rows)
    walk_ins = sum(kind == WALK_IN for _state, kind in rows)
    return {
        "talks held": states[ATTENDED],
        "bookings": len(rows) - walk_ins,
        "cancelled by students": states[CANCELLED_BY_STUDENT],
        "cancelled by employers": states[CANCELLED_BY_EMPLOYER],
        "no-shows": states[NO_SHOW],
        "walk-ins": walk_ins,
    }


def _offers(connection: Connection) -> Figures:
    rows = connection.execute(select(offer.state, offer.kind, offer.expires_at, offer.closed_at)).all()
    # `past` was let go or lapsed before; when it closed tells which.
    unanswered = [row for row in rows if row.state in (LAPSED, PAST) and row.closed_at >= row.expires_at]
    taken = [row for row in rows if row.state == TAKEN]
    return {
        "offers made": len(rows),
        "offers accepted": len(taken),
        "of which by who stood by": sum(row.kind == STANDBY for row in taken),
        "offers lapsed": len(unanswered),
        "offers overtaken": sum(row.state == GONE for row in rows),
    }


def _use(connection: Connection) -> Figures:
    """How much of the day staff talked, and how many minutes of open times nobody came."""
    shifts = connection.execute(select(shift.starts_at, shift.ends_at)).all()
    there = sum((row.ends_at - row.starts_at) / MINUTE for row in shifts)
    held: dict[int, set[Span]] = defaultdict(set)  # a group talk counts once, however many come
    talks = select(slot.staff_id, slot.starts_at, slot.ends_at).join(Booking.__table__, IN_SLOT)
    for staff_id, *span in connection.execute(talks.where(booking.state == ATTENDED)):
        held[staff_id].add(tuple(span))
    spent = sum((last - first) / MINUTE for spans in held.values() for first, last in spans)
    times = select(slot.staff_id, slot.starts_at, slot.ends_at).where(slot.state == FREE)
    empty = sum(_left((first, last), held[who]) for who, first, last in connection.execute(times))
    return {UTILISATION: round(100 * spent / there, 1), "empty minutes": round(empty)}


def _left(time: Span, talks: Iterable[Span]) -> float:
    """How many minutes of a time are in none of these talks."""
    within = ((max(time[0], first), min(time[1], last)) for first, last in talks)
    return (time[1] - time[0]) / MINUTE - sum(
        (last - first) / MINUTE for first, last in within if first < last
    )


def _queue(connection: Connection) -> Figures:
    rows = connection.execute(select(visit.joined_at, visit.ended_at).where(visit.state == TALKED)).all()
    return _waits("queue wait", [(row.ended_at - row.joined_at) / MINUTE for row in rows])


def _list(connection: Connection, day: "Day") -> Figures:
    """How long who took an offer of the waiting list had waited; the night is not counted."""
    own = select(offer.booth_id, offer.person_id, offer.offered_at).where(
        offer.state == TAKEN, offer.kind == WAITING
    )
    rows = connection.execute(own).all()
    spans = [(day.waits[row[:2]], row.offered_at) for row in rows if row[:2] in day.waits]
    played = day.minutes
    return _waits("list wait", [bisect(played, last) - bisect(played, first) for first, last in spans])


def _waits(what: str, waits: list[float]) -> Figures:
    tenths = quantiles(waits, n=10) if len(waits) > 1 else (waits or [0.0]) * 9
    return {
        f"{what}, median, minutes": round(median(waits or [0.0]), 1),
        f"{what}, 90th percentile, minutes": round(tenths[8], 1),
    }


def draw(without: dict[str, Any], with_standby: dict[str, Any]) -> str:
    """Both days beside each other, then what people were refused and how often."""
    lines = [_row("", "without", "with"), _row("", "standby", "standby")]
    both = (without["figures"], with_standby["figures"])
    lines += [_row(name, *(f"{each[name]:,.10g}" for each in both)) for name in both[0]]
    lines += ["", "Refused, in these words"]
    said = Counter(without["refusals"]) + Counter(with_standby["refusals"])
    refused = (without["refusals"], with_standby["refusals"])
    lines += [_row(words, *(str(each.get(words, 0)) for each in refused)) for words, _n in said.most_common()]
    return "\n".join(lines)


def _row(name: str, *cells: str) -> str:
    short = name if len(name) <= 84 else f"{name[:83]}…"
    return f"  {short:<84}" + "".join(f"{cell:>10}" for cell in cells)
