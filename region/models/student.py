"""What the region knows of students, and what they say of themselves."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from region.models.school import Programme


class StudentProfile(Base):
    """What the region knows of a student: the programme and the phase, and what she chose to tell.

    `wanted_from` and `wanted_until`: the period in which she wants an internship.
    `urgent`: the school says that this student needs a place soon.
    """

    __tablename__ = "student_profile"
    __table_args__ = (CheckConstraint("days_per_week BETWEEN 1 AND 5", name="days_per_week"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    year: Mapped[int | None]
    wanted_from: Mapped[date | None]
    wanted_until: Mapped[date | None]
    days_per_week: Mapped[int | None]
    wish: Mapped[str] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[list[str]] = mapped_column(default=list)

    person: Mapped[Person] = relationship()
    programme: Mapped[Programme] = relationship()


class SkillsCard(Base):
    """A student's menu card: what she can do, wants to learn and must still learn, a few lines each."""

    __tablename__ = "skills_card"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    can: Mapped[list[str]]
    wants: Mapped[list[str]]
    must: Mapped[list[str]]
    changed_at: Mapped[datetime]
