"""What has happened at the fair."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlotBooked:
    """A person took a slot."""

    booking_id: int
    slot_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class BookingMoved:
    """A person moved a talk to another slot."""

    booking_id: int
    from_slot_id: int
    to_slot_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class BookingCancelled:
    """A talk is off and its slot is free again; `by` is student or employer."""

    booking_id: int
    slot_id: int
    booth_id: int
    fair_id: int
    by: str


@dataclass(frozen=True)
class AttendanceMarked:
    """The desk said whether a person came."""

    booking_id: int


@dataclass(frozen=True)
class OutcomeRecorded:
    """The desk said what came of a talk."""

    booking_id: int


@dataclass(frozen=True)
class NoteSaved:
    """The team's note on a talk changed."""

    booking_id: int


@dataclass(frozen=True)
class RosterChanged:
    """Slots of a booth were cut anew."""

    booth_id: int


@dataclass(frozen=True)
class BoothChanged:
    """A booth was asked for, approved, declined or edited."""

    booth_id: int


@dataclass(frozen=True)
class FairChanged:
    """A fair was created, edited, opened or closed."""

    fair_id: int


@dataclass(frozen=True)
class AfterwordSaid:
    """A student said what came of a talk or wrote about it, or staff answered."""

    booking_id: int


@dataclass(frozen=True)
class RoomChanged:
    """Somebody came to the room of a talk for the first time, or the student was let in."""

    booking_id: int


@dataclass(frozen=True)
class FairAnnounced:
    """Everybody can read when a fair is and who comes; booking is not open yet."""

    fair_id: int


@dataclass(frozen=True)
class FavouritesChanged:
    """A student kept a booth, let it go, or put her favourites in another order."""

    person_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class CardSharingChanged:
    """A student shared her menu card for a talk, or took it back."""

    booking_id: int
    person_id: int


@dataclass(frozen=True)
class SeatTaken:
    """A person opened the room of a talk, in this tab of a browser."""

    booking_id: int
    person_id: int
    tab: str


@dataclass(frozen=True)
class TextSent:
    """Somebody typed something in the room of a talk."""

    message_id: int
    booking_id: int


@dataclass(frozen=True)
class TalkExtended:
    """A talk lasts longer than was planned."""

    booking_id: int
    booth_id: int


@dataclass(frozen=True)
class QueueChanged:
    """The queue of a booth is another: this person joined, left, was called, missed her turn or had it."""

    booth_id: int
    person_id: int


@dataclass(frozen=True)
class VisitCalled:
    """It is somebody's turn in a queue."""

    visit_id: int
    booth_id: int
    person_id: int


@dataclass(frozen=True)
class WalkInBegan:
    """A talk began with somebody from the queue."""

    booking_id: int
    slot_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class StallPaused:
    """The staff of a booth are away for a moment."""

    booth_id: int


@dataclass(frozen=True)
class StallResumed:
    """The staff of a booth are back."""

    booth_id: int


@dataclass(frozen=True)
class TalkHandedOver:
    """Staff gave a talk to a colleague: the same time, another slot."""

    booking_id: int
    from_slot_id: int
    to_slot_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class EmployerInvited:
    """An organiser asked an employer to come to a fair."""

    invitation_id: int


@dataclass(frozen=True)
class InvitationUsed:
    """An employer that was invited has a booth now, or asked for one."""

    invitation_id: int
    booth_id: int


@dataclass(frozen=True)
class WaitingChanged:
    """Somebody joined or left the waiting list of a booth."""

    booth_id: int
    person_id: int


@dataclass(frozen=True)
class SlotOffered:
    """A time that was free is held for somebody."""

    offer_id: int
    slot_id: int
    booth_id: int
    person_id: int


@dataclass(frozen=True)
class OfferClosed:
    """An offer is over: taken, let_go, lapsed or gone."""

    offer_id: int
    slot_id: int
    booth_id: int
    person_id: int


@dataclass(frozen=True)
class StandbyChanged:
    """Somebody stands by at a fair, or no longer does."""

    fair_id: int
    person_id: int


@dataclass(frozen=True)
class ChatSaid:
    """Somebody said something in the chat of a booth."""

    message_id: int
    booth_id: int


@dataclass(frozen=True)
class ChatChanged:
    """A message in the chat of a booth was removed, reported or judged."""

    message_id: int
    booth_id: int


@dataclass(frozen=True)
class ChatMuted:
    """A person may not write in the chat of a booth any more, or may again."""

    booth_id: int
    person_id: int


@dataclass(frozen=True)
class HelpChanged:
    """A booth asked for help or organisers called it, or such a call was answered or closed."""

    booth_id: int


@dataclass(frozen=True)
class AnnouncementSaid:
    """An organiser announced something to a group at a fair."""

    announcement_id: int
    fair_id: int


@dataclass(frozen=True)
class AnnouncementEnded:
    """An announcement was withdrawn, or its time is over."""

    announcement_id: int
    fair_id: int


@dataclass(frozen=True)
class StallClosed:
    """Organisers closed a booth: its queue is empty, and its talks to come are off."""

    booth_id: int


@dataclass(frozen=True)
class StallReopened:
    """Organisers opened a booth again."""

    booth_id: int
