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
from app.figures import Cell, parts
from fair.models import (
    AGAIN,
    APPROVED,
    ATTENDED,
    FREE,
    LIVE_BOOKING,
    NO_FIT,
    NO_SHOW,
    ONWARD,
    WALK_IN,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.queries import desk, fairs, waits
from fair.rules import report as rules
from fair.rules.report import DAYS, Figures
from fair.rules.waits import COUNTS, Waiting, by, together
from region.models import Organisation, Programme, StudentProfile
from register.models import COUNTED, Placement

OF_TALKS = ("attended", "proposals", f"agreed_{DAYS[-1]}")


@dataclass(frozen=True)
class Line:
    """A booth with what it brought, how long people waited there, and why talks did not fit."""

    booth: Booth
    figures: Figures
    waiting: Waiting
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Group:
    """The talks and the waiting of one level or sector, small figures hidden."""

    name: str
    cells: dict[str, Cell]
    waiting: Waiting


@dataclass(frozen=True)
class Report:
    """A fair as it went, at a moment; `reasons` counts why it did not fit."""

    fair: Fair
    at: datetime
    lines: list[Line]
    levels: list[Group]
    sectors: list[Group]
    reasons: dict[str, Cell]
    waiting: Waiting

    @cached_property
    def total(self) -> Figures:
        """All booths together."""
        return rules.total(line.figures for line in self.lines)

    @cached_property
    def average(self) -> dict[str, float | Cell]:
        """One booth on average."""
        return self.beside()

    def beside(self, own: Figures | None = None) -> dict[str, float | Cell]:
        """One booth on average, as one of the booths may see it."""
        return rules.beside([line.figures for line in self.lines], own)

    @cached_property
    def cells(self) -> dict[int, dict[str, Cell]]:
        """The figures about people of each booth, small ones hidden."""
        found: dict[int, dict[str, Cell]] = {line.booth.id: {} for line in self.lines}
        for name in rules.ABOUT_PEOPLE:
            shown = parts({line.booth.id: getattr(line.figures, name) for line in self.lines})
            for booth_id, cell in shown.items():
                found[booth_id][name] = cell
        return found

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
    seats, talks, why, waited = _seats(fair.id), _talks(fair), _reasons(fair.id), waits.at_fair(fair.id)
    at_booth, held = by(waited, "booth_id"), _held(fair)

    def line(booth: Booth) -> Line:
        here = at_booth.get(booth.id, Waiting())
        figures = Figures(seats=seats.get(booth.id, 0), **talks.get(booth.id, {}), **here.counts)
        return Line(booth, figures, here, why.get(booth.id, Counter()))

    booths = select(Booth).where(Booth.fair_id == fair.id, Booth.state == APPROVED)
    found = db.session.scalars(booths.options(joinedload(Booth.organisation)).order_by(Booth.number))
    return Report(
        fair,
        now,
        [line(booth) for booth in found],
        _groups([(level, counts) for level, _sector, counts in held], by(waited, "level")),
        _groups([(sector, counts) for _level, sector, counts in held], by(waited, "sector")),
        rules.cells(sum(why.values(), Counter())),
        together(waited),
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
            _number(Slot.state != WALK_IN).label("booked"),
            _number(Booking.state == ATTENDED).label("attended"),
            _number(Booking.state == NO_SHOW).label("no_show"),
            _number(Slot.state == WALK_IN).label("walk_ins"),
            func.count(Booking.outcome).label("filled"),
            *(_number(Booking.outcome == outcome).label(outcome) for outcome in (ONWARD, AGAIN, NO_FIT)),
            func.count(Booking.placement_id).label("proposals"),
            *(_number(_agreed(fair.ends_at + timedelta(days=n))).label(f"agreed_{n}") for n in DAYS),
        )
        .join(Booking.slot)
        .outerjoin(Placement, Placement.id == Booking.placement_id)
        .where(Booking.fair_id == fair.id, Booking.state.in_(LIVE_BOOKING))
        .group_by(Booking.booth_id)
    )
    return {row.pop("booth_id"): row for row in (each._asdict() for each in db.session.execute(counted))}


def _groups(rows: list[tuple[str, Counter[str]]], waiting: Mapping[str, Waiting]) -> list[Group]:
    talks: dict[str, Counter[str]] = {}
    for name, counts in rows:
        talks[name] = talks.get(name, Counter()) + counts
    names = sorted(name for name in talks | dict(waiting) if name)
    cells = {
        figure: rules.cells({name: talks.get(name, Counter())[figure] for name in names})
        for figure in OF_TALKS
    } | {
        figure: parts({name: waiting.get(name, Waiting()).counts[figure] for name in names})
        for figure in COUNTS
    }
    return [
        Group(name, {figure: shown[name] for figure, shown in cells.items()}, waiting.get(name, Waiting()))
        for name in names
    ]


def _held(fair: Fair) -> list[tuple[str, str, Counter[str]]]:
    """The talks that were held by level and sector."""
    last = fair.ends_at + timedelta(days=DAYS[-1])
    counted = (
        select(
            Programme.level,
            Organisation.sector,
            func.count(Booking.id),
            func.count(Booking.placement_id),
            _number(_agreed(last)),
        )
        .join(Booth, Booth.id == Booking.booth_id)
        .join(Organisation, Organisation.id == Booth.organisation_id)
        .join(StudentProfile, StudentProfile.person_id == Booking.person_id)
        .join(Programme, Programme.id == StudentProfile.programme_id)
        .outerjoin(Placement, Placement.id == Booking.placement_id)
        .where(Booking.fair_id == fair.id, Booking.state == ATTENDED)
        .group_by(Programme.level, Organisation.sector)
    )
    return [
        (level, sector, Counter(dict(zip(OF_TALKS, numbers, strict=True))))
        for level, sector, *numbers in db.session.execute(counted)
    ]


def _reasons(fair_id: int) -> dict[int, Counter[str]]:
    given = select(Booking.booth_id, Booking.outcome_reason).where(
        Booking.fair_id == fair_id, Booking.outcome == NO_FIT, Booking.outcome_reason != ""
    )
    found: dict[int, Counter[str]] = {}
    for booth_id, reason in db.session.execute(given):
        found.setdefault(booth_id, Counter())[reason] += 1
    return found


def _agreed(until: datetime) -> Any:
    return and_(Placement.state.in_(COUNTED), Placement.agreed_at <= until)


def _number(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
