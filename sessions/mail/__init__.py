"""What happens to sessions, as letters to whom it matters to."""

from sessions.mail import guest

__all__ = ["guest"]
