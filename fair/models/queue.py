"""Places in the queue of a booth, for students who walk in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booking import Booking
from fair.models.booth import Booth

WAITING, CALLED = "waiting", "called"
TALKED, LEFT, MISSED = "talked", "left", "missed"
SHUT = "shut"  # organisers closed the booth
LIVE_VISIT = (WAITING, CALLED)


class Visit(Base):
    """A person in the queue of a booth; it belongs to the person, not to a page or a connection.

    `place` orders those who wait. Who is called has `staff_id`, who called, and comes before `come_by`.
    `called_at` is when that was the first time. `misses` counts how often the person did not come;
    `booking_id` is the talk that came of it.
    """

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("(state = 'called') = (come_by IS NOT NULL)", name="called_has_a_time"),
        CheckConstraint("state <> 'called' OR staff_id IS NOT NULL", name="called_by_somebody"),
        Index(
            "one_live_visit",
            "booth_id",
            "person_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'called')"),
            postgresql_where=text("state IN ('waiting', 'called')"),
        ),
        Index(
            "one_call_per_staff",
            "staff_id",
            unique=True,
            sqlite_where=text("state = 'called'"),
            postgresql_where=text("state = 'called'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(default=WAITING)
    joined_at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    come_by: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    misses: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("booking.id"))

    booth: Mapped[Booth] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    booking: Mapped[Booking | None] = relationship()
