"""What the fair does by itself, when its time has come or when something happened."""

from fair.reactions import chat, queue, room, stand, waiting

__all__ = ["chat", "queue", "room", "stand", "waiting"]
