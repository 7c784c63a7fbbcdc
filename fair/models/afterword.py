"""What a student says after a talk."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booking import Booking


class Afterword(Base):
    """The outcome of a talk for its student, and one word to the booth with the answer to it."""

    __tablename__ = "afterword"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    outcome: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    outcome_at: Mapped[datetime | None]
    word: Mapped[str] = mapped_column(default="")
    word_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(default="")
    reply_at: Mapped[datetime | None]
    reply_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    booking: Mapped[Booking] = relationship()
    reply_by: Mapped[Person | None] = relationship()
