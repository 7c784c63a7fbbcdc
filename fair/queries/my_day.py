"""A student's talks as days: what was, what is, what comes, and the time between."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from app.clock import local
from app.db import db
from fair.models import BOOKED, CANCELLED_BY_EMPLOYER, LIVE_BOOKING, Booking
from fair.queries.booking import bookings
from fair.rules import booking as rules

LONG_GAP = timedelta(minutes=30)


@dataclass(frozen=True)
class Item:
    """One thing on a timeline: a talk, the line of now, or a long gap of so many minutes."""

    talk: Booking | None = None
    gap: int = 0


@dataclass(frozen=True)
class Day:
    """One day with its timeline."""

    date: date
    items: list[Item]


@dataclass(frozen=True)
class MyDay:
    """Everything on somebody's page: earlier days, and today with the days to come."""

    earlier: list[Day]
    days: list[Day]
    next_talk: Booking | None
    changes_in: int | None

    @property
    def talks(self) -> list[Booking]:
        """The talks of today and of the days to come."""
        return [item.talk for day in self.days for item in day.items if item.talk]


def my_day(person_id: int, now: datetime) -> MyDay:
    """The talks of a person by day; `changes_in`: seconds until the clock changes this picture."""
    shown = (*LIVE_BOOKING, CANCELLED_BY_EMPLOYER)
    found = bookings().where(Booking.person_id == person_id, Booking.state.in_(shown))
    talks = list(db.session.scalars(found.order_by(Booking.starts_at)))
    by_day = [
        Day(day, _timeline(list(held), now))
        for day, held in groupby(talks, key=lambda talk: local(talk.starts_at).date())
    ]
    today = local(now).date()
    return MyDay(
        earlier=[day for day in by_day if day.date < today],
        days=[day for day in by_day if day.date >= today],
        next_talk=next((talk for talk in talks if rules.is_open(talk, now)), None),
        changes_in=_seconds_until_change(talks, now),
    )


def next_talk(person_id: int | None, now: datetime) -> Booking | None:
    """The talk that is on or comes next for a person."""
    planned = bookings().where(Booking.person_id == person_id, Booking.state == BOOKED, Booking.ends_at > now)
    return db.session.scalar(planned.order_by(Booking.starts_at).limit(1))


def _timeline(talks: list[Booking], now: datetime) -> list[Item]:
    items = [Item(talks[0])]
    for earlier, talk in pairwise(talks):
        free = talk.starts_at - max(earlier.ends_at, now)
        if free >= LONG_GAP:
            items.append(Item(gap=int(free / timedelta(minutes=1))))
        items.append(Item(talk))
    if local(talks[0].starts_at).date() == local(now).date():
        over = sum(1 for talk in talks if talk.ends_at <= now)
        items.insert(_after_talks(items, over), Item())
    return items


def _after_talks(items: list[Item], number: int) -> int:
    """The place in the list right behind so many talks."""
    places = [index + 1 for index, item in enumerate(items) if item.talk]
    return places[number - 1] if number else 0


def _seconds_until_change(talks: list[Booking], now: datetime) -> int | None:
    moments = [
        moment
        for talk in talks
        for moment in (talk.starts_at - rules.LINK_OPENS, talk.starts_at, talk.ends_at)
        if moment > now
    ]
    return int((min(moments) - now).total_seconds()) + 1 if moments else None
