"""Sessions as calendar entries: each by itself, and a series as one thing that comes back."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from app import clock, ical
from sessions.kinds import CANCELLED, HYBRID, ON_SITE
from sessions.models.registration import SIGNED_UP, Registration
from sessions.models.session import InspirationSession, Series
from sessions.rules.series import days_from


class Shape(NamedTuple):
    """In what the sessions of a series are alike, unless one of them was changed."""

    at: time
    lasts: timedelta
    title: str
    host: str
    place: str


def entry(session: InspirationSession, *, host: str, page: str, way_in: bool) -> ical.Entry:
    """An entry for a calendar; `host` makes its name unique, only with `way_in` the video link goes along.

    Where people also meet at a place, that stands in the entry as its place and the link in its text.
    """
    said = _("Inspiration session by %(host)s. %(page)s", host=session.host, page=page)
    link = session.link if way_in and session.mode != ON_SITE else ""
    both = bool(link) and session.mode == HYBRID
    return ical.Entry(
        uid=f"session-{session.uid}@{host}",
        sequence=session.sequence,
        changed_at=session.changed_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=session.title,
        description="\n".join([said, _("Online: %(link)s", link=link)]) if both else said,
        place=_place(session),
        link="" if both else link,
        link_label=_("To the session"),
        cancelled=session.state == CANCELLED,
    )


def own_entry(own: Registration, *, host: str, page: str) -> ical.Entry:
    """The same for who signed up or did so before: it also rises when she comes or leaves.

    It is off when she does not come, and has the way to the video as long as she does.
    """
    comes = own.state == SIGNED_UP
    made = entry(own.session, host=host, page=page, way_in=comes)
    return replace(made, sequence=made.sequence + own.sequence, cancelled=made.cancelled or not comes)


def whole_series(
    series: Series, sessions: Sequence[InspirationSession], *, host: str, page: Callable[[int], str]
) -> ical.Series:
    """A series that comes back by its rule; `sessions` are those that are shown, by their day in it.

    Days without a session are left out. What was moved, got other texts or is called off is a change of one
    time. `page` gives the whole address of a session.
    """
    one_by_one = {each: entry(each, host=host, page=page(each.id), way_in=False) for each in sessions}
    usual = Counter(map(_shape, sessions)).most_common(1)[0][0]
    model = next(each for each in sessions if _shape(each) == usual)
    days = days_from(series.rule, _day(sessions[0]))
    named: dict[str, Any] = {
        "uid": f"series-{series.id}@{host}",
        "sequence": sum(1 + each.sequence for each in sessions),
    }
    starts_at = _moment(days[0], usual.at)
    first = replace(
        one_by_one[model],
        **named,
        changed_at=max(each.changed_at for each in sessions),
        starts_at=starts_at,
        ends_at=starts_at + usual.lasts,
        cancelled=False,
    )
    return ical.Series(
        first,
        f"{series.rule.partition(';UNTIL=')[0]};COUNT={len(days)}",
        without=[_moment(day, usual.at) for day in days if day not in set(map(_day, sessions))],
        changed=[
            ical.Change(_moment(_day(each), usual.at), replace(one_by_one[each], **named))
            for each in sessions
            if not _is_usual(each, usual)
        ],
    )


def _place(session: InspirationSession) -> str:
    return session.location if session.mode == ON_SITE else session.location or _("Online")


def _shape(session: InspirationSession) -> Shape:
    at, lasts = clock.local(session.starts_at).time(), session.ends_at - session.starts_at
    return Shape(at, lasts, session.title, session.host, _place(session))


def _is_usual(session: InspirationSession, usual: Shape) -> bool:
    on_its_day = clock.local(session.starts_at).date() == session.occurs_on
    return on_its_day and _shape(session) == usual and session.state != CANCELLED


def _day(session: InspirationSession) -> date:
    assert session.occurs_on  # it is in a series, and the database checks that it has a day there
    return session.occurs_on


def _moment(day: date, at: time) -> datetime:
    """When a day shows this time on the wall; it may be one that the clock skips, if a session was moved."""
    return datetime.combine(day, at, clock.AMSTERDAM).astimezone(UTC)
