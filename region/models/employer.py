"""Employers: their addresses, and for which programmes these are recognised."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from region.models.area import Area

if TYPE_CHECKING:
    from region.models.place import Place


class Organisation(Base):
    """A legal entity that offers places: a company, a care group, a municipality."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kvk_number: Mapped[str | None] = mapped_column(unique=True)
    sector: Mapped[str]
    about: Mapped[str] = mapped_column(default="")

    establishments: Mapped[list["Establishment"]] = relationship(
        back_populates="organisation", order_by="Establishment.id"
    )
    places: Mapped[list["Place"]] = relationship(back_populates="organisation", order_by="Place.id")


class Establishment(Base):
    """An address of an organisation; recognitions and municipality hang here."""

    __tablename__ = "establishment"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")

    organisation: Mapped[Organisation] = relationship(back_populates="establishments")
    area: Mapped[Area | None] = relationship()

    @property
    def where(self) -> str:
        """The address in one line; its number when there is no address."""
        return ", ".join(part for part in (self.address, self.town) if part) or self.number or "–"


class Recognition(Base):
    """Whether an establishment may train for an mbo programme, as checked on a day."""

    __tablename__ = "recognition"
    __table_args__ = (UniqueConstraint("establishment_id", "programme_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    establishment_id: Mapped[int] = mapped_column(ForeignKey("establishment.id"))
    programme_code: Mapped[str]
    state: Mapped[str]
    checked_on: Mapped[date | None]
