"""Organisers announce something to a group, and take it back."""

from datetime import datetime, time

from app import clock
from app.db import action, announce, db
from fair.facts import AnnouncementEnded, AnnouncementSaid
from fair.models.announcement import Announcement
from fair.queries import announcement as queries
from fair.queries.fairs import organised_fair
from fair.rules import announcement as rules
from fair.rules.until import next_moment


@action
def say(
    *, fair_id: int, audience: str, sector: str, words: str, until: time, person_id: int, now: datetime
) -> int:
    """Show a text to a group until the clock next shows some time; returns its id."""
    fair = organised_fair(fair_id, person_id, lock=True)
    rules.check_say(fair, len(queries.running(fair_id, now)), now)
    said = Announcement(
        fair_id=fair_id,
        audience=audience,
        sector=sector,
        words=words,
        said_at=now,
        said_by_id=person_id,
        until=next_moment(clock.around(until, now), fair.ends_at, now),
    )
    db.session.add(said)
    db.session.flush()
    announce(AnnouncementSaid(said.id, fair_id))
    return said.id


@action
def withdraw(*, announcement_id: int, person_id: int, now: datetime) -> int:
    """Take a text back before its time; returns the fair."""
    said = queries.organised(announcement_id, person_id)
    rules.check_withdraw(said, now)
    return _end(said, now)


@action
def end(*, announcement_id: int, now: datetime) -> int:
    """Take a text away whose time is over, unless somebody was first."""
    said = queries.held(announcement_id)
    return _end(said, said.until) if said.ended_at is None and said.until <= now else 0


def _end(said: Announcement, at: datetime) -> int:
    said.ended_at = at
    announce(AnnouncementEnded(said.id, said.fair_id))
    return said.fair_id
