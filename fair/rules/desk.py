"""The day at a booth as its staff see it: what is now, what comes, what still has to be filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fair.models import ATTENDED, DECLINED, NO_SHOW, OVER, Booth, Fair
from fair.rules.booking import phase
from fair.rules.talk import EARLY, can_record, too_early
from register.models import COMPLETED, LIVE

SAID_YES = (*LIVE, COMPLETED)


@dataclass(frozen=True)
class Talk:
    """A talk with all that staff may know of it: a first name and a programme, never more."""

    id: int
    booth_id: int
    staff_id: int
    staff: str
    starts_at: datetime
    ends_at: datetime
    first_name: str
    level: str | None
    programme: str | None
    year: int | None
    question: str
    state: str
    note: str
    note_version: int
    note_by: str | None
    note_saved_at: datetime | None
    outcome: str | None
    outcome_reason: str
    outcome_text: str
    placement_id: int | None
    placement_state: str | None
    place: str | None
    asks: bool
    said: str | None
    word: str | None
    reply: str | None
    reply_by: str | None
    here_since: datetime | None = None
    slot_id: int = 0
    seats: int = 1
    title: str = ""


@dataclass(frozen=True)
class Time:
    """A time on the roster, and the talk in it if somebody took it."""

    slot_id: int
    staff_id: int
    staff: str
    starts_at: datetime
    ends_at: datetime
    talk: Talk | None
    title: str = ""
    held_until: datetime | None = None

    @property
    def is_free(self) -> bool:
        """Whether there is nothing to say of it but that nobody took it."""
        return not (self.talk or self.held_until or self.title)


@dataclass(frozen=True)
class Tiles:
    """What the day has brought so far."""

    done: int
    to_go: int
    proposals: int
    yes: int


@dataclass(frozen=True)
class Day:
    """All times of a booth, in order, as they were just after `now`."""

    booth_id: int
    times: list[Time]
    now: datetime
    waiting: int = 0

    @property
    def version(self) -> int:
        """Rises with each drawing; milliseconds are fine enough, since every change draws anew."""
        return int(self.now.timestamp() * 1000)

    @cached_property
    def staff(self) -> dict[int, str]:
        """Who talks here today."""
        return {time.staff_id: time.staff for time in self.times}

    @cached_property
    def talks(self) -> list[Talk]:
        """All talks, in order."""
        return [time.talk for time in self.times if time.talk]

    def of(self, staff_id: int) -> list[Time]:
        """The times of one member of staff."""
        return [time for time in self.times if time.staff_id == staff_id]

    def rows(self, staff_id: int) -> list[list[Time]]:
        """The times of one to be listed: a row for each, and one for free times that follow each other."""
        shown = [time for time in self.of(staff_id) if time.talk or time.starts_at > self.now]
        open_ones = [time for time in shown if time.talk not in self.settled]
        rows: list[list[Time]] = []
        for time in open_ones:
            if time.is_free and rows and rows[-1][0].is_free:
                rows[-1].append(time)
            else:
                rows.append([time])
        return rows

    def talk(self, booking_id: int | None) -> Talk | None:
        """One talk of today, or None when it is off."""
        return next((talk for talk in self.talks if talk.id == booking_id), None)

    def current(self, staff_id: int) -> Talk | None:
        """The talk that a member of staff has now."""
        return next((t for t in self._talks_of(staff_id) if self.is_now(t) and t.state != NO_SHOW), None)

    def coming(self, staff_id: int) -> Talk | None:
        """The first talk that a member of staff has after this."""
        return next((talk for talk in self._talks_of(staff_id) if talk.starts_at > self.now), None)

    def group(self, talk: Talk) -> list[Talk]:
        """All who come to the same group talk; nobody when it is no group talk."""
        return [each for each in self.talks if each.slot_id == talk.slot_id] if talk.seats > 1 else []

    def opened(self, asked: int | None, person_id: int) -> Talk | None:
        """The talk to have open: the one asked for, else one's own of now or next, else a colleague's."""
        own = self.current(person_id), self.coming(person_id)
        now = (self.current(staff_id) for staff_id in self.staff)
        soon = (self.coming(staff_id) for staff_id in self.staff)
        return self.talk(asked) or next((talk for talk in (*own, *now, *soon) if talk), None)

    def own_first(self, person_id: int) -> list[int]:
        """The staff of today, with one member in front."""
        return sorted(self.staff, key=lambda staff_id: staff_id != person_id)

    def is_now(self, talk: Talk) -> bool:
        """Whether a talk is going on."""
        return talk.starts_at <= self.now < talk.ends_at

    def can_record(self, talk: Talk) -> bool:
        """Whether it is time to say who came and what came of it."""
        return can_record(talk.starts_at, self.now)

    def why_not_yet(self, talk: Talk) -> str:
        """What staff read while it is not time yet."""
        return too_early(talk.starts_at, self.now)

    def standing(self, talk: Talk) -> str:
        """How a talk stands: its outcome, no_show, present, expected, planned, or to_fill when over."""
        if talk.outcome or talk.state == NO_SHOW:
            return talk.outcome or NO_SHOW
        if talk.ends_at <= self.now:
            return "to_fill"
        if talk.state == ATTENDED:
            return "present"
        return "expected" if self.is_now(talk) else "planned"

    @cached_property
    def settled(self) -> list[Talk]:
        """The talks that are over and need nothing more."""
        return [t for t in self.talks if t.ends_at <= self.now and self.standing(t) != "to_fill"]

    @cached_property
    def tiles(self) -> Tiles:
        """What the day has brought so far."""
        standings = [self.standing(talk) for talk in self.talks]
        still = [standing for standing in standings if standing in ("planned", "expected", "present")]
        done = [t for t in self.talks if t.state == ATTENDED and (t.outcome or t.ends_at <= self.now)]
        return Tiles(
            done=len(done),
            to_go=len(still),
            proposals=len([talk for talk in self.talks if talk.placement_id]),
            yes=len([talk for talk in self.talks if talk.placement_state in SAID_YES]),
        )

    @property
    def next_change(self) -> datetime | None:
        """When the clock alone will change what this day shows."""
        moments = (moment for t in self.times for moment in (t.starts_at - EARLY, t.starts_at, t.ends_at))
        return min((moment for moment in moments if moment > self.now), default=None)

    def _talks_of(self, staff_id: int) -> list[Talk]:
        return [talk for talk in self.talks if talk.staff_id == staff_id]


def booths_now(booths: Iterable[Booth], now: datetime) -> list[Booth]:
    """The booths at the fair that is open, else at the next one, else at the last one."""
    booths = [booth for booth in booths if booth.state != DECLINED]
    fairs = {booth.fair_id: booth.fair for booth in booths}.values()
    open_now = [fair for fair in fairs if phase(fair, now) == "on"]
    ahead = [fair for fair in fairs if fair.ends_at > now and fair.state not in OVER]
    fair = min(open_now or ahead, key=_start, default=None) or max(fairs, key=_start, default=None)
    return [booth for booth in booths if fair and booth.fair_id == fair.id]


def _start(fair: Fair) -> datetime:
    return fair.starts_at
