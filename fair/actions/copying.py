"""Making a fair after another one, for example last year's."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from app import clock
from app.db import action, announce, db
from app.errors import Refused
from fair.actions.fairs import create_fair
from fair.facts import EmployerInvited
from fair.models import Fair, Invitation
from fair.queries import fairs as queries

OWN = {"id", "title", "state", "sequence", "changed_at"}  # what a copy does not take over


@action
def copy_fair(*, fair_id: int, title: str, day: date, invite: bool, person_id: int, now: datetime) -> int:
    """A new draft with all settings of a fair on another day; returns its id.

    With `invite` the employers with a booth there are asked to come: they get one when they ask for it.
    """
    source = queries.organised_fair(fair_id, person_id)
    days = day - clock.local(source.starts_at).date()
    values = {name: _moved(value, days) for name, value in _settings(source).items()}
    copy_id = create_fair(title=title, person_id=person_id, now=now, **values)
    if invite:
        _invite_again(source, queries.fair(copy_id), person_id, now)
    return copy_id


def _settings(fair: Fair) -> dict[str, Any]:
    names = [column.key for column in Fair.__table__.columns if column.key not in OWN]
    return {name: getattr(fair, name) for name in names}


def _moved(value: Any, days: timedelta) -> Any:
    """A moment so many days later at the same time on the wall; anything else stays as it is."""
    if not isinstance(value, datetime):
        return list(value) if isinstance(value, list) else value
    try:
        return clock.from_local(clock.local(value).replace(tzinfo=None) + days)
    except (clock.NoSuchTime, OverflowError):
        raise Refused(
            _("One of the times of this fair does not exist then. Choose another day."), "day"
        ) from None


def _invite_again(source: Fair, copy: Fair, person_id: int, now: datetime) -> None:
    for booth in queries.on_the_square(source.id):
        invitation = Invitation(
            fair_id=copy.id,
            organisation_id=booth.organisation_id,
            invited_by_id=person_id,
            invited_at=now,
            expires_at=copy.ends_at,
        )
        db.session.add(invitation)
        db.session.flush()
        announce(EmployerInvited(invitation.id))
