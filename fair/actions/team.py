"""Removing somebody from the team of a booth: first her talks, then her times, then herself."""

from datetime import datetime

from app.db import action, announce
from fair.facts import RosterChanged
from fair.models import WITHDRAWN
from fair.queries import team as queries
from fair.rules import team as rules
from region.actions.team import end_membership
from region.queries import team as region


@action
def remove_from_team(*, membership_id: int, person_id: int, now: datetime) -> int:
    """End somebody's work for an employer, unless talks wait for her; returns the employer's id."""
    found = region.member(membership_id, person_id)
    assert found.organisation_id
    region.hold_team(found.organisation_id, person_id)
    member = region.member(membership_id, person_id)
    booth_ids = queries.hold_booths(found.organisation_id)
    rules.check_nothing_ahead(len(queries.talks_ahead(found.organisation_id, member.person_id, now)))
    for slot in queries.slots_ahead(booth_ids, member.person_id, now):
        slot.state = WITHDRAWN
        slot.version += 1
    end_membership(membership=member, now=now)
    for booth_id in booth_ids:
        announce(RosterChanged(booth_id))
    return found.organisation_id
