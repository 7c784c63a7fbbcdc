"""The rows of inspiration sessions."""

from sessions.models.contact import ContactShare
from sessions.models.feedback import Feedback
from sessions.models.material import Material
from sessions.models.moderator import Moderator
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = [
    "ContactShare",
    "Feedback",
    "InspirationSession",
    "Material",
    "Moderator",
    "Registration",
    "Series",
]
