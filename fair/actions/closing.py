"""Organisers close a booth during the fair, and open it again."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from app.db import action, announce, db, refuse_as
from fair.actions import away, offers
from fair.actions.handover import drop
from fair.actions.queue import empty_line
from fair.facts import RosterChanged, StallClosed, StallReopened
from fair.queries import closing as queries
from fair.rules import closing as rules
from fair.rules.handover import check_reason

CLOSING = "closing"  # why the talks are off, from the list of reasons that students read

refuse_as(_l("The organisers have closed this booth."), "booth_is_closed")


@action
def close_booth(*, booth_id: int, reason: str, words: str, person_id: int, now: datetime) -> int:
    """Close a booth: who is in line goes, talks to come are called off, and nobody comes in; its fair."""
    booth = queries.held_booth(booth_id, person_id)
    rules.check_close(booth, now)
    kept = check_reason(reason, words)
    away.end_pause(booth, now)
    booth.closed_at, booth.close_reason = now, kept
    db.session.flush()
    empty_line(booth_id, now)
    offers.drop_all(booth_id, now)
    for talk in queries.talks_to_come(booth_id, now, lock=True):
        drop(talk, CLOSING, now)
    announce(StallClosed(booth_id))
    announce(RosterChanged(booth_id))
    return booth.fair_id


@action
def reopen_booth(*, booth_id: int, person_id: int, now: datetime) -> int:
    """Open a booth again; talks that were called off stay off, free times go to who waits; its fair."""
    booth = queries.held_booth(booth_id, person_id)
    rules.check_reopen(booth)
    away.end_closure(booth, now)
    announce(StallReopened(booth_id))
    announce(RosterChanged(booth_id))
    return booth.fair_id
