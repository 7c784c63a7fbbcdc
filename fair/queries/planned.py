"""What others who plan something must know of fairs."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from app.db import db
from fair.models import OVER, Booking, Booth, Fair
from fair.queries.booking import LIVE
from region.models import Organisation
from region.planner import Planned, engages, plans


@plans
def fairs_between(starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """The fairs that are open between two moments; those that were closed hinder nobody."""
    found = select(Fair).where(Fair.starts_at < ends_at, Fair.ends_at > starts_at, Fair.state.not_in(OVER))
    return [Planned(fair.title, fair.starts_at, fair.ends_at) for fair in db.session.scalars(found)]


def talk_with(name: str) -> str:
    """A talk in words."""
    return _("Talk with %(name)s", name=name)


@engages(talk_with)
def talks_of(person_id: int, starts_at: datetime, ends_at: datetime) -> Select[*tuple[Any, ...]]:
    """The talks that a student has booked."""
    found = select(Organisation.name, Booking.starts_at, Booking.ends_at).select_from(Booking)
    found = found.join(Booth, Booth.id == Booking.booth_id)
    return found.join(Organisation, Organisation.id == Booth.organisation_id).where(
        Booking.person_id == person_id, LIVE, Booking.starts_at < ends_at, Booking.ends_at > starts_at
    )
