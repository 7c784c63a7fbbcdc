"""What sessions do by themselves, when its time has come."""

from sessions.reactions import guest, signup

__all__ = ["guest", "signup"]
