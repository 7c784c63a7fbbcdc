"""What happens to sessions, as letters to whom it matters to."""

from sessions.mail import change, reminder, reply, signup

__all__ = ["change", "reminder", "reply", "signup"]
