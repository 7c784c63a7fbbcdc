"""What happens to sessions, as letters to whom it matters to."""

from sessions.mail import change, guest, reminder, reply, signup

__all__ = ["change", "guest", "reminder", "reply", "signup"]
