"""The rows of inspiration sessions."""

from sessions.models.moderator import Moderator
from sessions.models.question import Deed, Question, Vote
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = ["Deed", "InspirationSession", "Moderator", "Question", "Registration", "Series", "Vote"]
