"""The rows of inspiration sessions."""

from sessions.models.chat import SessionMessage, SessionMute
from sessions.models.contact import ContactShare
from sessions.models.feedback import Feedback
from sessions.models.material import Material
from sessions.models.moderator import Moderator
from sessions.models.poll import Idea, IdeaSupport, Poll, PollVote
from sessions.models.question import Deed, Question, Vote
from sessions.models.registration import Registration
from sessions.models.session import InspirationSession, Series

__all__ = [
    "ContactShare",
    "Deed",
    "Feedback",
    "Idea",
    "IdeaSupport",
    "InspirationSession",
    "Material",
    "Moderator",
    "Poll",
    "PollVote",
    "Question",
    "Registration",
    "Series",
    "SessionMessage",
    "SessionMute",
    "Vote",
]
