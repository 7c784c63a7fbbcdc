"""When a stall was not there for a while."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

PAUSED, CLOSED = "paused", "closed"


class Away(Base):
    """A time, now over, in which a stall was `paused` by its staff or `closed` by organisers, and why.

    What still goes on stands at the booth itself.
    """

    __tablename__ = "away"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    kind: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]
