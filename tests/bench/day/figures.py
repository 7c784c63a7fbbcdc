"""What a day came to, counted from the rows that it left, and the table of two days beside each other."""

from collections import Counter
from statistics import median, quantiles
from typing import Any

from sqlalchemy import Connection, select

from fair.models import (
    ATTENDED,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    NO_SHOW,
    WALK_IN,
    Booking,
    Shift,
    Slot,
)
from fair.models.queue import TALKED, Visit
from fair.models.waiting import GONE, LAPSED, PAST, STANDBY, TAKEN, SlotOffer
from tests.bench.day.world import MINUTE

Figures = dict[str, float]
UTILISATION = "staff minutes in talks, %"


def count(connection: Connection) -> Figures:
    """The figures of a day that is over."""
    return _talks(connection) | _offers(connection) | _waits(connection)


def _talks(connection: Connection) -> Figures:
    slot, booking, shift = Slot.__table__, Booking.__table__.c, Shift.__table__.c
    rows = connection.execute(
        select(booking.state, booking.slot_id, slot.c.state.label("kind"), slot.c.starts_at, slot.c.ends_at)
        .join(slot, slot.c.id == booking.slot_id)
        .order_by(booking.id)
    ).all()
    states = Counter(row.state for row in rows)
    # A group talk keeps one member of staff busy, however many come.
    held = {row.slot_id: row.ends_at - row.starts_at for row in rows if row.state == ATTENDED}
    spent = sum(each / MINUTE for each in held.values())
    shifts = connection.execute(select(shift.starts_at, shift.ends_at)).all()
    there = sum((row.ends_at - row.starts_at) / MINUTE for row in shifts)
    walk_ins = sum(row.kind == WALK_IN for row in rows)
    return {
        "talks held": states[ATTENDED],
        "bookings": len(rows) - walk_ins,
        "cancelled by students": states[CANCELLED_BY_STUDENT],
        "cancelled by employers": states[CANCELLED_BY_EMPLOYER],
        "no-shows": states[NO_SHOW],
        "walk-ins": walk_ins,
        UTILISATION: round(100 * spent / there, 1),
    }


def _offers(connection: Connection) -> Figures:
    offer = SlotOffer.__table__.c
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


def _waits(connection: Connection) -> Figures:
    visit = Visit.__table__.c
    rows = connection.execute(select(visit.joined_at, visit.ended_at).where(visit.state == TALKED)).all()
    waits = [(row.ended_at - row.joined_at) / MINUTE for row in rows] or [0.0]
    tenths = quantiles(waits, n=10) if len(waits) > 1 else waits * 9
    return {
        "queue wait, median, minutes": round(median(waits), 1),
        "queue wait, 90th percentile, minutes": round(tenths[8], 1),
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
