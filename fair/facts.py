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
