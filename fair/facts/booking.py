"""What has happened to bookings."""

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
class TalkHandedOver:
    """Staff gave a talk to a colleague: the same time, another slot."""

    booking_id: int
    from_slot_id: int
    to_slot_id: int
    booth_id: int
    fair_id: int


@dataclass(frozen=True)
class TalkLinkChanged:
    """A talk keeps its time and is held at another address."""

    booking_id: int
    booth_id: int
    fair_id: int
