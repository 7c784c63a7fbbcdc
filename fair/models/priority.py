"""Who may book before everybody else."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.fair import Fair


class PriorityWindow(Base):
    """From when on a group of students may book at a fair, before it opens for all; see `fair.groups`."""

    __tablename__ = "priority_window"
    __table_args__ = (
        UniqueConstraint("fair_id", "group"),
        CheckConstraint("\"group\" IN ('urgent', 'mbo12', 'shortage')", name="group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    group: Mapped[str]
    opens_at: Mapped[datetime]

    fair: Mapped[Fair] = relationship()
