"""What has happened in the region."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceChanged:
    """A place was added, got other terms, was published or taken back."""

    place_id: int
    organisation_id: int


@dataclass(frozen=True)
class CardChanged:
    """A student wrote something else on her menu card."""

    person_id: int
