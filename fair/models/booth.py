"""Booths: an employer's stall at a fair."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from fair.models.fair import Fair
from region.models import Organisation

if TYPE_CHECKING:
    from fair.models.roster import Shift, Slot
    from fair.models.stand import Stand

REQUESTED, APPROVED, DECLINED = "requested", "approved", "declined"


class Booth(Base):
    """An employer's stall at a fair; `number` is where it stands on the square.

    It talks with students of its `levels` and, where it asks for more, with those who have one of the
    `wanted_programmes` (codes), one of the `wanted_sectors` and one of the `wanted_languages`.
    `remark` is what the organisers last said to the employer: a question, or why the answer is no.
    While it has a pause `paused_at` says since when, and perhaps `paused_until` when they are back.
    While organisers keep it closed `closed_at` says since when, and `close_reason` why: a reason from the
    list, or words. What is over of both is kept as `Away`.
    """

    __tablename__ = "booth"
    __table_args__ = (
        UniqueConstraint("fair_id", "organisation_id"),
        UniqueConstraint("fair_id", "number"),
        CheckConstraint("paused_until IS NULL OR paused_until > paused_at", name="pause_ends_after_start"),
        CheckConstraint("(closed_at IS NULL) = (close_reason = '')", name="closed_for_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[int]
    slogan: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]]
    wanted_programmes: Mapped[list[str]] = mapped_column(default=list)
    wanted_sectors: Mapped[list[str]] = mapped_column(default=list)
    wanted_languages: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(default=REQUESTED)
    remark: Mapped[str] = mapped_column(default="")
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    pause_reason: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(default="")

    fair: Mapped[Fair] = relationship(back_populates="booths")
    organisation: Mapped[Organisation] = relationship()
    shifts: Mapped[list["Shift"]] = relationship(back_populates="booth", order_by="Shift.starts_at")
    slots: Mapped[list["Slot"]] = relationship(back_populates="booth", order_by="Slot.starts_at")
    stand: Mapped["Stand | None"] = relationship(
        primaryjoin="and_(Booth.id == Stand.booth_id, Stand.published)", viewonly=True, uselist=False
    )
