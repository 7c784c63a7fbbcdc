"""What has happened in the region."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PlaceChanged:
    """A place was added, got other terms, was published or taken back."""

    place_id: int
    organisation_id: int


@dataclass(frozen=True)
class CardChanged:
    """A student wrote something else on her menu card."""

    person_id: int


@dataclass(frozen=True)
class ReportFiled:
    """A student reported discrimination; whom she chose may read it."""

    report_id: int
    to_school: bool
    to_region: bool


@dataclass(frozen=True)
class ColleagueInvited:
    """Staff asked somebody to join their team; the token of the link is kept nowhere."""

    invitation_id: int
    token: str = field(repr=False)


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
