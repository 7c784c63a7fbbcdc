"""Fairs, booths, shifts, slots and bookings.

What must never be is refused by the database: two live bookings of one slot, a person in two talks at
once, a member of staff in two talks at once (the indexes and triggers are in the migrations).
"""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from region.models import Organisation
from register.models import Placement

DRAFT, OPEN, CLOSED = "draft", "open", "closed"
REQUESTED, APPROVED, DECLINED = "requested", "approved", "declined"
FREE, WITHDRAWN = "open", "withdrawn"
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


class Fair(Base):
    """A fair with its opening hours and its rules; `state` is draft, open or closed."""

    __tablename__ = "fair"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("booking_closes_at > booking_opens_at", name="booking_window"),
        CheckConstraint("slot_minutes > 0 AND break_minutes >= 0 AND bookings_per_student > 0", name="rules"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    slot_minutes: Mapped[int] = mapped_column(default=10)
    break_minutes: Mapped[int] = mapped_column(default=5)
    bookings_per_student: Mapped[int] = mapped_column(default=5)
    booking_opens_at: Mapped[datetime]
    booking_closes_at: Mapped[datetime]
    levels: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default=DRAFT)

    booths: Mapped[list["Booth"]] = relationship(back_populates="fair", order_by="Booth.number")


class Booth(Base):
    """An employer's stall at a fair; `number` is where it stands on the square.

    `remark` is what the organisers last said to the employer: a question, or why the answer is no.
    """

    __tablename__ = "booth"
    __table_args__ = (UniqueConstraint("fair_id", "organisation_id"), UniqueConstraint("fair_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[int]
    slogan: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default=REQUESTED)
    remark: Mapped[str] = mapped_column(default="")

    fair: Mapped[Fair] = relationship(back_populates="booths")
    organisation: Mapped[Organisation] = relationship()
    shifts: Mapped[list["Shift"]] = relationship(back_populates="booth", order_by="Shift.starts_at")
    slots: Mapped[list["Slot"]] = relationship(back_populates="booth", order_by="Slot.starts_at")


class Shift(Base):
    """A block in which a member of staff holds talks; slots are cut from it. `meeting_link`: where."""

    __tablename__ = "shift"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meeting_link: Mapped[str] = mapped_column(default="")

    booth: Mapped[Booth] = relationship(back_populates="shifts")
    staff: Mapped[Person] = relationship()


class Slot(Base):
    """A time to talk with one member of staff; `version` rises with each change that people see."""

    __tablename__ = "slot"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=FREE)
    version: Mapped[int] = mapped_column(default=1)

    booth: Mapped[Booth] = relationship(back_populates="slots")
    shift: Mapped[Shift] = relationship()
    staff: Mapped[Person] = relationship()
    booking: Mapped["Booking | None"] = relationship(
        primaryjoin="and_(Slot.id == Booking.slot_id, Booking.state.in_(('booked', 'attended', 'no_show')))",
        viewonly=True,
        uselist=False,
    )


class Booking(Base):
    """A talk of one person in one slot.

    `starts_at` and `ends_at` are the slot's own: the database needs them in this row to refuse overlaps.
    Moving to another slot keeps the row and raises `sequence`, so calendars see one changed entry.
    """

    __tablename__ = "booking"
    __table_args__ = (
        Index(
            "one_live_booking_per_slot",
            "slot_id",
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
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    question: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=BOOKED)
    sequence: Mapped[int] = mapped_column(default=0)
    booked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
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
