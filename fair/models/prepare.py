"""How students prepare: the booths they like best, and for which talks they share their menu card."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.booking import Booking
from fair.models.booth import Booth

MOST_FAVOURITES = 10


class Favourite(Base):
    """A booth that a student likes, in her own order; the key leaves no room for more than ten at a fair."""

    __tablename__ = "favourite"
    __table_args__ = (
        UniqueConstraint("person_id", "booth_id"),
        CheckConstraint(f"position BETWEEN 1 AND {MOST_FAVOURITES}", name="position"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"), index=True)

    booth: Mapped[Booth] = relationship()


class SharedCard(Base):
    """A student's menu card may be read at the desk of one talk; taking it back removes the row."""

    __tablename__ = "shared_card"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True)
    shared_at: Mapped[datetime]

    booking: Mapped[Booking] = relationship()
