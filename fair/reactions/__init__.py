"""What the fair does by itself, when its time has come or when something happened."""

from fair.reactions import announcement, chat, priority, queue, room, stand, waiting

__all__ = ["announcement", "chat", "priority", "queue", "room", "stand", "waiting"]
