"""Reports of discrimination, and who reads them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from region.models.employer import Organisation


class Report(Base):
    """A student's report of discrimination, for whom she chose; `about_kind` and `about_id` say where it was.

    Who reads it does not learn who wrote it, unless she says so in `contact`. Employers see nothing of it.
    """

    __tablename__ = "report"
    __table_args__ = (CheckConstraint("to_school OR to_region", name="has_reader"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[int | None]
    text: Mapped[str]
    contact: Mapped[str] = mapped_column(default="")
    to_school: Mapped[bool]
    to_region: Mapped[bool]
    reported_at: Mapped[datetime] = mapped_column(index=True)

    organisation: Mapped[Organisation | None] = relationship()


class Confidant(Base):
    """An organiser who reads the reports that students send to the regional service."""

    __tablename__ = "confidant"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
