"""What organisers announce at a fair."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.fair import Fair

EVERYBODY, STUDENTS, SECTOR = "everybody", "students", "sector"


class Announcement(Base):
    """A short text for a group at a fair, to be read until `until`, or until it is withdrawn.

    `audience` is everybody, students, staff or sector: the booths of one `sector` and who looks at them.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("until > said_at", name="ends_after_start"),
        CheckConstraint("(audience = 'sector') = (sector <> '')", name="sector_when_asked"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    audience: Mapped[str]
    sector: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    said_at: Mapped[datetime]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    fair: Mapped[Fair] = relationship()
