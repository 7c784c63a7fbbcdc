"""What is asked about the region: its area, the towns in it, and its schools."""

from sqlalchemy import or_, select

from app.db import db
from region.models import Area, Establishment, Institution
from region.queries import lists
from region.rules.fields import folded


def schools() -> list[Institution]:
    """All schools by name."""
    return list(db.session.scalars(select(Institution).order_by(Institution.name)))


def towns_in(area_id: int) -> list[Area]:
    """The towns of a region by name."""
    return list(db.session.scalars(select(Area).where(Area.parent_id == area_id).order_by(Area.name)))


def schools_in(area_id: int) -> list[Institution]:
    """The schools that lie in a region or in one of its towns."""
    inside = or_(
        Institution.area_id == area_id,
        Institution.area_id.in_(select(Area.id).where(Area.parent_id == area_id)),
    )
    return list(db.session.scalars(select(Institution).where(inside).order_by(Institution.name)))


def area_of_name(name: str) -> Area | None:
    """The area that is called so, with or without capitals."""
    return lists.areas().get(folded(name))


def addresses() -> list[Establishment]:
    """The addresses of all employers."""
    return list(db.session.scalars(select(Establishment).order_by(Establishment.id)))
