"""The rows of inspiration sessions."""

from sessions.models.guest import Guest, GuestRequest
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = ["Guest", "GuestRequest", "InspirationSession", "Registration", "Series"]
