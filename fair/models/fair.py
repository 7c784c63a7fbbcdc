"""The fair itself: its hours and its rules."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.calendar import InCalendars
from region.sectors import SECTORS

if TYPE_CHECKING:
    from fair.models.booth import Booth
    from fair.models.priority import PriorityWindow

DRAFT, ANNOUNCED, OPEN, CLOSED, ARCHIVED = "draft", "announced", "open", "closed", "archived"
OVER = (CLOSED, ARCHIVED)
ONLINE, HYBRID = "online", "hybrid"


class Fair(InCalendars, Base):
    """A fair with its opening hours and its rules; `state` is draft, announced, open, closed or archived.

    `gap_minutes` lie between two talks of one student. Until `limit_until`, or always when that is empty,
    a student plans at most `bookings_per_student` talks. Up to `cancel_free_minutes` before a talk a student
    cancels without a reason. Slots reserved for a group are for everybody from `reserved_until` on.
    """

    __tablename__ = "fair"
    SHOWN: ClassVar = ("starts_at", "ends_at", "mode", "location", "state")
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("booking_closes_at > booking_opens_at", name="booking_window"),
        CheckConstraint("slot_minutes > 0 AND break_minutes >= 0 AND bookings_per_student > 0", name="rules"),
        CheckConstraint("gap_minutes >= 0", name="gap_minutes"),
        CheckConstraint("cancel_free_minutes >= 0", name="cancel_free_minutes"),
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
    sectors: Mapped[list[str]] = mapped_column(default=lambda: list(SECTORS))
    mode: Mapped[str] = mapped_column(default=ONLINE)
    location: Mapped[str] = mapped_column(default="")
    gap_minutes: Mapped[int] = mapped_column(default=10)
    one_per_employer: Mapped[bool] = mapped_column(default=True)
    limit_until: Mapped[datetime | None]
    cancel_free_minutes: Mapped[int] = mapped_column(default=60)
    shortage_sectors: Mapped[list[str]] = mapped_column(default=list)
    reserved_until: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=DRAFT)

    booths: Mapped[list["Booth"]] = relationship(back_populates="fair", order_by="Booth.number")
    windows: Mapped[list["PriorityWindow"]] = relationship(viewonly=True)
