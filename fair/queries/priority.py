"""What is asked about who goes first."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.db import db
from app.errors import NotFound
from fair.models import APPROVED, FREE, OPEN, Booth, Fair, PriorityWindow, Slot


def windows(fair_id: int) -> list[PriorityWindow]:
    """Which groups may book before everybody else at a fair."""
    found = select(PriorityWindow).where(PriorityWindow.fair_id == fair_id)
    return list(db.session.scalars(found.order_by(PriorityWindow.opens_at, PriorityWindow.id)))


def reserved(fair_id: int) -> dict[int, dict[str, int]]:
    """How many times each booth of a fair keeps for which group."""
    found = (
        select(Slot.booth_id, Slot.reserved_for, func.count())
        .join(Slot.booth)
        .where(Booth.fair_id == fair_id, Slot.state == FREE, Slot.reserved_for.is_not(None))
        .group_by(Slot.booth_id, Slot.reserved_for)
    )
    kept: dict[int, dict[str, int]] = {}
    for booth_id, group, number in db.session.execute(found):
        kept.setdefault(booth_id, {})[str(group)] = number
    return kept


def booths_to_keep(fair_id: int, booth_id: int) -> list[int]:
    """The approved booths of a fair, or the one that is asked for; 0 asks for all."""
    found = select(Booth.id).where(Booth.fair_id == fair_id, Booth.state == APPROVED).order_by(Booth.id)
    ids = list(db.session.scalars(found.where(Booth.id == booth_id) if booth_id else found))
    if booth_id and not ids:
        raise NotFound
    return ids


def booths_to_release(now: datetime) -> list[int]:
    """The booths that keep times although the moment has passed from which these are for everybody."""
    found = select(Slot.booth_id).join(Slot.booth).join(Booth.fair).where(*_overdue(now))
    return list(db.session.scalars(found.distinct().order_by(Slot.booth_id)))


def times_to_release(booth_id: int, now: datetime) -> list[int]:
    """Those times of a booth."""
    found = select(Slot.id).join(Slot.booth).join(Booth.fair)
    return list(db.session.scalars(found.where(Slot.booth_id == booth_id, *_overdue(now))))


def _overdue(now: datetime) -> tuple[Any, ...]:
    ahead = (Slot.state == FREE, Slot.starts_at > now, Fair.state == OPEN)
    return *ahead, Slot.reserved_for.is_not(None), Fair.reserved_until <= now


def times_ahead(booth_id: int, now: datetime) -> list[Slot]:
    """The times of a booth that are still to come, for one student each; nobody can book them meanwhile."""
    found = select(Slot).where(
        Slot.booth_id == booth_id, Slot.state == FREE, Slot.starts_at > now, Slot.seats == 1
    )
    return list(db.session.scalars(found.order_by(Slot.id).with_for_update()))
