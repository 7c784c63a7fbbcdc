"""Fairs, booths, shifts, slots and bookings.

What must never be is refused by the database: two live bookings of one slot, a person in two talks at
once, a member of staff in two talks at once (the indexes and triggers are in the migrations).
"""

import register.models  # noqa: F401  # first: it looks at all tables, so none may be half there
from fair.models.afterword import Afterword
from fair.models.announcement import Announcement
from fair.models.away import Away
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
from fair.models.chat import ChatMessage, ChatMute, ChatVerdict
from fair.models.fair import ANNOUNCED, ARCHIVED, CLOSED, DRAFT, HYBRID, ONLINE, OPEN, OVER, Fair
from fair.models.help import HelpCall
from fair.models.invitation import Invitation
from fair.models.pause import Pause
from fair.models.prepare import Favourite, SharedCard
from fair.models.priority import PriorityWindow
from fair.models.queue import Visit
from fair.models.room import Room
from fair.models.roster import FREE, WALK_IN, WITHDRAWN, Shift, Slot
from fair.models.stand import Stand, StandFile
from fair.models.waiting import PastWait, SlotOffer, Standby, WaitlistEntry

__all__ = [
    "AGAIN",
    "ANNOUNCED",
    "APPROVED",
    "ARCHIVED",
    "ATTENDED",
    "BOOKED",
    "CANCELLED_BY_EMPLOYER",
    "CANCELLED_BY_STUDENT",
    "CLOSED",
    "DECLINED",
    "DRAFT",
    "FREE",
    "HYBRID",
    "LIVE_BOOKING",
    "NO_FIT",
    "NO_SHOW",
    "ONLINE",
    "ONWARD",
    "OPEN",
    "OTHER",
    "OUTCOMES",
    "OVER",
    "REQUESTED",
    "UNDONE",
    "WALK_IN",
    "WITHDRAWN",
    "Afterword",
    "Announcement",
    "Away",
    "Booking",
    "Booth",
    "ChatMessage",
    "ChatMute",
    "ChatVerdict",
    "Fair",
    "Favourite",
    "HelpCall",
    "Invitation",
    "PastWait",
    "Pause",
    "PriorityWindow",
    "Room",
    "SharedCard",
    "Shift",
    "Slot",
    "SlotOffer",
    "Stand",
    "StandFile",
    "Standby",
    "Visit",
    "WaitlistEntry",
]
