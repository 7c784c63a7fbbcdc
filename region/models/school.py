"""Schools and their programmes."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base


class Institution(Base):
    """A school or university."""

    __tablename__ = "institution"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))

    programmes: Mapped[list["Programme"]] = relationship(back_populates="institution")


class Programme(Base):
    """A programme that sends students on internships; `code` is a crebo or croho code."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("institution_id", "code", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    name: Mapped[str]
    level: Mapped[str]
    code: Mapped[str]
    sector: Mapped[str]

    institution: Mapped[Institution] = relationship(back_populates="programmes")
