"""Who keeps order in the live room of a session, besides the organisers."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Moderator(Base):
    """A person whom an organiser has appointed for one session."""

    __tablename__ = "session_moderator"

    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    appointed_at: Mapped[datetime]
