"""Reports of discrimination, and who reads them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
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
    steps: Mapped[list["ReportStep"]] = relationship(order_by="ReportStep.decided_at")

    def is_handled(self, side: str) -> bool:
        """Whether the school, or the region, has said what it did."""
        return any(step.side == side for step in self.steps)


class ReportStep(Base):
    """What the school, or the region, did with a report, and who wrote that."""

    __tablename__ = "report_step"
    __table_args__ = (CheckConstraint("side IN ('school', 'region')", name="side"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    words: Mapped[str]
    decided_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()


class Confidant(Base):
    """An organiser who reads the reports that students send to the regional service."""

    __tablename__ = "confidant"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime]
