"""What a plan for a session must say, and when it can be shown to everybody."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from sessions.kinds import ALL, CANCELLED, DRAFT, ON_SITE, ONLINE, PUBLISHED
from sessions.models.session import InspirationSession

MOST_TAGS = 6
MOST_SPEAKERS = 8
MOST_PARTS = 20
LONGEST_TAG = 30
LONGEST_LINE = 120
AHEAD = timedelta(days=3653)
PLANNED = (
    *("title", "text", "host", "speakers", "audience", "language", "tags", "mode", "location", "link"),
    *("stage", "captions", "transcript", "programme", "starts_at", "ends_at", "capacity"),
)
PART = re.compile(r"(\d{1,2})[.:](\d{2})\s+(.+)")


@dataclass(frozen=True)
class Check:
    """Something a session needs before it is shown, and whether it is there."""

    done: bool
    text: str


def tags_of(typed: str) -> list[str]:
    """Theme tags as they were typed, with commas between; each once, in small letters."""
    tags = list(dict.fromkeys(" ".join(tag.split()).lower() for tag in typed.split(",") if tag.strip()))
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
        raise Refused(
            _(
                "Use at most %(number)d themes of at most %(signs)d signs.",
                number=MOST_TAGS,
                signs=LONGEST_TAG,
            ),
            "tags",
        )
    return tags


def speakers_of(typed: str, agreed: bool) -> list[list[str]]:
    """Speakers as they were typed: a name on each line, and what they do after a comma."""
    lines = _lines(typed, MOST_SPEAKERS, "speakers")
    if lines and not agreed:
        raise Refused(_("Ask the speakers first: their names are read by everybody."), "agreed")
    return [[part.strip() for part in (*line.split(",", 1), "")[:2]] for line in lines]


def programme_of(typed: str, at: time, minutes: int) -> list[list[int | str]]:
    """The programme as it was typed, a time and words on each line: as minutes after the start."""
    parts = [_part(line, at) for line in _lines(typed, MOST_PARTS, "programme")]
    if any(minute >= minutes for minute, _words in parts):
        raise Refused(_("A part of the programme begins after the session has ended."), "programme")
    return [list(part) for part in sorted(parts, key=lambda part: part[0])]


def _part(line: str, at: time) -> tuple[int, str]:
    found = PART.fullmatch(line)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Refused(_("Begin each line of the programme with a time, such as 13:00."), "programme")
    # Past midnight the clock begins anew.
    return (int(found[1]) * 60 + int(found[2]) - at.hour * 60 - at.minute) % (24 * 60), found[3].strip()


def _lines(typed: str, most: int, field: str) -> list[str]:
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > most or any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(
            _("Write at most %(number)d lines of at most %(signs)d signs.", number=most, signs=LONGEST_LINE),
            field,
        )
    return lines


def check_plan(session: InspirationSession, before: datetime | None, now: datetime) -> None:
    """Refuse a plan that cannot be; `before` is when the session began until now, if it was there."""
    if session.starts_at != before and session.starts_at <= now:
        raise Refused(_("Choose a moment that is still to come."), "day")
    if session.starts_at - now > AHEAD:
        raise Refused(_("Plan at most ten years ahead."), "day")
    if session.mode != ONLINE and not session.location:
        raise Refused(_("Fill in where people go."), "location")


def check_changeable(session: InspirationSession, seen: str) -> None:
    """Refuse to change what is called off, and what is no longer as it was `seen` to be."""
    if session.state == CANCELLED:
        raise Refused(_("This session is called off. Copy it to plan it again."))
    if seen != look_of(session):
        raise Refused(
            _("Somebody else has changed this session just now. Open the page again before you change it.")
        )


def look_of(session: InspirationSession) -> str:
    """A short name for how a session looks to who plans it: another one after each change of it."""
    return hashlib.sha256(repr([getattr(session, name) for name in PLANNED]).encode()).hexdigest()[:32]


def check_audience(session: InspirationSession, audience: str, registered: int) -> None:
    """Refuse to take a session away from the group of people who have signed up or wait."""
    if registered and audience not in (session.audience, ALL):
        raise Refused(_("People have signed up already. Keep the group, or choose everybody."), "audience")


def check_capacity(capacity: int, taken: int) -> None:
    """Refuse fewer seats than are given away."""
    if capacity < taken:
        raise Refused(
            ngettext(
                "One seat is taken already. Keep at least one.",
                "%(num)d seats are taken already. Keep at least so many.",
                taken,
            ),
            "capacity",
        )


def new_seats(seats: Iterable[int], capacity: int) -> dict[int, int]:
    """Which seats get another number when there are fewer: from the old one to a free one."""
    taken = set(seats)
    free = (number for number in range(1, capacity + 1) if number not in taken)
    return dict(zip(sorted(seat for seat in taken if seat > capacity), free, strict=False))


def readiness(session: InspirationSession, now: datetime) -> list[Check]:
    """What a session needs before everybody sees it."""
    checks = [
        Check(session.starts_at > now, _("The moment is still to come")),
        Check(bool(session.text), _("It is clear what the session is about")),
    ]
    if session.mode == ON_SITE:
        return checks
    return [*checks, Check(bool(session.link or session.stage), _("There is a link to the video"))]


def check_publish(session: InspirationSession, now: datetime) -> None:
    """Refuse to show what is shown already, or what people could not come to."""
    if session.state != DRAFT:
        raise Refused(_("This session is not a draft."))
    missing = next((check.text for check in readiness(session, now) if not check.done), None)
    if missing:
        raise Refused(_("This is still missing: %(what)s.", what=missing))


def check_cancel(session: InspirationSession, now: datetime) -> None:
    """Refuse to call off what nobody knows of, or what is over."""
    if session.state != PUBLISHED:
        raise Refused(_("Only a session that is shown can be called off."))
    if session.ends_at <= now:
        raise Refused(_("This session is over."))


def check_drop(session: InspirationSession) -> None:
    """Refuse to throw away what people have read."""
    if session.state != DRAFT:
        raise Refused(_("Only a draft can be thrown away. Call the session off instead."))
