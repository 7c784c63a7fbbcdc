"""What has happened to a session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SessionPublished:
    """Everybody can read of a session from now on."""

    session_id: int


@dataclass(frozen=True)
class SessionChanged:
    """A session got other texts or another size; `moved` when its time, its place or its link changed."""

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
    """A person no longer comes (`came`), waits no more, or let go what was held."""

    session_id: int
    person_id: int
    came: bool


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
class QuestionChanged:
    """A question was asked, or something became of it."""

    session_id: int
    question_id: int


@dataclass(frozen=True)
class QuestionWanted:
    """A person wants to know too, or no longer."""

    session_id: int
    question_id: int
    person_id: int


@dataclass(frozen=True)
class QuestionMerged:
    """A question is the same as another one; who wanted it wants that one now."""

    session_id: int
    question_id: int
    into_id: int


@dataclass(frozen=True)
class RoomSwitched:
    """New questions wait from now on, or are shown at once."""

    session_id: int


@dataclass(frozen=True)
class ModeratorRelieved:
    """A person keeps order in a session no longer."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class HandedOut:
    """A hand-out, the recording or the transcript of a session was added or taken away."""

    session_id: int


@dataclass(frozen=True)
class PollMade:
    """Who keeps order has made a poll, or thrown one away; nobody else sees that."""

    session_id: int


@dataclass(frozen=True)
class ContactShared:
    """A person shares her contact with others who share theirs, or no longer."""

    session_id: int
    person_id: int


@dataclass(frozen=True)
class PollChanged:
    """A poll was opened or closed, or its results are shown now, or no longer."""

    poll_id: int
    session_id: int


@dataclass(frozen=True)
class Voted:
    """A person voted in a poll, or changed that."""

    poll_id: int
    session_id: int
    person_id: int


@dataclass(frozen=True)
class IdeaHandedIn:
    """A person handed in an idea."""

    idea_id: int
    session_id: int


@dataclass(frozen=True)
class IdeaSupported:
    """A person finds an idea good, or no longer."""

    idea_id: int
    session_id: int
    person_id: int


@dataclass(frozen=True)
class IdeaRemoved:
    """Who keeps order took an idea away."""

    idea_id: int
    session_id: int


@dataclass(frozen=True)
class MessageChanged:
    """Something was said in the chat of a session, or a message was removed, reported or judged."""

    message_id: int
    session_id: int


@dataclass(frozen=True)
class WriterMuted:
    """A person may not write in the chat of a session any more, or may again."""

    session_id: int
    person_id: int
