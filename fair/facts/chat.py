"""What has happened in the chat of a booth."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChatSaid:
    """Somebody said something in the chat of a booth."""

    message_id: int
    booth_id: int


@dataclass(frozen=True)
class ChatChanged:
    """A message in the chat of a booth was removed, reported or judged."""

    message_id: int
    booth_id: int


@dataclass(frozen=True)
class ChatMuted:
    """A person may not write in the chat of a booth any more, or may again."""

    booth_id: int
    person_id: int
