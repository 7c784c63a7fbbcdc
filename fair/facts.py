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
