"""When a talk may be booked, moved, undone or cancelled, and what people read when it may not."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import day, same_day, time
from fair.models import (
    APPROVED,
    ATTENDED,
    BOOKED,
    CANCELLED_BY_EMPLOYER,
    FREE,
    NO_SHOW,
    OPEN,
    Booking,
    Fair,
    Slot,
)


class OtherTime(Refused):
    """A refusal that another time of the same booth would solve."""


UNDO_WITHIN = timedelta(seconds=60)
LINK_OPENS = timedelta(minutes=10)


def phase(fair: Fair, now: datetime) -> str:
    """Where a public fair stands: soon, on or over."""
    if fair.state != OPEN or fair.ends_at <= now:
        return "over"
    return "on" if fair.starts_at <= now else "soon"


def slot_state(slot: Slot, holder: int | None, now: datetime) -> str:
    """What everybody may know of a slot: free, taken, past or withdrawn."""
    if slot.state != FREE:
        return "withdrawn"
    if slot.starts_at <= now:
        return "past"
    return "taken" if holder else "free"


def shown_state(slot: Slot, person_id: int | None, now: datetime) -> str:
    """What one person sees of a slot: the same as everybody, or that it is hers."""
    booked, held = (slot.booking.person_id if slot.booking else None), slot.offers
    if booked and booked == person_id:
        return "mine"
    if any(offer.person_id == person_id and offer.expires_at > now for offer in held):
        return "offered"
    return slot_state(slot, booked or next((offer.person_id for offer in held), None), now)


def check_booking(
    slot: Slot,
    talks: list[Booking],
    *,
    holder: int | None,
    person_id: int,
    is_student: bool,
    next_free: Slot | None,
    now: datetime,
) -> None:
    """Refuse when this person cannot book this slot; `talks` are her live talks, `next_free` what is left."""
    if not is_student:
        raise Refused(_("Only students can book a talk."))
    check_slot(slot, holder, person_id, next_free, now)
    check_person(slot, talks, now)


def check_person(slot: Slot, talks: list[Booking], now: datetime) -> None:
    """Refuse a free slot to a person whose other live talks stand in its way."""
    here = talk_with(slot.booth_id, talks)
    if here:
        raise Refused(_already_here(here, now))
    check_overlap(slot, talks)
    fair = slot.booth.fair
    planned = [talk for talk in talks if talk.fair_id == fair.id and is_open(talk, now)]
    if len(planned) >= fair.bookings_per_student:
        allowed = fair.bookings_per_student
        raise Refused(_("You already have %(number)d talks planned. Cancel one first.", number=allowed))


def check_slot(
    slot: Slot, holder: int | None, person_id: int | None, next_free: Slot | None, now: datetime
) -> None:
    """Refuse when nobody, or somebody else, can have this slot."""
    check_fair(slot.booth.fair, now)
    if slot.booth.state != APPROVED:
        raise Refused(_("This booth is not open for talks."))
    if slot.state != FREE:
        raise OtherTime(_("The employer has taken this time back. Choose another time."))
    if slot.starts_at <= now:
        raise OtherTime(_("This time is over. Choose another time."))
    if holder and holder == person_id:
        raise Refused(_("This time is already yours."))
    if holder:
        raise OtherTime(beaten(next_free))


def check_fair(fair: Fair, now: datetime) -> None:
    """Refuse when the fair takes no bookings at this moment."""
    if fair.state != OPEN:
        raise Refused(_("The fair is closed. You cannot book any more."))
    if now < fair.booking_opens_at:
        opens = fair.booking_opens_at
        raise Refused(_("You can book from %(day)s, %(time)s.", day=day(opens), time=time(opens)))
    if now >= fair.booking_closes_at:
        raise Refused(_("Booking is closed."))


def check_overlap(slot: Slot, talks: Iterable[Booking]) -> None:
    """Refuse a slot that falls together with another talk of this person, and name that talk."""
    for talk in talks:
        if talk.starts_at < slot.ends_at and slot.starts_at < talk.ends_at:
            raise OtherTime(
                _(
                    "At %(time)s you already have a talk with %(name)s. Choose another time.",
                    time=time(talk.starts_at),
                    name=talk.booth.organisation.name,
                )
            )


def check_move(
    booking: Booking,
    slot: Slot,
    talks: list[Booking],
    *,
    holder: int | None,
    next_free: Slot | None,
    now: datetime,
) -> None:
    """Refuse to move a talk to a slot that is not free for her, or not of the same booth."""
    if slot.booth_id != booking.booth_id:
        raise Refused(_("You can only move a talk to another time of the same booth."))
    check_before_start(booking, now)
    check_slot(slot, holder, booking.person_id, next_free, now)
    check_overlap(slot, [talk for talk in talks if talk.id != booking.id])


def check_undo(booking: Booking, now: datetime) -> None:
    """Refuse to undo what was booked more than a minute ago."""
    check_before_start(booking, now)
    if not can_undo(booking, now):
        raise Refused(_("You can undo within 1 minute. Cancel the talk instead."))


def check_before_start(booking: Booking, now: datetime) -> None:
    """Refuse to change a talk that is off already, or that has begun."""
    if booking.state != BOOKED:
        raise Refused(_("This talk is no longer planned."))
    if booking.starts_at <= now:
        raise Refused(_("This talk has already started."))


def is_open(booking: Booking, now: datetime) -> bool:
    """Whether a talk is still to come."""
    return booking.state == BOOKED and booking.ends_at > now


def can_change(booking: Booking, now: datetime) -> bool:
    """Whether a person may still move or cancel a talk."""
    return booking.state == BOOKED and booking.starts_at > now


def can_undo(booking: Booking, now: datetime) -> bool:
    """Whether a booking is so fresh that it can be undone without a word to the employer."""
    return can_change(booking, now) and now <= booking.booked_at + UNDO_WITHIN


def talk_with(booth_id: int, talks: Iterable[Booking]) -> Booking | None:
    """The talk that a person has at a booth, if any."""
    return next((talk for talk in talks if talk.booth_id == booth_id), None)


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


def hours(fair: Fair) -> str:
    """When a fair is: the day and its opening hours, or two days."""
    if not same_day(fair.starts_at, fair.ends_at):
        return _capital(_("%(first)s until %(last)s", first=day(fair.starts_at), last=day(fair.ends_at)))
    first, last = time(fair.starts_at), time(fair.ends_at)
    return _capital(_("%(day)s, %(first)s until %(last)s", day=day(fair.starts_at), first=first, last=last))


def day_name(which: date | datetime, now: datetime) -> str:
    """Today, or the day with its date."""
    return _("Today") if same_day(which, now) else whole_day(which)


def whole_day(which: date | datetime) -> str:
    """The day with its date, as a heading."""
    return _capital(day(which))


def meeting_link(booking: Booking, now: datetime) -> str:
    """Where the talk is held, from ten minutes before it starts until it ends; otherwise nothing."""
    link = booking.slot.shift.meeting_link
    near = ticket_state(booking, now) in ("soon", "on")
    return link if near and link.startswith("https://") else ""


def link_words(booking: Booking, now: datetime) -> str:
    """What a person who waits for a talk reads while there is no link yet."""
    if not is_open(booking, now) or meeting_link(booking, now):
        return ""
    if booking.slot.shift.meeting_link:
        return _("Ten minutes before the talk a button to it appears here.")
    return _("The employer still has to say where you talk. You will see it here.")


def look_again_in(booking: Booking, now: datetime) -> int:
    """In how many seconds the link may be there: when it opens, else in half a minute."""
    opens = booking.starts_at - LINK_OPENS - now
    return max(30, int(opens.total_seconds()))


def beaten(next_free: Slot | None) -> str:
    """What the second of two people reads."""
    if next_free is None:
        return _("Somebody was just ahead of you. There are no free times left here.")
    return _("Somebody was just ahead of you. %(time)s is still free.", time=time(next_free.starts_at))


def when(moment: datetime, now: datetime) -> str:
    """Today at 12:15, or the day and the time."""
    if same_day(moment, now):
        return _("Today at %(time)s", time=time(moment))
    return _capital(_("%(day)s at %(time)s", day=day(moment), time=time(moment)))


def booked_words(starts_at: datetime, staff: str, now: datetime) -> str:
    """What a person reads when a talk is booked or moved."""
    return _("Done. Your talk is booked. %(when)s with %(name)s.", when=when(starts_at, now), name=staff)


def _already_here(here: Booking, now: datetime) -> str:
    if can_change(here, now):
        return _("You already have a talk here at %(time)s. You can move it.", time=time(here.starts_at))
    return _("You have had your talk here.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
