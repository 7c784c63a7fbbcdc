"""The report of a fair: every booth in a handful of questions, without anybody's name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload

from app.db import db
from app.errors import NotFound
from fair.models import (
    AGAIN,
    APPROVED,
    ATTENDED,
    FREE,
    LIVE_BOOKING,
    NO_FIT,
    NO_SHOW,
    ONWARD,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.queries import desk, fairs
from fair.rules import report as rules
from fair.rules.report import DAYS, Figures
from region.models import Organisation, Programme, StudentProfile
from register.models import COUNTED, Placement
from register.rules.figures import Cell


@dataclass(frozen=True)
class Line:
    """A booth with what it brought."""

    booth: Booth
    figures: Figures


@dataclass(frozen=True)
class Group:
    """The talks of one level or sector, small figures hidden."""

    name: str
    talks: Cell
    proposals: Cell
    agreed: Cell


@dataclass(frozen=True)
class Report:
    """A fair as it went, at a moment; `reasons` counts why it did not fit."""

    fair: Fair
    at: datetime
    lines: list[Line]
    levels: list[Group]
    sectors: list[Group]
    reasons: dict[str, Cell]

    @cached_property
    def total(self) -> Figures:
        """All booths together."""
        return rules.total(line.figures for line in self.lines)

    @cached_property
    def average(self) -> dict[str, float]:
        """One booth on average."""
        return rules.average(line.figures for line in self.lines)

    def due(self, days: int) -> bool:
        """Whether so many days have passed since the fair, so that the figure is final."""
        return self.at >= self.fair.ends_at + timedelta(days=days)

    def line_of(self, booth_id: int) -> Line:
        """What one booth brought."""
        return next(line for line in self.lines if line.booth.id == booth_id)


def of_fair(fair_id: int, person_id: int, now: datetime) -> Report:
    """The report of a fair, for who organises."""
    return _report(fairs.organised_fair(fair_id, person_id), now)


def of_booth(booth_id: int, person_id: int, now: datetime) -> tuple[Line, Report]:
    """What a booth brought beside the whole fair, for the people of that booth."""
    booth = desk.booth(booth_id, person_id)
    if booth.state != APPROVED:
        raise NotFound
    report = _report(booth.fair, now)
    return report.line_of(booth_id), report


def _report(fair: Fair, now: datetime) -> Report:
    seats, talks = _seats(fair.id), _talks(fair)
    booths = select(Booth).where(Booth.fair_id == fair.id, Booth.state == APPROVED)
    found = db.session.scalars(booths.options(joinedload(Booth.organisation)).order_by(Booth.number))
    return Report(
        fair,
        now,
        [Line(b, Figures(seats=seats.get(b.id, 0), **talks.get(b.id, {}))) for b in found],
        _groups(fair.id, Programme.level),
        _groups(fair.id, Organisation.sector),
        rules.cells(_reasons(fair.id)),
    )


def _seats(fair_id: int) -> dict[int, int]:
    counted = (
        select(Slot.booth_id, func.sum(Slot.seats))
        .join(Slot.booth)
        .where(Booth.fair_id == fair_id, Slot.state == FREE)
        .group_by(Slot.booth_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def _talks(fair: Fair) -> dict[int, dict[str, int]]:
    counted = (
        select(
            Booking.booth_id,
            func.count(Booking.id).label("booked"),
            _number(Booking.state == ATTENDED).label("attended"),
            _number(Booking.state == NO_SHOW).label("no_show"),
            func.count(Booking.outcome).label("filled"),
            *(_number(Booking.outcome == outcome).label(outcome) for outcome in (ONWARD, AGAIN, NO_FIT)),
            func.count(Booking.placement_id).label("proposals"),
            *(_number(_agreed(fair.ends_at + timedelta(days=n))).label(f"agreed_{n}") for n in DAYS),
        )
        .outerjoin(Placement, Placement.id == Booking.placement_id)
        .where(Booking.fair_id == fair.id, Booking.state.in_(LIVE_BOOKING))
        .group_by(Booking.booth_id)
    )
    return {row.pop("booth_id"): row for row in (each._asdict() for each in db.session.execute(counted))}


def _groups(fair_id: int, by: Any) -> list[Group]:
    counted = (
        select(
            by,
            func.count(Booking.id),
            func.count(Booking.placement_id),
            _number(Placement.state.in_(COUNTED)),
        )
        .join(Booth, Booth.id == Booking.booth_id)
        .join(Organisation, Organisation.id == Booth.organisation_id)
        .join(StudentProfile, StudentProfile.person_id == Booking.person_id)
        .join(Programme, Programme.id == StudentProfile.programme_id)
        .outerjoin(Placement, Placement.id == Booking.placement_id)
        .where(Booking.fair_id == fair_id, Booking.state == ATTENDED)
        .group_by(by)
        .order_by(by)
    )
    rows = db.session.execute(counted).all()
    talks, proposals, agreed = (rules.cells({row[0]: row[column] for row in rows}) for column in (1, 2, 3))
    return [Group(name, talks[name], proposals[name], agreed[name]) for name in talks]


def _reasons(fair_id: int) -> Mapping[str, int]:
    given = select(Booking.outcome_reason).where(
        Booking.fair_id == fair_id, Booking.outcome == NO_FIT, Booking.outcome_reason != ""
    )
    return Counter(db.session.scalars(given))


def _agreed(until: datetime) -> Any:
    return and_(Placement.state.in_(COUNTED), Placement.agreed_at <= until)


def _number(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
