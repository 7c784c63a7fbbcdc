"""What students did to prepare."""

from dataclasses import dataclass


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
