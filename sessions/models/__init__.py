"""The rows of inspiration sessions."""

from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = ["InspirationSession", "Registration", "Series"]
