"""The places on offer."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from region.models.employer import Establishment, Organisation


class Place(Base):
    """Internship places on offer at one address: as many as there are seats."""

    __tablename__ = "place"
    __table_args__ = (CheckConstraint("seats > 0", name="has_seats"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishment.id"))
    title: Mapped[str]
    tasks: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]]
    sector: Mapped[str]
    programme_code: Mapped[str | None]
    seats: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours_per_week: Mapped[int]
    allowance: Mapped[str]
    place_type: Mapped[str] = mapped_column(default="stageplek")
    form: Mapped[str] = mapped_column(default="regular")
    work_mode: Mapped[str] = mapped_column(default="on_site")
    published: Mapped[bool] = mapped_column(default=True)

    organisation: Mapped[Organisation] = relationship(back_populates="places")
    establishment: Mapped[Establishment] = relationship()
