"""What others who plan something must know of fairs."""

from datetime import datetime

from sqlalchemy import select

from app.db import db
from fair.models import OVER, Fair
from region.planner import Planned, plans


@plans
def fairs_between(starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """The fairs that are open between two moments; those that were closed hinder nobody."""
    found = select(Fair).where(Fair.starts_at < ends_at, Fair.ends_at > starts_at, Fair.state.not_in(OVER))
    return [Planned(fair.title, fair.starts_at, fair.ends_at) for fair in db.session.scalars(found)]
