"""The queue of a booth at one moment: who is in it, in which order, who serves, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from fair.models.queue import CALLED, WAITING


@dataclass(frozen=True)
class Talk:
    """A time that a member of staff is taken; a walk-in ends when the next person is called."""

    starts_at: datetime
    ends_at: datetime
    walk_in: bool = False


@dataclass(frozen=True)
class Server:
    """A member of staff who is on the roster now: until when, where, and the talks still to finish."""

    id: int
    name: str
    until: datetime
    link: str = ""
    talks: tuple[Talk, ...] = ()

    def booked(self) -> list[Talk]:
        """The talks that students booked, in order."""
        return sorted((t for t in self.talks if not t.walk_in), key=lambda talk: talk.starts_at)


@dataclass(frozen=True)
class Waiter:
    """Somebody in the queue; `busy` while in a talk, or called, elsewhere."""

    visit_id: int
    person_id: int
    first_name: str
    level: str | None
    programme: str | None
    state: str
    joined_at: datetime
    staff_id: int | None = None
    come_by: datetime | None = None
    busy: bool = False


@dataclass(frozen=True)
class Line:
    """The queue of a booth as it was just after `now`: who is in it, in order, and who serves."""

    booth_id: int
    is_on: bool
    is_paused: bool
    length: timedelta
    waiters: Sequence[Waiter]
    servers: Sequence[Server]
    now: datetime
    is_closed: bool = False

    @property
    def version(self) -> int:
        """Rises with each drawing, in milliseconds."""
        return int(self.now.timestamp() * 1000)

    @property
    def waiting(self) -> list[Waiter]:
        """Who waits, in order."""
        return [each for each in self.waiters if each.state == WAITING]

    @property
    def called(self) -> list[Waiter]:
        """Whose turn it is."""
        return [each for each in self.waiters if each.state == CALLED]

    @property
    def longest(self) -> int:
        """How many minutes somebody waits already."""
        waits = [self.now - each.joined_at for each in self.waiting]
        return int(max(waits, default=timedelta()) / timedelta(minutes=1))

    @property
    def talking(self) -> list[Server]:
        """Who is in a talk."""
        return [s for s in self.servers if any(t.starts_at <= self.now < t.ends_at for t in s.talks)]

    def of(self, person_id: int | None) -> Waiter | None:
        """Somebody's place in this queue, if there is one."""
        return next((each for each in self.waiters if each.person_id == person_id), None)

    def place(self, person_id: int) -> int:
        """Somebody's place among those who wait, from 1; who comes now would be last."""
        ahead = [each.person_id for each in self.waiting]
        return ahead.index(person_id) + 1 if person_id in ahead else len(ahead) + 1

    def server(self, staff_id: int | None) -> Server | None:
        """A member of staff, if on the roster now."""
        return next((each for each in self.servers if each.id == staff_id), None)

    def called_by(self, staff_id: int) -> Waiter | None:
        """Whom a member of staff called and waits for."""
        return next((each for each in self.called if each.staff_id == staff_id), None)

    def next(self) -> Waiter | None:
        """Whose turn it is: the first who is not in a talk elsewhere. Who is, keeps the place."""
        return next((each for each in self.waiting if not each.busy), None)

    def words(self, person_id: int) -> str:
        """How long somebody waits, as honestly as we know."""
        if self.is_paused or self.is_closed:
            return wait_words(None)
        return wait_words(expected(self.place(person_id) - 1, self._taken(), self.length, self.now))

    def _taken(self) -> list[Server]:
        """Who serves, with the person each has called as a talk that begins now."""
        begins = Talk(self.now, self.now + self.length)
        return [
            replace(each, talks=(*each.talks, begins)) if self.called_by(each.id) else each
            for each in self.servers
        ]


def expected(before: int, servers: Sequence[Server], length: timedelta, now: datetime) -> timedelta | None:
    """How long one waits behind so many people; None when nobody serves long enough.

    Each in turn goes to whoever is free first, for a whole talk that fits before the next booked one.
    """
    taken, start = {each.id: list(each.talks) for each in servers}, now
    for _person in range(before + 1):
        turns = [(_first_gap(taken[each.id], length, now), each) for each in servers]
        turns = [(at, each) for at, each in turns if at < each.until]
        if not turns:
            return None
        start, first = min(turns, key=lambda turn: turn[0])
        taken[first.id].append(Talk(start, start + length))
    return start - now


def _first_gap(talks: list[Talk], length: timedelta, start: datetime) -> datetime:
    for talk in sorted(talks, key=lambda talk: talk.starts_at):
        if start + length <= talk.starts_at:
            break
        start = max(start, talk.ends_at)
    return start


def wait_words(wait: timedelta | None) -> str:
    """A wait as a sentence, rounded up to five minutes: nobody is told too early a time."""
    if wait is None:
        return _("We do not know how long it takes.")
    minutes = -(-wait // timedelta(minutes=5)) * 5
    if not minutes:
        return _("It is almost your turn.")
    return ngettext(
        "It is your turn in about %(num)d minute.", "It is your turn in about %(num)d minutes.", minutes
    )
