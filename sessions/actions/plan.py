"""What organisers do: plan a session or a series, change it, show it, copy it, call it off."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.db import action, announce, db, refuse_as
from app.errors import Refused
from sessions.actions import seats
from sessions.facts import SessionCancelled, SessionChanged, SessionPublished
from sessions.kinds import CANCELLED, DRAFT, PUBLISHED
from sessions.models.session import InspirationSession, Series
from sessions.queries import plan as queries
from sessions.queries import signup
from sessions.rules import plan as rules
from sessions.rules import series

refuse_as(
    _l("Somebody has just signed up, so there are fewer free seats than you saw. Try again."),
    "seats_are_taken",
)

SAME = (
    *("title", "text", "host", "speakers", "agreed_at", "audience", "language", "tags", "mode", "location"),
    *("link", "stage", "captions", "transcript", "programme"),
)
WHERE = ("starts_at", "ends_at", "mode", "location", "link")


@action
def plan_session(
    *, person_id: int, now: datetime, day: date, repeat: str, until: date | None, **said: Any
) -> int:
    """Plan a draft, or a series of them; returns the id of the first."""
    queries.check_organiser(person_id)
    if not repeat:
        return _add(_plan(day, now, **said), now)
    rule, days = series.days(repeat, day, until)
    made = Series(rule=rule)
    db.session.add(made)
    db.session.flush()
    ids = [_add(_plan(each, now, **said) | {"series_id": made.id, "occurs_on": each}, now) for each in days]
    return ids[0]


def _add(values: dict[str, Any], now: datetime) -> int:
    session = InspirationSession(**values, changed_at=now)
    rules.check_plan(session, None, now)
    db.session.add(session)
    db.session.flush()
    return session.id


def _plan(
    day: date,
    now: datetime,
    *,
    at: time,
    minutes: int,
    speakers: str,
    agreed: bool,
    programme: str,
    tags: str,
    **rest: Any,
) -> dict[str, Any]:
    """What a session is made of, from what was typed."""
    starts_at, named = _moment(day, at), rules.speakers_of(speakers, agreed)
    return rest | {
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "speakers": named,
        "agreed_at": now if named else None,
        "programme": rules.programme_of(programme, at, minutes),
        "tags": rules.tags_of(tags),
    }


def _moment(day: date, at: time) -> datetime:
    try:
        return clock.from_local(datetime.combine(day, at))
    except clock.NoSuchTime:
        raise Refused(
            _("One of these times does not exist: that night the clock goes from 2 to 3."), "at"
        ) from None


@action
def change_session(
    *, session_id: int, seen: str, person_id: int, now: datetime, day: date, later: bool, **said: Any
) -> None:
    """Change a session that is as it was `seen` to be.

    With `later` what comes after it in its series gets the same texts and seats.
    """
    session = queries.organised(session_id, person_id, lock=True)
    rules.check_changeable(session, seen)
    others = queries.later(session, lock=True) if later else []
    values = _plan(day, now, **said)
    _change(session, values, now)
    for other in others:
        _change(other, {name: values[name] for name in (*SAME, "capacity")}, now)


def _change(session: InspirationSession, values: dict[str, Any], now: datetime) -> None:
    before = {name: getattr(session, name) for name in WHERE}
    rules.check_audience(session, values["audience"], signup.registered(session.id))
    _resize(session, values["capacity"])
    for name, value in values.items():
        setattr(session, name, value)
    rules.check_plan(session, before["starts_at"], now)
    moved = any(getattr(session, name) != value for name, value in before.items())
    session.sequence += moved
    session.version += 1
    session.changed_at = now
    if session.state == PUBLISHED:
        announce(SessionChanged(session.id, moved))
        seats.offer_free(session, now)


def _resize(session: InspirationSession, capacity: int) -> None:
    """More seats, or fewer: then who sits beyond the last one moves to a free seat."""
    holders = signup.seated(session.id)
    rules.check_capacity(capacity, len(holders))
    for old, new in rules.new_seats(holders, capacity).items():
        holders[old].seat = new
    db.session.flush()
    session.capacity = capacity


@action
def publish_session(*, session_id: int, person_id: int, now: datetime) -> None:
    """Show a session to everybody, with the drafts after it in its series."""
    session = queries.organised(session_id, person_id, lock=True)
    drafts = [other for other in queries.later(session, lock=True) if other.state == DRAFT]
    for each in (session, *drafts):
        rules.check_publish(each, now)
        each.state, each.changed_at = PUBLISHED, now
        announce(SessionPublished(each.id))


@action
def copy_session(*, session_id: int, person_id: int, day: date, now: datetime) -> int:
    """A draft with the same texts and hours on another day; returns its id."""
    source = queries.organised(session_id, person_id)
    starts_at = _moment(day, clock.local(source.starts_at).time())
    values = {name: getattr(source, name) for name in (*SAME, "capacity")}
    return _add(
        values | {"starts_at": starts_at, "ends_at": starts_at + (source.ends_at - source.starts_at)}, now
    )


@action
def cancel_session(*, session_id: int, person_id: int, reason: str, later: bool, now: datetime) -> None:
    """Call a session off; with `later` also what is shown after it in its series. Who comes reads why."""
    session = queries.organised(session_id, person_id, lock=True)
    rules.check_cancel(session, now)
    others = queries.later(session, lock=True) if later else []
    for each in (session, *(other for other in others if other.state == PUBLISHED)):
        each.state, each.reason, each.changed_at = CANCELLED, reason, now
        each.sequence += 1
        each.version += 1
        announce(SessionCancelled(each.id))


@action
def drop_session(*, session_id: int, person_id: int, now: datetime) -> None:
    """Throw a draft away."""
    session = queries.organised(session_id, person_id, lock=True)
    rules.check_drop(session)
    db.session.delete(session)
