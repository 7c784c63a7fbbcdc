"""Things that come back by the clock on the wall: each week at ten, in summer and in winter."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from app.clock import AMSTERDAM, local
from app.ical.entries import Entry, event

WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True)
class Change:
    """One time of a series that is otherwise: `was_at` is when it would have been."""

    was_at: datetime
    entry: Entry


@dataclass(frozen=True)
class Series:
    """An entry that comes back by a rule such as `FREQ=WEEKLY;COUNT=10`, in the time of the region.

    `without` are moments at which it does not come; `changed` are times that differ, under the same uid.
    """

    first: Entry
    rule: str
    without: Sequence[datetime] = ()
    changed: Sequence[Change] = ()

    @property
    def changed_at(self) -> datetime:
        """When anything in it last changed."""
        return max([self.first.changed_at, *(each.entry.changed_at for each in self.changed)])

    def events(self) -> list[Event]:
        """The series itself, then the times that differ."""
        made = event(_by_the_wall(self.first))
        made.add("rrule", vRecur.from_ical(self.rule))
        if self.without:
            made.add("exdate", [local(moment) for moment in self.without])
        return [made, *map(self._change, self.changed)]

    def _change(self, each: Change) -> Event:
        made = event(_by_the_wall(replace(each.entry, uid=self.first.uid)))
        made.add("recurrence-id", local(each.was_at))
        return made


def _by_the_wall(entry: Entry) -> Entry:
    if not isinstance(entry.starts_at, datetime) or not isinstance(entry.ends_at, datetime):
        return entry
    return replace(entry, starts_at=local(entry.starts_at), ends_at=local(entry.ends_at))


def timezone() -> Timezone:
    """The clock of the region as two rules; single dates make clients read summers an hour late."""
    made = Timezone()
    made.add("tzid", AMSTERDAM.key)
    changes = [
        (TimezoneDaylight(), "CEST", datetime(1970, 3, 29, 2), 3, WINTER, SUMMER),
        (TimezoneStandard(), "CET", datetime(1970, 10, 25, 3), 10, SUMMER, WINTER),
    ]
    for part, name, since, month, before, after in changes:
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        made.add_component(part)
    return made
