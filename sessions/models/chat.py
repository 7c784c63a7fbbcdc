"""The chat in the live room of a session: what was said, and who may not write there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from region.chat import LONGEST_MESSAGE
from sessions.models.session import InspirationSession


class SessionMessage(Base):
    """A message in a room; removed ones keep their row until all of them go.

    `number` says which writer of this room it is, for who does not show her name: the same in all of hers.
    """

    __tablename__ = "session_message"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_MESSAGE}", name="text"),
        Index("ix_session_message_session_id_said_at", "session_id", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    by_moderator: Mapped[bool]
    text: Mapped[str]
    said_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]

    session: Mapped[InspirationSession] = relationship()
    person: Mapped[Person] = relationship()


class SessionMute(Base):
    """A person who may not write in the chat of a session."""

    __tablename__ = "session_mute"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("inspiration_session.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    muted_at: Mapped[datetime]
