"""The room of a talk: who is there, who was let in, and what was typed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person


class Room(Base):
    """What staff did in the room of a talk: let the student in, hold the talk, make it longer.

    `host_id` is the member of staff who holds the talk: there is one, also when colleagues look in.
    """

    __tablename__ = "room"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    host_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    admitted_at: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]

    host: Mapped[Person] = relationship()


class RoomSeat(Base):
    """A person in a room, since when, and in which tab of a browser: the last one that came counts.

    Without JavaScript there is a seat and no tab.
    """

    __tablename__ = "room_seat"

    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    tab: Mapped[str] = mapped_column(default="")
    since: Mapped[datetime]


class RoomMessage(Base):
    """What somebody typed in the room of a talk."""

    __tablename__ = "room_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[datetime]

    person: Mapped[Person] = relationship()
