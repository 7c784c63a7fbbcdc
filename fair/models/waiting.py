"""Waiting lists, offers of times that fell free, and who stands by on the day."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth
from fair.models.fair import Fair
from fair.models.roster import Slot

FIRST, WAITING, STANDBY = "first", "waiting", "standby"
OFFERED, TAKEN, LET_GO, LAPSED, GONE, PAST = "offered", "taken", "let_go", "lapsed", "gone", "past"


class WaitlistEntry(Base):
    """A person who waits for a time at a booth: for one slot, or for any when `slot_id` is empty.

    `first_choice`: her talk here was called off by the employer, so she goes before the list.
    """

    __tablename__ = "waitlist_entry"
    __table_args__ = (UniqueConstraint("person_id", "booth_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slot.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_choice: Mapped[bool] = mapped_column(default=False)
    joined_at: Mapped[datetime]

    booth: Mapped[Booth] = relationship()
    slot: Mapped[Slot | None] = relationship()


class PastWait(Base):
    """That somebody waited at a booth, and how many minutes until a time was offered; not who it was."""

    __tablename__ = "past_wait"

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    level: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]


class SlotOffer(Base):
    """A seat of a slot, held for one person until `expires_at`; `kind` says why it is hers.

    While its state is `offered` nobody else can book that seat. Who let it go, or let it lapse, is passed
    over until somebody has had the slot; from then on the row is `past`.
    """

    __tablename__ = "slot_offer"
    __table_args__ = (
        CheckConstraint("expires_at > offered_at", name="time_to_answer"),
        Index(
            "one_offer_per_seat",
            "slot_id",
            "seat",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "one_offer_per_person",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id"), index=True)
    seat: Mapped[int] = mapped_column(default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=OFFERED)
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    booth: Mapped[Booth] = relationship()
    slot: Mapped[Slot] = relationship()
    person: Mapped[Person] = relationship()


class Standby(Base):
    """A person who can come at once, until some time; an empty list means everything."""

    __tablename__ = "standby"
    __table_args__ = (UniqueConstraint("person_id", "fair_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fair_id: Mapped[int] = mapped_column(ForeignKey("fair.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sectors: Mapped[list[str]]
    booth_ids: Mapped[list[int]] = mapped_column(JSON)
    until: Mapped[datetime]
    signed_up_at: Mapped[datetime]

    fair: Mapped[Fair] = relationship()
