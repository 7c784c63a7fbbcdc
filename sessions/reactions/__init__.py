"""What sessions do by themselves, when its time has come."""

from sessions.reactions import chat, signup

__all__ = ["chat", "signup"]
