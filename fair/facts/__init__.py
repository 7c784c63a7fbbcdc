"""What has happened at the fair, by what it happened to."""

from fair.facts.announcement import AnnouncementEnded, AnnouncementSaid
from fair.facts.booking import (
    BookingCancelled,
    BookingMoved,
    SlotBooked,
    TalkHandedOver,
    TalkLinkChanged,
)
from fair.facts.booth import (
    BoothAnswered,
    BoothChanged,
    RosterChanged,
    StallClosed,
    StallPaused,
    StallReopened,
    StallResumed,
)
from fair.facts.chat import ChatChanged, ChatMuted, ChatSaid
from fair.facts.desk import AfterwordSaid, AttendanceMarked, NoteSaved, OutcomeRecorded
from fair.facts.fair import FairAnnounced, FairChanged
from fair.facts.help import HelpChanged
from fair.facts.invitation import EmployerInvited, InvitationUsed
from fair.facts.prepare import CardSharingChanged, FavouritesChanged
from fair.facts.queue import QueueChanged, VisitCalled, WalkInBegan
from fair.facts.room import RoomChanged, SeatTaken, TalkExtended, TextSent
from fair.facts.waiting import OfferClosed, SlotOffered, StandbyChanged, WaitingChanged

__all__ = [
    "AfterwordSaid",
    "AnnouncementEnded",
    "AnnouncementSaid",
    "AttendanceMarked",
    "BookingCancelled",
    "BookingMoved",
    "BoothAnswered",
    "BoothChanged",
    "CardSharingChanged",
    "ChatChanged",
    "ChatMuted",
    "ChatSaid",
    "EmployerInvited",
    "FairAnnounced",
    "FairChanged",
    "FavouritesChanged",
    "HelpChanged",
    "InvitationUsed",
    "NoteSaved",
    "OfferClosed",
    "OutcomeRecorded",
    "QueueChanged",
    "RoomChanged",
    "RosterChanged",
    "SeatTaken",
    "SlotBooked",
    "SlotOffered",
    "StallClosed",
    "StallPaused",
    "StallReopened",
    "StallResumed",
    "StandbyChanged",
    "TalkExtended",
    "TalkHandedOver",
    "TalkLinkChanged",
    "TextSent",
    "VisitCalled",
    "WaitingChanged",
    "WalkInBegan",
]
