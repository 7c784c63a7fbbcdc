"""Questions in the live room of a session, and who else wants to know."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from sessions.forms.question import LONGEST_ANSWER, LONGEST_QUESTION, LONGEST_REASON
from sessions.kinds import WAITING


class Question(Base):
    """A question; `state` says what became of it.

    It waits until a moderator has looked at it, or is open at once. Of a session at most one is `pinned_at`:
    it is being answered now. A merged one says into which (`into_id`). Who asked it is on no screen.
    """

    __tablename__ = "session_question"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_QUESTION}", name="text"),
        CheckConstraint(f"length(answer) <= {LONGEST_ANSWER}", name="answer"),
        CheckConstraint(f"length(reason) <= {LONGEST_REASON}", name="reason"),
        CheckConstraint("(state = 'dismissed') = (reason != '')", name="dismissed_why"),
        CheckConstraint("(state = 'merged') = (into_id IS NOT NULL)", name="merged_into"),
        CheckConstraint("into_id != id", name="not_into_itself"),
        CheckConstraint("pinned_at IS NULL OR state = 'open'", name="pinned_is_open"),
        Index("ix_session_question_session_id", "session_id"),
        Index(
            "one_pinned_per_session",
            "session_id",
            unique=True,
            sqlite_where=text("pinned_at IS NOT NULL"),
            postgresql_where=text("pinned_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default=WAITING)
    answer: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    into_id: Mapped[int | None] = mapped_column(
        ForeignKey("session_question.id", ondelete="CASCADE"), index=True
    )
    pinned_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class Vote(Base):
    """A person who wants to know too: once per question, whoever asked it included."""

    __tablename__ = "session_question_vote"

    question_id: Mapped[int] = mapped_column(
        ForeignKey("session_question.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    voted_at: Mapped[datetime]


class Deed(Base):
    """What somebody who keeps order did, and when: for whoever asks why afterwards."""

    __tablename__ = "session_deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[int | None] = mapped_column(
        ForeignKey("session_question.id", ondelete="CASCADE"), index=True
    )
    verb: Mapped[str]
    done_at: Mapped[datetime]
