"""People who come to sessions without an account."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from sessions.models.session import InspirationSession


class GuestRequest(Base):
    """That somebody wants to come, by an address that is not confirmed yet; it keeps no seat.

    Only a fingerprint of the token in the letter is kept. One for each session and address: who asks again
    gets another letter, and the one before opens nothing any more.
    """

    __tablename__ = "guest_request"
    __table_args__ = (UniqueConstraint("session_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("inspiration_session.id", ondelete="CASCADE"))
    email: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]

    session: Mapped[InspirationSession] = relationship()


class Guest(Base):
    """That a person came by a confirmed address and has no account; `salt` makes the link of her letters."""

    __tablename__ = "guest"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str]
    made_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
