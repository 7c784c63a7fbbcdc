"""What has happened to those who wait or stand by."""

from dataclasses import dataclass


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
