"""What organisers do with a fair."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import FairChanged
from fair.models import CLOSED, OPEN, Fair
from fair.queries import fairs as queries
from fair.rules import fairs as rules

refuse_as(
    _l("A talk must last some minutes, and a student must be able to book at least one."), "ck_fair_rules"
)


@action
def create_fair(*, person_id: int, now: datetime, **settings: Any) -> int:
    """Plan a fair that nobody sees yet; returns its id."""
    queries.check_organiser(person_id)
    fair = Fair(**settings)
    rules.check_settings(fair, now)
    db.session.add(fair)
    db.session.flush()
    announce(FairChanged(fair.id))
    return fair.id


@action
def edit_fair(*, fair_id: int, person_id: int, now: datetime, **settings: Any) -> None:
    """Change texts, hours and rules; slots that exist stay as they are."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    for name, value in settings.items():
        setattr(fair, name, value)
    rules.check_settings(fair, now)
    rules.check_hours_hold_roster(fair, *queries.roster_hours(fair_id))
    announce(FairChanged(fair_id))


@action
def open_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Show the fair to everybody and let students book, once all that it needs is there."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    rules.check_opening(fair, queries.readiness(fair, now))
    fair.state = OPEN
    announce(FairChanged(fair_id))


@action
def close_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Take no more bookings; what is booked stays."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    rules.check_closing(fair)
    fair.state = CLOSED
    announce(FairChanged(fair_id))
