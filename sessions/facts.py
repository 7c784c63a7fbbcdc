"""What has happened to a session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SessionPublished:
    """Everybody can read of a session from now on."""

    session_id: int


@dataclass(frozen=True)
class SessionChanged:
    """A session got other texts or another size; `moved` when its time or its place changed."""

    session_id: int
    moved: bool


@dataclass(frozen=True)
class SessionCancelled:
    """A published session is called off."""

    session_id: int


@dataclass(frozen=True)
class SignedUp:
    """A person comes to a session."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class SignedOff:
    """A person no longer comes, waits no more, or let go what was held."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class WaitJoined:
    """A person waits for a seat."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class SeatOffered:
    """A seat is held for a person who waited."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class OfferLapsed:
    """A person did not answer in time; the seat goes on."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class NameShown:
    """A person lets others who come read her name, or no longer."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class CameIn:
    """A person who had signed up is there."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class GuestAsked:
    """Somebody wants to come by an address that is not confirmed; the token is kept nowhere."""

    request_id: int
    token: str


@dataclass(frozen=True)
class GuestCame:
    """A guest has confirmed her address for the first time."""

    person_id: int


@dataclass(frozen=True)
class GuestForgotten:
    """Of a guest nothing is known any more but that somebody came; what she wrote may go too."""

    person_id: int
