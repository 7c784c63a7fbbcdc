"""How sessions and one's place in them are put in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.wording import day, same_day, time
from region.planner import Planned
from sessions.models.session import InspirationSession
from sessions.rules.signup import DOOR_OPENS


@dataclass(frozen=True)
class Part:
    """A part of the programme: when it begins and ends, what happens, and whether it goes on now."""

    at: datetime
    until: datetime
    what: str
    is_now: bool


def parts(session: InspirationSession, now: datetime) -> Iterator[Part]:
    """The programme by the clock."""
    starts = [session.starts_at + timedelta(minutes=minute) for minute, _what in session.programme]
    for at, until, (_minute, what) in zip(
        starts, [*starts[1:], session.ends_at], session.programme, strict=False
    ):
        yield Part(at, until, what, at <= now < until)


@dataclass(frozen=True)
class Moment:
    """A stretch of a session between two moments: what is on, and what comes next."""

    begins: datetime
    ends: datetime
    on: Part | None = None
    after: Part | None = None


def moments(session: InspirationSession, now: datetime) -> Iterator[Moment]:
    """The stretches of a programme in order, from the opening of the door to the end."""
    all_parts = list(parts(session, now))
    turns = [session.starts_at - DOOR_OPENS, *(part.at for part in all_parts), session.ends_at]
    for begins, ends, on, after in zip(
        turns, turns[1:], [None, *all_parts], [*all_parts, None], strict=False
    ):
        yield Moment(begins, ends, on, after)


def when(session: InspirationSession, now: datetime) -> str:
    """Today, 13.00 to 13.30; or the day by its name."""
    return _between(_("Today"), session) if same_day(session.starts_at, now) else on_its_day(session)


def on_its_day(session: InspirationSession) -> str:
    """The day by its name, 13.00 to 13.30, also for who reads it on another day."""
    return _between(day(session.starts_at).capitalize(), session)


def _between(name: str, session: InspirationSession) -> str:
    return _(
        "%(day)s, %(start)s to %(end)s", day=name, start=time(session.starts_at), end=time(session.ends_at)
    )


def until_words(moment: datetime, now: datetime) -> str:
    """Until when somebody can answer."""
    if same_day(moment, now):
        return _("until %(time)s today", time=time(moment))
    return _("until %(day)s, %(time)s", day=day(moment), time=time(moment))


def ahead_words(ahead: int) -> str:
    """How many wait before her, honestly."""
    if not ahead:
        return _("Nobody waits before you.")
    return ngettext("%(num)d person waits before you.", "%(num)d people wait before you.", ahead)


def beside_words(planned: Planned) -> str:
    """Something that one has at the same time."""
    return _(
        "%(title)s (%(start)s to %(end)s)",
        title=planned.title,
        start=time(planned.starts_at),
        end=time(planned.ends_at),
    )
