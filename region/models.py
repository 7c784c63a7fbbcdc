"""Areas, schools, employers, people's roles, and the places on offer."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person

STAFF, COORDINATOR, ORGANISER = "staff", "coordinator", "organiser"


class Area(Base):
    """A municipality or a set of them; nested."""

    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))

    parent: Mapped["Area | None"] = relationship(remote_side=[id])


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


class Membership(Base):
    """A role of a person: staff of an organisation, coordinator of programmes, organiser of the region.

    A coordinator without a programme looks after the whole institution.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint(
            "(role = 'staff' AND organisation_id IS NOT NULL AND institution_id IS NULL)"
            " OR (role = 'coordinator' AND institution_id IS NOT NULL AND organisation_id IS NULL)"
            " OR (role = 'organiser' AND organisation_id IS NULL AND institution_id IS NULL)",
            name="role_fits",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    institution: Mapped[Institution | None] = relationship()
    programme: Mapped[Programme | None] = relationship()


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


class Upload(Base):
    """A list that somebody tried, for a day: only the columns we use, and no citizen service numbers.

    The id is random, so that an old page can never read in a list that came later.
    `result` holds how many rows were new and changed, once the list is read in.
    """

    __tablename__ = "upload"

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_urlsafe(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    filename: Mapped[str]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    result: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)


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


class TeamInvitation(Base):
    """A link with which somebody joins the staff of an organisation, once and for a while.

    Only a hash of its token is kept. `email` is for whom it is meant: nobody else can use it.
    """

    __tablename__ = "team_invitation"
    __table_args__ = (
        Index(
            "one_open_team_invitation",
            "organisation_id",
            "email",
            unique=True,
            sqlite_where=text("used_at IS NULL AND revoked_at IS NULL"),
            postgresql_where=text("used_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    invited_by: Mapped[Person | None] = relationship()
