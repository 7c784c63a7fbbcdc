"""Who may enter the room of a talk and when, where a talk is held, and when it may last longer."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time
from fair.models import Booking, Slot
from fair.models.room import Room, RoomSeat
from fair.rules.booking import LINK_OPENS

WEBRTC, LINK, JITSI = "webrtc", "link", "jitsi"
LONGER = timedelta(minutes=5)
TEXTS_PER_MINUTE = 20
KEPT = timedelta(weeks=4)
RELAY_OPEN = timedelta(hours=1)


@dataclass(frozen=True)
class Visit:
    """A person at the room of a talk, with all that decides what this person may do there."""

    booking: Booking
    person_id: int
    is_staff: bool
    room: Room | None
    seats: dict[int, RoomSeat]

    @property
    def other_id(self) -> int | None:
        """Who sits on the other side: the student, or the member of staff who holds the talk."""
        if self.is_staff:
            return self.booking.person_id
        return self.room.host_id if self.room else None

    @property
    def is_admitted(self) -> bool:
        """Whether the student has been let in."""
        return bool(self.room and self.room.admitted_at)

    @property
    def is_host(self) -> bool:
        """Whether this person holds the talk."""
        return bool(self.room and self.room.host_id == self.person_id)

    @property
    def is_in(self) -> bool:
        """Whether this person takes part in the video talk."""
        return self.is_admitted and (self.is_host or not self.is_staff)

    @property
    def student_since(self) -> datetime | None:
        """Since when the student has been here."""
        seat = self.seats.get(self.booking.person_id)
        return seat.since if seat else None

    @property
    def somebody_there(self) -> bool:
        """Whether anybody of the staff is here."""
        return any(person_id != self.booking.person_id for person_id in self.seats)


@dataclass(frozen=True)
class Meeting:
    """How this site holds its talks: here, on links of the employers, or on a Jitsi of its own."""

    provider: str
    base: str
    secret: str


def phase(booking: Booking, now: datetime) -> str:
    """Where a talk stands for its room: off, early, open or over."""
    if not booking.is_live:
        return "off"
    if now >= booking.ends_at:
        return "over"
    return "open" if now >= booking.starts_at - LINK_OPENS else "early"


def check_open(booking: Booking, now: datetime) -> None:
    """Refuse to come in, to type or to do anything else while the room is shut."""
    stands = phase(booking, now)
    if stands == "early":
        raise Refused(_("The room of this talk opens at %(time)s.", time=time(opens(booking))))
    if stands == "over":
        raise Refused(_("This talk is over."))
    if stands == "off":
        raise Refused(_("This talk has been cancelled."))


def opens(booking: Booking) -> datetime:
    """From when on people may come in."""
    return booking.starts_at - LINK_OPENS


def changes_in(booking: Booking, now: datetime) -> int | None:
    """In how many seconds the clock changes what the room shows."""
    moments = (opens(booking), booking.starts_at, booking.ends_at)
    nearest = min((moment for moment in moments if moment > now), default=None)
    return int((nearest - now).total_seconds()) + 1 if nearest else None


def check_admission(visit: Visit, now: datetime) -> None:
    """Refuse to let somebody in, unless one works here and the room is open."""
    check_open(visit.booking, now)
    if not visit.is_staff:
        raise Refused(_("Wait a moment. The employer lets you in."))


def check_signal(visit: Visit, tab: str, now: datetime) -> None:
    """Refuse signals of who has not been let in, and of a tab that another one took over from."""
    check_open(visit.booking, now)
    if not visit.is_in:
        raise Refused(_("Wait a moment. The employer lets you in."))
    seat = visit.seats.get(visit.person_id)
    if seat is None or seat.tab != tab:
        raise Refused(_("You opened this talk in another tab or on another device."))


def check_text(booking: Booking, said_lately: int, now: datetime) -> None:
    """Refuse to type while the room is shut, and too much at once."""
    check_open(booking, now)
    if said_lately >= TEXTS_PER_MINUTE:
        raise Refused(_("That went too fast. Wait a minute and try again."))


def check_extension(
    visit: Visit, *, taken: Iterable[Booking], elsewhere: Iterable[Booking], now: datetime
) -> None:
    """Refuse five minutes more, unless staff and student are both free then, and the first time.

    `taken` are the talks of this member of staff in that time, `elsewhere` those of the student.
    """
    booking = visit.booking
    if not visit.is_staff:
        raise Refused(_("Only the employer can make the talk longer."))
    check_open(booking, now)
    if now < booking.starts_at:
        raise Refused(_("This talk has not started yet."))
    if booking.slot.seats > 1:
        raise Refused(_("A talk with a group cannot be made longer."))
    if visit.room and visit.room.extended_at:
        raise Refused(_("This talk was made longer already. That can be done once."))
    for talk in taken:
        raise Refused(
            _("The next talk starts at %(time)s. This one cannot last longer.", time=time(talk.starts_at))
        )
    for _talk in elsewhere:
        raise Refused(_("The student has another talk right after this one. It cannot last longer."))


def extended_words(ends_at: datetime, dropped: Iterable[Slot]) -> str:
    """What staff read when a talk lasts longer, and which free time that cost."""
    words = _("The talk now lasts until %(time)s.", time=time(ends_at))
    lost = ", ".join(time(slot.starts_at) for slot in dropped)
    return (
        words + " " + _("The free time at %(times)s can no longer be booked.", times=lost) if lost else words
    )


def own_link(slot: Slot) -> str:
    """The employer's own video room, when it is one that is safe to follow."""
    link = slot.shift.meeting_link
    return link if link.startswith("https://") else ""


def has_video(slot: Slot, meeting: Meeting) -> bool:
    """Whether the talk is held in the room itself: two people, and no link of the employer's own."""
    return meeting.provider == WEBRTC and slot.seats == 1 and not own_link(slot)


def link(booking: Booking, meeting: Meeting) -> str:
    """Where a talk is held that is not held in the room itself, or nothing."""
    own = own_link(booking.slot)
    if own or meeting.provider != JITSI:
        return own
    # A group meets in one place; a single seat that is booked anew gets another.
    of = f"slot:{booking.slot_id}" if booking.slot.seats > 1 else f"booking:{booking.uid}"
    name = hmac.new(meeting.secret.encode(), of.encode(), hashlib.sha256).hexdigest()
    return f"{meeting.base.rstrip('/')}/{name[:32]}"


def dial(phone: str) -> str:
    """A telephone number as an address."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def ice_servers(urls: Iterable[str], secret: str, user: str, now: datetime) -> list[dict[str, Any]]:
    """Where browsers look for a way to each other, with a pass for the relay that soon runs out.

    The pass is that of the TURN REST draft: `user` says until when, and for nobody in particular.
    """
    name = f"{int((now + RELAY_OPEN).timestamp())}:{user}"
    digest = hmac.new(secret.encode(), name.encode(), hashlib.sha1).digest()
    passed = {"username": name, "credential": base64.b64encode(digest).decode()}
    return [
        {"urls": url} | (passed if secret and url.startswith(("turn:", "turns:")) else {}) for url in urls
    ]
