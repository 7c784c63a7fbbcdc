"""What sessions do by themselves, when its time has come."""

from sessions.reactions import chat, guest, signup

__all__ = ["chat", "guest", "signup"]
