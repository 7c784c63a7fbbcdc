"""Bookings: a talk of one person in one slot, and what came of it."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth
from fair.models.fair import Fair
from fair.models.roster import Slot
from register.models import Placement

BOOKED, ATTENDED, NO_SHOW = "booked", "attended", "no_show"
UNDONE, CANCELLED_BY_STUDENT, CANCELLED_BY_EMPLOYER = (
    "undone",
    "cancelled_by_student",
    "cancelled_by_employer",
)
LIVE_BOOKING = (BOOKED, ATTENDED, NO_SHOW)
ONWARD, AGAIN, NO_FIT = "onward", "again", "no_fit"
OUTCOMES = (ONWARD, AGAIN, NO_FIT, NO_SHOW)
OTHER = "other"  # the reason that needs words of its own


class Booking(Base):
    """A talk of one person in one slot, on one of its seats.

    `starts_at` and `ends_at` are the slot's own: the database needs them in this row to refuse overlaps.
    Moving to another slot keeps the row and raises `sequence`, so calendars see one changed entry.
    `employer_sequence` is the `sequence` of the last change that the employer made.
    `cancel_reason` is the student's reason from a list; `reason` is what was said in words, by either side.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index(
            "one_live_booking_per_slot",
            "slot_id",
            "seat",
            unique=True,
            sqlite_where=text("state IN ('booked', 'attended', 'no_show')"),
            postgresql_where=text("state IN ('booked', 'attended', 'no_show')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(16))
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat: Mapped[int] = mapped_column(default=1)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    question: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=BOOKED)
    sequence: Mapped[int] = mapped_column(default=0)
    employer_sequence: Mapped[int] = mapped_column(default=0)
    booked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    cancel_reason: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    note_saved_at: Mapped[datetime | None]
    note_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note_version: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None]
    outcome_reason: Mapped[str] = mapped_column(default="")
    outcome_text: Mapped[str] = mapped_column(default="")
    outcome_at: Mapped[datetime | None]
    placement_id: Mapped[int | None] = mapped_column(ForeignKey("placement.id"))

    fair: Mapped[Fair] = relationship()
    booth: Mapped[Booth] = relationship()
    slot: Mapped[Slot] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    note_by: Mapped[Person | None] = relationship(foreign_keys=[note_by_id])
    placement: Mapped[Placement | None] = relationship()

    @property
    def is_live(self) -> bool:
        """Whether this booking still holds its slot."""
        return self.state in LIVE_BOOKING

    @property
    def employer_changed(self) -> bool:
        """Whether the employer made the last change."""
        return 0 < self.employer_sequence == self.sequence
