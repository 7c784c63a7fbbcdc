"""The rows of inspiration sessions."""

from sessions.models.moderator import Moderator
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = ["InspirationSession", "Moderator", "Registration", "Series"]
