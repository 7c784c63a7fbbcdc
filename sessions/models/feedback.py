"""What people thought of a session."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from sessions.models.registration import Registration


class Feedback(Base):
    """Two answers from 1 to 5 and a text: once from each person who was there."""

    __tablename__ = "session_feedback"
    __table_args__ = (
        CheckConstraint("liked BETWEEN 1 AND 5 AND useful BETWEEN 1 AND 5", name="one_to_five"),
    )

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    liked: Mapped[int]
    useful: Mapped[int]
    text: Mapped[str] = mapped_column(default="")

    registration: Mapped[Registration] = relationship()
