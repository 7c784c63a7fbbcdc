"""Polls in the live room of a session: what is asked, who voted for what, and ideas that people hand in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from sessions.kinds import DRAFT
from sessions.models.session import InspirationSession

OPEN, CLOSED = "open", "closed"
MOST_ANSWERS = 6
LONGEST_IDEA = 200


class Poll(Base):
    """Something that a moderator asks; `state` is draft, open or closed.

    Of a `choice` people choose one of the `answers`; for an `ideas` poll they hand in ideas. `shows_results`:
    everybody in the room sees them, also who has not voted. `version` counts all changes and all votes.
    """

    __tablename__ = "session_poll"
    __table_args__ = (
        CheckConstraint("kind IN ('choice', 'ideas')", name="kind"),
        CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("inspiration_session.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    question: Mapped[str]
    answers: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default=DRAFT)
    shows_results: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]

    session: Mapped[InspirationSession] = relationship()


class PollVote(Base):
    """What a person chose in a poll, once; `choice` counts the answers from 0."""

    __tablename__ = "session_vote"
    __table_args__ = (CheckConstraint(f"choice BETWEEN 0 AND {MOST_ANSWERS - 1}", name="choice"),)

    poll_id: Mapped[int] = mapped_column(ForeignKey("session_poll.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    choice: Mapped[int]
    voted_at: Mapped[datetime]


class Idea(Base):
    """An idea that somebody handed in; who did is shown to nobody. Removed ones keep their row."""

    __tablename__ = "session_idea"
    __table_args__ = (CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_IDEA}", name="text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("session_poll.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    handed_in_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class IdeaSupport(Base):
    """A person who finds an idea good, once."""

    __tablename__ = "session_support"

    idea_id: Mapped[int] = mapped_column(ForeignKey("session_idea.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
