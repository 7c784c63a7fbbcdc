"""What the fair does by itself, when its time has come or when something happened."""

from fair.reactions import queue, room, stand, waiting

__all__ = ["queue", "room", "stand", "waiting"]
