"""The rows of inspiration sessions."""

from sessions.models.contact import ContactShare
from sessions.models.feedback import Feedback
from sessions.models.material import Material
from sessions.models.moderator import Moderator
from sessions.models.question import Deed, Question, Vote
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = [
    "ContactShare",
    "Deed",
    "Feedback",
    "InspirationSession",
    "Material",
    "Moderator",
    "Question",
    "Registration",
    "Series",
    "Vote",
]
