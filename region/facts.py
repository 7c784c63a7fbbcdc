"""What has happened in the region."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceChanged:
    """A place was added, got other terms, was published or taken back."""

    place_id: int
    organisation_id: int


@dataclass(frozen=True)
class StaffJoined:
    """A person came to work for an organisation."""

    person_id: int
    organisation_id: int


@dataclass(frozen=True)
class StaffLeft:
    """A person no longer works for an organisation."""

    person_id: int
    organisation_id: int
