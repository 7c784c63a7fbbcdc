"""The roles of people, and the links with which they join a team."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from region.models.employer import Organisation
from region.models.school import Institution, Programme

STAFF, COORDINATOR, ORGANISER = "staff", "coordinator", "organiser"


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
