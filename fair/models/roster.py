"""Rosters: blocks of staff, and the slots that are cut from them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth

if TYPE_CHECKING:
    from fair.models.booking import Booking
    from fair.models.waiting import SlotOffer

FREE, WITHDRAWN = "open", "withdrawn"


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
    """A time to talk with one member of staff; `version` rises with each change that people see.

    `seats` is how many students may come: one, or more in a group talk.
    """

    __tablename__ = "slot"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("seats BETWEEN 1 AND 50", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=FREE)
    seats: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)

    booth: Mapped[Booth] = relationship(back_populates="slots")
    shift: Mapped[Shift] = relationship()
    staff: Mapped[Person] = relationship()
    booking: Mapped["Booking | None"] = relationship(
        primaryjoin="and_(Slot.id == Booking.slot_id, Booking.state.in_(('booked', 'attended', 'no_show')))",
        viewonly=True,
        uselist=False,
    )
    offers: Mapped[list["SlotOffer"]] = relationship(
        primaryjoin="and_(Slot.id == SlotOffer.slot_id, SlotOffer.state == 'offered')", viewonly=True
    )
