"""What the fair does by itself, after a fact or when its time has come."""

from fair.reactions import waiting

__all__ = ["waiting"]
