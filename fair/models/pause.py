"""Pauses: parts of a shift in which nobody books."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.roster import Shift

LUNCH, OWN_TALK, ELSE = "lunch", "own_talk", "else"
HANDED_OVER, CALLED_OFF = "handed_over", "called_off"  # the time of a talk that is somewhere else, or off


class Pause(Base):
    """A time inside a shift that is blocked, and why: a reason from the list, or words of one's own."""

    __tablename__ = "pause"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str]

    shift: Mapped[Shift] = relationship(back_populates="pauses")
