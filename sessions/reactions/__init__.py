"""What sessions do by themselves, when its time has come."""

from sessions.reactions import signup

__all__ = ["signup"]
