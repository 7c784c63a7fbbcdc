"""The chat of a booth: what was said, and who may not write there."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth
from region.chat import LONGEST_MESSAGE


class ChatMessage(Base):
    """A message at a booth; removed ones keep their row until all of them go, so that it can be explained."""

    __tablename__ = "chat_message"
    __table_args__ = (
        CheckConstraint(f"length(text) BETWEEN 1 AND {LONGEST_MESSAGE}", name="text"),
        Index("ix_chat_message_booth_id_said_at", "booth_id", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    by_staff: Mapped[bool]
    text: Mapped[str]
    said_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None] = mapped_column(index=True)

    booth: Mapped[Booth] = relationship()
    person: Mapped[Person] = relationship()


class ChatVerdict(Base):
    """What somebody decided on a message that was reported: it stays, or it is removed."""

    __tablename__ = "chat_verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("chat_message.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    stays: Mapped[bool]
    decided_at: Mapped[datetime]

    message: Mapped[ChatMessage] = relationship()
    person: Mapped[Person] = relationship()


class ChatMute(Base):
    """A person who may not write in the chat of a booth."""

    __tablename__ = "chat_mute"

    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    muted_at: Mapped[datetime]
