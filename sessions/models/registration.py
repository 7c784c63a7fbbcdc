"""Who comes to a session, who waits, and for whom a seat is held."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from sessions.models.session import InspirationSession

SIGNED_UP, WAITING, OFFERED, LAPSED, OFF = "signed_up", "waiting", "offered", "lapsed", "off"
SEATED = (SIGNED_UP, OFFERED)


class Registration(Base):
    """A person at a session, once: signed up, waiting, with an offer, or no longer.

    Who comes and who has an offer holds a seat; seats are numbered up to the capacity of the session, which
    the database checks too. `asked_at` gives the order of the waiting list. `show_name`: others who come may
    read who she is. `sequence` rises when she comes again or no longer: her calendar adds it to that of the
    session.
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("session_id", "person_id"),
        UniqueConstraint("session_id", "seat"),
        CheckConstraint("(seat IS NOT NULL) = (state IN ('signed_up', 'offered'))", name="seat_fits"),
        CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offer_ends"),
        Index("ix_registration_offered_until", "offered_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    state: Mapped[str]
    seat: Mapped[int | None]
    show_name: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    offered_until: Mapped[datetime | None]
    came_at: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0)

    session: Mapped[InspirationSession] = relationship()
    person: Mapped[Person] = relationship()
