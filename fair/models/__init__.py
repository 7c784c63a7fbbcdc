"""Fairs, booths, shifts, slots and bookings.

What must never be is refused by the database: two live bookings of one slot, a person in two talks at
once, a member of staff in two talks at once (the indexes and triggers are in the migrations).
"""

import register.models  # noqa: F401  # first: it looks at all tables, so none may be half there
from fair.models.booking import (
    AGAIN,
    ATTENDED,
    BOOKED,
    CANCELLED_BY_EMPLOYER,
    CANCELLED_BY_STUDENT,
    LIVE_BOOKING,
    NO_FIT,
    NO_SHOW,
    ONWARD,
    OTHER,
    OUTCOMES,
    UNDONE,
    Booking,
)
from fair.models.booth import APPROVED, DECLINED, REQUESTED, Booth
from fair.models.chat import ChatMessage, ChatMute
from fair.models.fair import CLOSED, DRAFT, OPEN, Fair
from fair.models.prepare import Favourite, SharedCard
from fair.models.roster import FREE, WITHDRAWN, Shift, Slot

__all__ = [
    "AGAIN",
    "APPROVED",
    "ATTENDED",
    "BOOKED",
    "CANCELLED_BY_EMPLOYER",
    "CANCELLED_BY_STUDENT",
    "CLOSED",
    "DECLINED",
    "DRAFT",
    "FREE",
    "LIVE_BOOKING",
    "NO_FIT",
    "NO_SHOW",
    "ONWARD",
    "OPEN",
    "OTHER",
    "OUTCOMES",
    "REQUESTED",
    "UNDONE",
    "WITHDRAWN",
    "Booking",
    "Booth",
    "ChatMessage",
    "ChatMute",
    "Fair",
    "Favourite",
    "SharedCard",
    "Shift",
    "Slot",
]
