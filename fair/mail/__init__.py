"""What happens at the fair, as letters to whom it matters to."""

from fair.mail import announcement, invitation, reminder, reply, talk, waiting

__all__ = ["announcement", "invitation", "reminder", "reply", "talk", "waiting"]
