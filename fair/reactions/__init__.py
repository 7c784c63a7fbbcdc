"""What the fair does by itself, when its time has come or when something happened."""

from fair.reactions import room, stand

__all__ = ["room", "stand"]
