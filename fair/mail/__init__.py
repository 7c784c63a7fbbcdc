"""What happens at the fair, as letters to whom it matters to."""

from fair.mail import announcement, booth, fair, invitation, reminder, reply, talk, waiting

__all__ = ["announcement", "booth", "fair", "invitation", "reminder", "reply", "talk", "waiting"]
