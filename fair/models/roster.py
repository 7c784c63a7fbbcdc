"""Rosters: blocks of staff, and the slots that are cut from them."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth
from fair.models.calendar import InCalendars

if TYPE_CHECKING:
    from fair.models.booking import Booking
    from fair.models.pause import Pause
    from fair.models.waiting import SlotOffer

FREE, WITHDRAWN = "open", "withdrawn"
WALK_IN = "walk_in"  # not cut from a shift: made for a student from the queue, nobody books it
LIVE_HERE = "and_(Slot.id == Booking.slot_id, Booking.state.in_(('booked', 'attended', 'no_show')))"


class Shift(InCalendars, Base):
    """A block in which a member of staff holds talks; slots are cut from it.

    `meeting_link` is a video room of the employer's own, `phone` a number to call; both may be empty.

    `slot_minutes` and `break_minutes` are this person's own choice; empty follows the fair.
    """

    __tablename__ = "shift"
    SHOWN: ClassVar = ("starts_at", "ends_at", "meeting_link")
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("slot_minutes BETWEEN 5 AND 60", name="slot_minutes"),
        CheckConstraint("break_minutes BETWEEN 0 AND 60", name="break_minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meeting_link: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    slot_minutes: Mapped[int | None]
    break_minutes: Mapped[int | None]

    booth: Mapped[Booth] = relationship(back_populates="shifts")
    staff: Mapped[Person] = relationship()
    pauses: Mapped[list["Pause"]] = relationship(back_populates="shift", order_by="Pause.starts_at")

    @property
    def talk_minutes(self) -> int:
        """How long a talk in this block lasts."""
        return self.booth.fair.slot_minutes if self.slot_minutes is None else self.slot_minutes

    @property
    def rest_minutes(self) -> int:
        """How long the break between two talks is."""
        return self.booth.fair.break_minutes if self.break_minutes is None else self.break_minutes


class Slot(Base):
    """A time to talk with one member of staff; `version` rises with each change that people see.

    Who comes is in `bookings`; `booking` is the one on the first seat, so in a talk of two the only one.

    `seats` is how many students may come: one, or more in a group talk, which has a `title`.
    `reserved_for` is the group that alone may book it until the fair says that all may; see `fair.groups`.
    """

    __tablename__ = "slot"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats BETWEEN 1 AND 50", name="seats"),
        CheckConstraint("reserved_for IN ('urgent', 'mbo12', 'shortage')", name="reserved_for"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=FREE)
    seats: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(default="")
    reserved_for: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)

    booth: Mapped[Booth] = relationship(back_populates="slots")
    shift: Mapped[Shift] = relationship()
    staff: Mapped[Person] = relationship()
    bookings: Mapped[list["Booking"]] = relationship(primaryjoin=LIVE_HERE, viewonly=True)
    booking: Mapped["Booking | None"] = relationship(
        primaryjoin=f"and_({LIVE_HERE}, Booking.seat == 1)", viewonly=True, uselist=False
    )
    offers: Mapped[list["SlotOffer"]] = relationship(
        primaryjoin="and_(Slot.id == SlotOffer.slot_id, SlotOffer.state == 'offered')", viewonly=True
    )

    @property
    def is_group(self) -> bool:
        """Whether several students talk at once."""
        return self.seats > 1
