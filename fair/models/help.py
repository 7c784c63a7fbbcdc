"""Calls between the desk of a booth and the organisers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth


class HelpCall(Base):
    """A booth asks the organisers to come, perhaps with one line; open until `closed_at`.

    With `to_booth` it goes the other way: organisers call the booth, and its staff say that they read it.
    """

    __tablename__ = "help_call"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_somebody"),
        Index(
            "one_open_help_call",
            "booth_id",
            "to_booth",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    to_booth: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]

    booth: Mapped[Booth] = relationship()
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])
