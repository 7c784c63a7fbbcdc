"""Invitations: an organiser asks an employer to come to a fair."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.fair import Fair
from region.models import Organisation

UNFINISHED = "used_at IS NULL AND revoked_at IS NULL"
FOR_NEW = f"organisation_id IS NULL AND {UNFINISHED}"


class Invitation(Base):
    """An employer is asked to come: one that is known, or a new one with a name and an e-mail address.

    `token_hash` is the fingerprint of the link, never the link itself; without it the employer only reads
    the invitation on the site. A new employer gets its `organisation_id` when the invitation is used.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("organisation_id IS NOT NULL OR name <> ''", name="names_employer"),
        CheckConstraint("used_at IS NULL OR used_by_id IS NOT NULL", name="used_by_somebody"),
        Index(
            "one_invitation_per_employer",
            "fair_id",
            "organisation_id",
            unique=True,
            sqlite_where=text(UNFINISHED),
            postgresql_where=text(UNFINISHED),
        ),
        Index(
            "one_invitation_per_name",
            "fair_id",
            "name",
            unique=True,
            sqlite_where=text(FOR_NEW),
            postgresql_where=text(FOR_NEW),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]

    fair: Mapped[Fair] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    used_by: Mapped[Person | None] = relationship(foreign_keys=[used_by_id])

    @property
    def employer(self) -> str:
        """The name of who is invited."""
        return self.organisation.name if self.organisation else self.name
