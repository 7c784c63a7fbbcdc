"""What organisers do with a fair: plan it, change it, and lead it through its life."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.facts import FairAnnounced, FairChanged
from fair.models import ANNOUNCED, ARCHIVED, CLOSED, DRAFT, OPEN, Fair
from fair.queries import fairs as queries
from fair.rules import settings, states

refuse_as(
    _l("A talk must last some minutes, and a student must be able to book at least one."), "ck_fair_rules"
)


@action
def create_fair(*, person_id: int, now: datetime, **values: Any) -> int:
    """Plan a fair that nobody sees yet; returns its id."""
    queries.check_organiser(person_id)
    fair = Fair(**values)
    settings.check_settings(fair, now)
    db.session.add(fair)
    db.session.flush()
    announce(FairChanged(fair.id))
    return fair.id


@action
def edit_fair(*, fair_id: int, person_id: int, now: datetime, **values: Any) -> None:
    """Change texts, hours and rules; slots that exist stay as they are."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    for name, value in values.items():
        setattr(fair, name, value)
    settings.check_settings(fair, now)
    settings.check_hours_hold_roster(fair, *queries.roster_hours(fair_id))
    settings.check_switched_off(fair, queries.on_the_square(fair_id))
    announce(FairChanged(fair_id))


@action
def announce_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Show the fair to everybody: when, who comes and by which rules. Nobody books yet."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    states.check_announcing(fair, now)
    announce(FairAnnounced(fair_id))
    _move(fair, ANNOUNCED)


@action
def open_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Show the fair to everybody and let students book, once all that it needs is there."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    states.check_opening(fair, queries.readiness(fair, now))
    if fair.state == DRAFT:
        announce(FairAnnounced(fair_id))
    _move(fair, OPEN)


@action
def close_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Take no more bookings; what is booked stays."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    states.check_closing(fair)
    _move(fair, CLOSED)


@action
def archive_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Put a fair that is over out of sight; whoever has its address can still read it."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    states.check_archiving(fair, queries.booked_ahead(fair_id, now), now)
    _move(fair, ARCHIVED)


@action
def take_back_fair(*, fair_id: int, person_id: int, now: datetime) -> None:
    """Make a public fair a draft again, while nobody counts on it."""
    fair = queries.organised_fair(fair_id, person_id, lock=True)
    booths = len(queries.on_the_square(fair_id))
    states.check_taking_back(fair, booths, queries.bookings_ever(fair_id))
    _move(fair, DRAFT)


def _move(fair: Fair, state: str) -> None:
    fair.state = state
    announce(FairChanged(fair.id))
