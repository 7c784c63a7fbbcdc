"""What tickets and headings say: where a talk stands, when it is, and where it is held."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from app.wording import day, same_day, time
from fair.models import ATTENDED, BOOKED, CANCELLED_BY_EMPLOYER, NO_SHOW, Booking, Fair, Slot

UNDO_WITHIN = timedelta(seconds=60)
LINK_OPENS = timedelta(minutes=10)


def is_open(booking: Booking, now: datetime) -> bool:
    """Whether a talk is still to come."""
    return booking.state == BOOKED and booking.ends_at > now


def can_change(booking: Booking, now: datetime) -> bool:
    """Whether a person may still move or cancel a talk."""
    return booking.state == BOOKED and booking.starts_at > now


def can_undo(booking: Booking, now: datetime) -> bool:
    """Whether a booking is so fresh that it can be undone without a word to the employer."""
    return can_change(booking, now) and now <= booking.booked_at + UNDO_WITHIN


def ticket_state(booking: Booking, now: datetime) -> str:
    """What a ticket says: planned, soon, on, over, been, missed; off by the employer, dropped by her."""
    ended = {NO_SHOW: "missed", CANCELLED_BY_EMPLOYER: "off"}
    if booking.state not in (BOOKED, ATTENDED):
        return ended.get(booking.state, "dropped")
    if booking.ends_at <= now:
        return "been" if booking.state == ATTENDED else "over"
    if booking.starts_at <= now:
        return "on"
    return "soon" if booking.starts_at - LINK_OPENS <= now else "planned"


def minutes(slot: Slot) -> int:
    """How long a talk in this slot takes."""
    return int((slot.ends_at - slot.starts_at) / timedelta(minutes=1))


def lengths(slots: Iterable[Slot]) -> list[int]:
    """How many minutes the talks of a booth take, the shortest first."""
    return sorted({minutes(slot) for slot in slots})


def hours(fair: Fair) -> str:
    """When a fair is: the day and its opening hours, also past midnight, or two days."""
    if fair.ends_at - fair.starts_at > timedelta(days=1):
        return _capital(_("%(first)s until %(last)s", first=day(fair.starts_at), last=day(fair.ends_at)))
    first, last = time(fair.starts_at), time(fair.ends_at)
    return _capital(_("%(day)s, %(first)s until %(last)s", day=day(fair.starts_at), first=first, last=last))


def day_name(which: date | datetime, now: datetime) -> str:
    """Today, or the day with its date."""
    return _("Today") if same_day(which, now) else whole_day(which)


def whole_day(which: date | datetime) -> str:
    """The day with its date, as a heading."""
    return _capital(day(which))


def room_is_open(booking: Booking, now: datetime) -> bool:
    """Whether people may come to the room of a talk: from ten minutes before it starts until it ends."""
    return ticket_state(booking, now) in ("soon", "on")


def link_words(booking: Booking, now: datetime) -> str:
    """What a person who waits for a talk reads while its room is shut."""
    if not is_open(booking, now) or room_is_open(booking, now):
        return ""
    return _("Ten minutes before the talk a button to it appears here.")


def look_again_in(booking: Booking, now: datetime) -> int:
    """In how many seconds the room opens; never less than half a minute."""
    opens = booking.starts_at - LINK_OPENS - now
    return max(30, int(opens.total_seconds()))


def when(moment: datetime, now: datetime) -> str:
    """Today at 12:15, or the day and the time."""
    if same_day(moment, now):
        return _("Today at %(time)s", time=time(moment))
    return _capital(_("%(day)s at %(time)s", day=day(moment), time=time(moment)))


def booked_words(starts_at: datetime, staff: str, now: datetime) -> str:
    """What a person reads when a talk is booked or moved."""
    return _("Done. Your talk is booked. %(when)s with %(name)s.", when=when(starts_at, now), name=staff)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
