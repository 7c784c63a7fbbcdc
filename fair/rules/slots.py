"""What people see of a time: free, taken, kept for a group, theirs; and how many seats it has left."""

from collections.abc import Container, Iterable
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.wording import time
from fair.models import FREE, Slot
from fair.rules.closing import is_closed
from fair.rules.windows import is_reserved

Hour = tuple[str, list[Slot]]


def slot_state(slot: Slot, taken: int, now: datetime) -> str:
    """What everybody may know of a slot: free, reserved, taken, past or withdrawn."""
    if slot.state != FREE:
        return "withdrawn"
    if slot.starts_at <= now:
        return "past"
    if taken >= slot.seats:
        return "taken"
    if is_closed(slot.booth):
        return "withdrawn"
    return "reserved" if is_reserved(slot, now) else "free"


def shown_state(slot: Slot, person_id: int | None, now: datetime) -> str:
    """What one person sees of a slot: the same as everybody, that it is hers, or held for her."""
    if person_id and any(booking.person_id == person_id for booking in slot.bookings):
        return "mine"
    if any(offer.person_id == person_id and offer.expires_at > now for offer in slot.offers):
        return "offered"
    return slot_state(slot, len(slot.bookings) + len(slot.offers), now)


def parted(
    days: Iterable[tuple[date, list[Hour]]], now: datetime
) -> list[tuple[date, list[Hour], list[Hour]]]:
    """Each day with the hours that are over and the others; once nothing is ahead, no hour is put away."""
    found = []
    for day, hours in days:
        over = [hour for hour in hours if all(slot.starts_at <= now for slot in hour[1])]
        found.append((day, over, hours[len(over) :]))
    if any(ahead for _day, _over, ahead in found):
        return found
    return [(day, [], over) for day, over, _ahead in found]


def has_room(slot: Slot) -> bool:
    """Whether a slot has a seat that is neither booked nor held."""
    return len(slot.bookings) + len(slot.offers) < slot.seats


def seats_taken(slot: Slot, person_id: int | None) -> dict[int, int]:
    """The seats that are booked, or held for others than this person, and by whom."""
    held = {offer.seat: offer.person_id for offer in slot.offers if offer.person_id != person_id}
    return held | {booking.seat: booking.person_id for booking in slot.bookings}


def free_seat(slot: Slot, taken: Container[int]) -> int:
    """The lowest seat that nobody has; when all are taken the last one, which the database then refuses."""
    return next((seat for seat in range(1, slot.seats + 1) if seat not in taken), slot.seats)


def seats_words(slot: Slot, taken: int) -> str:
    """What stands on a group talk: how many may still come."""
    left = max(0, slot.seats - taken)
    return ngettext("%(num)d place left", "%(num)d places left", left) if left else _("Full")


def mark(slot: Slot, state: str, taken: int) -> str:
    """The words in a slot where the state alone does not say enough; otherwise nothing."""
    if state == "reserved":
        until = slot.booth.fair.reserved_until
        return _("Priority until %(time)s", time=time(until)) if until else _("Priority")
    if slot.is_group and state in ("free", "picked"):
        return seats_words(slot, taken)
    if state == "withdrawn":
        return _("Closed") if is_closed(slot.booth) else _("Withdrawn")
    return ""
