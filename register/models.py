"""Targets, pledges, and placements with everything that ever happened to them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from region.models import Area, Organisation, Place, Programme

STUDENT, EMPLOYER, SCHOOL, SYSTEM = "student", "employer", "school", "system"
PARTIES = (STUDENT, EMPLOYER, SCHOOL)

PROPOSED, ACCEPTED, IN_REVIEW, APPROVED = "proposed", "accepted", "in_review", "approved"
SIGNING, AGREED, ACTIVE, COMPLETED = "signing", "agreed", "active", "completed"
DECLINED, WITHDRAWN, EXPIRED = "declined", "withdrawn", "expired"
CANCELLED, TERMINATED_EARLY = "cancelled", "terminated_early"

LINE = (PROPOSED, ACCEPTED, IN_REVIEW, APPROVED, SIGNING, AGREED, ACTIVE, COMPLETED)
IN_TALKS = (ACCEPTED, IN_REVIEW, APPROVED, SIGNING)
LIVE = (*IN_TALKS, AGREED, ACTIVE)  # holds a seat and the student's time
COUNTED = (AGREED, ACTIVE, COMPLETED, TERMINATED_EARLY)  # reached an agreement and was not cancelled


class Target(Base):
    """What was promised to the public: a number of placements in a window, for levels in an area."""

    __tablename__ = "target"
    __table_args__ = (CheckConstraint("number > 0", name="is_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    number: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    levels: Mapped[list[str]]
    counted_forms: Mapped[list[str]]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))

    area: Mapped[Area] = relationship()


class Pledge(Base):
    """A promise of an employer: so many places at a level from a date on."""

    __tablename__ = "pledge"
    __table_args__ = (CheckConstraint("number > 0", name="is_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    level: Mapped[str]
    number: Mapped[int]
    starts_on: Mapped[date]
    pledged_on: Mapped[date]

    organisation: Mapped[Organisation] = relationship()


class Placement(Base):
    """One person at one host for one period; `version` is the version of the document to sign.

    `expires_at` is by when the current state needs its answer; only a proposal lapses by it.
    """

    __tablename__ = "placement"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)
    level: Mapped[str]
    form: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours_per_week: Mapped[int]
    allowance: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    proposed_by: Mapped[str]
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]

    place: Mapped[Place] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    proposer: Mapped[Person | None] = relationship(foreign_keys=[proposer_id])
    programme: Mapped[Programme] = relationship()
    steps: Mapped[list["PlacementStep"]] = relationship(
        back_populates="placement", order_by="PlacementStep.id"
    )
    signatures: Mapped[list["Signature"]] = relationship(back_populates="placement", order_by="Signature.id")

    @property
    def changes(self) -> int:
        """How often something happened to it: the version of its drawings."""
        return len(self.steps) + len(self.signatures)

    @property
    def terms_since(self) -> datetime:
        """Since when the terms are as they are: the proposal, or the last change of it by the employer."""
        return [step.at for step in self.steps if step.sets_terms][-1]

    @property
    def signed(self) -> dict[str, "Signature"]:
        """Who signed the current version, by party."""
        return {each.party: each for each in self.signatures if each.version == self.version}

    @property
    def asks_employer(self) -> bool:
        """Whether the student proposed it and the employer has not answered yet."""
        return self.state == PROPOSED and self.proposed_by == STUDENT

    @property
    def was_sent_back(self) -> bool:
        """Whether the school asked for other terms and the employer has not answered that yet."""
        return self.state == PROPOSED and bool(self.steps) and self.steps[-1].from_state == IN_REVIEW


class PlacementStep(Base):
    """A transition of a placement; rows are only ever added."""

    __tablename__ = "placement_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")

    placement: Mapped[Placement] = relationship(back_populates="steps")
    actor: Mapped[Person | None] = relationship()

    @property
    def sets_terms(self) -> bool:
        """Whether this step said what the terms are; a school that asks for other ones does not."""
        return self.to_state == PROPOSED and self.from_state in (None, PROPOSED)


class Signature(Base):
    """Evidence that a party signed one version of the document; a new version starts without any."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("placement_id", "version", "party"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), index=True)
    version: Mapped[int]
    party: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    placement: Mapped[Placement] = relationship(back_populates="signatures")
    person: Mapped[Person] = relationship()
