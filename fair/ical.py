"""Talks as calendar entries."""

from collections.abc import Iterable

from flask_babel import gettext as _

from app import ical
from fair.models import Booking


def talks(bookings: Iterable[Booking], host: str, maker: str) -> bytes:
    """A calendar file with talks; `host` makes their names unique in the world."""
    return ical.calendar((_entry(booking, host) for booking in bookings), maker)


def _entry(booking: Booking, host: str) -> ical.Entry:
    slot, booth = booking.slot, booking.booth
    name, staff = booth.organisation.name, slot.staff.name
    said = _(
        "Talk with %(staff)s of %(name)s, booth %(number)d.", staff=staff, name=name, number=booth.number
    )
    asked = _("Your question: %(question)s", question=booking.question) if booking.question else ""
    return ical.Entry(
        uid=f"{booking.uid}@{host}",
        sequence=booking.sequence,
        changed_at=booking.changed_at,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=_("Talk with %(name)s", name=name),
        description="\n".join(filter(None, [said, asked])),
        place=_("Online, booth %(number)d", number=booth.number),
        link=slot.shift.meeting_link,
        link_label=_("To the talk"),
        cancelled=not booking.is_live,
    )
