"""The counter: what was agreed against the target. Nothing is counted again that has not changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from app import clock
from app.db import db
from app.figures import Cell, publish
from region.models import Area, Establishment, Institution, Place, Programme
from region.sectors import SECTORS
from register.models import Placement, PlacementStep, Pledge, Target
from register.rules import figures


@dataclass(frozen=True)
class Group:
    """One line of the counter: a level or a sector, with what may be shown of it."""

    name: str
    agreed: Cell
    promised: Cell | None = None


@dataclass(frozen=True)
class Tally:
    """The counter for one target; `target` is the number to reach, `months` how it grew."""

    target_id: int
    target: int
    area: str
    starts_on: date
    ends_on: date
    agreed: int
    in_talks: int
    promised: int
    levels: list[Group]
    sectors: list[Group]
    agreed_per_day: dict[date, int]
    updated_at: datetime | None
    version: int

    @property
    def to_go(self) -> int:
        """How many are still to be agreed."""
        return max(0, self.target - self.agreed)

    @property
    def to_find(self) -> int:
        """How many are neither agreed nor in talks."""
        return max(0, self.to_go - self.in_talks)

    @property
    def ends_before(self) -> date:
        """The day after the window, by which the target is to be reached."""
        return self.ends_on + timedelta(days=1)

    @staticmethod
    def longest(groups: list[Group]) -> int:
        """The largest figure that is shown of some groups: the length of the longest bar."""
        cells = [cell for group in groups for cell in (group.agreed, group.promised)]
        return max((cell.number for cell in cells if cell and cell.number), default=0)

    @property
    def axis(self) -> list[date]:
        """The months of the window."""
        return figures.months(self.starts_on, self.ends_on)

    def months(self, today: date) -> list[tuple[date, Cell]]:
        """How many were agreed by the end of each month of the window so far."""
        return figures.growth(self.agreed_per_day, self.starts_on, self.ends_on, today)


_tallies: dict[int, tuple[Any, Tally]] = {}


def current_target(today: date) -> Target | None:
    """The target whose window we are in, else the next one, else the last one."""
    ahead = select(Target).where(Target.ends_on >= today).order_by(Target.starts_on, Target.id)
    behind = select(Target).order_by(Target.ends_on.desc(), Target.id)
    return db.session.scalar(ahead.limit(1)) or db.session.scalar(behind.limit(1))


def target_ahead(today: date) -> Target | None:
    """The current target, unless its window is over."""
    target = current_target(today)
    return target if target and target.ends_on >= today else None


def target_exists(target_id: int) -> bool:
    """Whether there is such a target."""
    return db.session.get(Target, target_id) is not None


def tally(target: Target) -> Tally:
    """The counter for a target: counted once, and again after a step or a pledge."""
    version = _version(target)
    known = _tallies.get(target.id)
    if known is None or known[0] != version:
        known = _tallies[target.id] = version, _count(target, *version[:2])
    return known[1]


def forget_tallies() -> None:
    """Count anew, for a database that was filled afresh."""
    _tallies.clear()


def _version(target: Target) -> tuple[Any, ...]:
    """What the counter depends on, from three indexes: steps, pledges and the target itself."""
    last_step = select(PlacementStep.id, PlacementStep.at).order_by(PlacementStep.id.desc()).limit(1)
    step_id, at = db.session.execute(last_step).one_or_none() or (0, None)
    pledges = select(func.count(), func.coalesce(func.sum(Pledge.number), 0))
    rules = (target.number, target.starts_on, target.ends_on, target.area_id)
    return (
        step_id,
        at,
        tuple(db.session.execute(pledges).one()),
        rules,
        tuple(target.levels),
        tuple(target.counted_forms),
    )


def _count(target: Target, version: int, updated_at: datetime | None) -> Tally:
    rows = db.session.execute(_counted(target)).all()
    agreed = [row for row in rows if figures.rung(row.state) == "agreed"]
    promised = dict.fromkeys(target.levels, 0) | dict(db.session.execute(_pledged(target)).all())
    days = Counter(clock.local(row.agreed_at).date() for row in agreed if row.agreed_at)
    return Tally(
        target_id=target.id,
        target=target.number,
        area=target.area.name,
        starts_on=target.starts_on,
        ends_on=target.ends_on,
        agreed=len(agreed),
        in_talks=sum(figures.rung(row.state) == "in_talks" for row in rows),
        promised=sum(promised.values()),
        levels=_groups(target.levels, Counter(row.level for row in agreed), promised),
        sectors=_groups(list(SECTORS), Counter(row.sector for row in agreed)),
        agreed_per_day=dict(days),
        updated_at=updated_at,
        version=version,
    )


def _groups(names: list[str], agreed: Counter[str], promised: dict[str, int] | None = None) -> list[Group]:
    cells = publish({name: agreed[name] for name in names})
    promises = publish(promised) if promised is not None else {}
    return [Group(name, cells[name], promises.get(name)) for name in names]


def _counted(target: Target) -> Select[str, str, datetime | None, str]:
    """Placements that start in the window at a level and in a form that count, with host or school inside."""
    areas = _areas_within(target.area_id)
    return (
        select(Placement.state, Placement.level, Placement.agreed_at, Place.sector)
        .join(Place, Place.id == Placement.place_id)
        .join(Establishment, Establishment.id == Place.establishment_id)
        .join(Programme, Programme.id == Placement.programme_id)
        .join(Institution, Institution.id == Programme.institution_id)
        .where(
            Placement.starts_on.between(target.starts_on, target.ends_on),
            Placement.level.in_(target.levels),
            Placement.form.in_(target.counted_forms),
            or_(Establishment.area_id.in_(areas), Institution.area_id.in_(areas)),
        )
    )


def _pledged(target: Target) -> Select[str, int]:
    """What employers promised for the window, per level; who signs the pact promises to this region."""
    return (
        select(Pledge.level, func.sum(Pledge.number))
        .where(Pledge.starts_on.between(target.starts_on, target.ends_on), Pledge.level.in_(target.levels))
        .group_by(Pledge.level)
    )


def _areas_within(area_id: int) -> Select[Any]:
    within = select(Area.id).where(Area.id == area_id).cte("within", recursive=True)
    # Each area once: two areas that lie in one another would be walked through for ever.
    within = within.union(select(Area.id).where(Area.parent_id == within.c.id))
    return select(within.c.id)
