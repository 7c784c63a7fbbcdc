"""Talks, blocks of a roster and fairs as calendar entries; `host` makes their names unique in the world."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from app import ical
from fair.models import HYBRID, Booking, Booth, Fair, Shift
from fair.rules.afterwards import shows_student


def talk(booking: Booking, host: str, room: str = "") -> ical.Entry:
    """A talk for its student; `room` is where it is held when the employer has no address of its own."""
    name, staff = booking.booth.organisation.name, booking.slot.staff.name
    number = booking.booth.number
    said = _("Talk with %(staff)s of %(name)s, booth %(number)d.", staff=staff, name=name, number=number)
    asked = _("Your question: %(question)s", question=booking.question) if booking.question else ""
    return _talk(booking, host, room, _("Talk with %(name)s", name=name), [said, asked])


def talk_for_staff(booking: Booking, host: str, room: str, now: datetime) -> ical.Entry:
    """A talk for who holds it: of the student only the first name, some weeks later not even that."""
    known = shows_student(booking.booth.fair.ends_at, now)
    name = booking.person.first_name if known else _("Student")
    return _talk(booking, host, room, _("Talk with %(name)s", name=name), [_at(booking.booth)])


def group_talk(bookings: list[Booking], host: str, room: str) -> ical.Entry:
    """A group talk for who holds it: how many come, and nobody's name."""
    first = bookings[0]
    slot = first.slot
    coming = ngettext("%(num)d student comes.", "%(num)d students come.", len(bookings))
    return ical.Entry(
        uid=f"time-{slot.id}@{host}",
        sequence=slot.shift.sequence,
        changed_at=max(booking.changed_at for booking in bookings),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=_("Group talk: %(title)s", title=slot.title),
        description="\n".join([coming, _at(first.booth)]),
        place=_online(first.booth),
        link=slot.shift.meeting_link or room,
        link_label=_("To the talk"),
    )


def staff_talks(
    bookings: Iterable[Booking], host: str, rooms: dict[int, str], now: datetime
) -> list[ical.Entry]:
    """The talks of a member of staff; who comes to a group talk comes to one entry."""
    entries = []
    for _slot_id, held in groupby(bookings, key=lambda booking: booking.slot_id):
        together = list(held)
        first, room = together[0], rooms[together[0].id]
        is_group = first.slot.is_group
        entries.append(
            group_talk(together, host, room) if is_group else talk_for_staff(first, host, room, now)
        )
    return entries


def block(shift: Shift, host: str) -> ical.Entry:
    """A block of a roster for who stands there; it leaves the time free for the talks inside."""
    return ical.Entry(
        uid=f"block-{shift.id}@{host}",
        sequence=shift.sequence,
        changed_at=shift.changed_at,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        summary=_("At booth %(number)d", number=shift.booth.number),
        description=_at(shift.booth),
        place=_online(shift.booth),
        link=shift.meeting_link,
        link_label=_("To the talk"),
        busy=False,
    )


def fair(found: Fair, host: str, page: str) -> ical.Entry:
    """A fair for everybody; `page` is its own page."""
    return ical.Entry(
        uid=f"fair-{found.id}@{host}",
        sequence=found.sequence,
        changed_at=found.changed_at,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        summary=found.title,
        description="\n".join([_("You book a talk on the site."), page]),
        place=found.location if found.mode == HYBRID else _("Online"),
        busy=False,
    )


def _talk(booking: Booking, host: str, room: str, summary: str, said: list[str]) -> ical.Entry:
    return ical.Entry(
        uid=f"{booking.uid}@{host}",
        sequence=booking.sequence,
        changed_at=booking.changed_at,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        summary=summary,
        description="\n".join(filter(None, said)),
        place=_online(booking.booth),
        link=booking.slot.shift.meeting_link or room,
        link_label=_("To the talk"),
        cancelled=not booking.is_live,
    )


def _online(booth: Booth) -> str:
    return _("Online, booth %(number)d", number=booth.number)


def _at(booth: Booth) -> str:
    said = {"name": booth.organisation.name, "number": booth.number, "fair": booth.fair.title}
    return _("%(name)s, booth %(number)d, %(fair)s", **said)
