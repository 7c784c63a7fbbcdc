"""What has happened in the room of a talk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RoomChanged:
    """Somebody came to the room of a talk for the first time, or the student was let in."""

    booking_id: int


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
