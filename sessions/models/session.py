"""Sessions that organisers plan, alone or in a series."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from sessions.kinds import ALL, DRAFT, ON_SITE, ONLINE


class Series(Base):
    """Sessions that come back; `rule` is an RRULE, counted in days as people read them here."""

    __tablename__ = "session_series"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]


class InspirationSession(Base):
    """A session; `state` is draft, published or cancelled.

    `speakers` are pairs of a name and what somebody does, shown with their consent (`agreed_at`).
    `programme` are pairs of minutes after the start and what happens then. `link` leads to a video room,
    `stage` to a picture that stands on the page once somebody asks for it; `recording` and
    `transcript_link` lead to what is left of it afterwards. `occurs_on` is the day that the
    rule of its series gave; a session that was moved has another day now. `version` counts all changes of
    who comes, `sequence` those of time, place and state, `room_version` those in its live room. `first_look`:
    new questions there wait until a moderator has looked at them.
    """

    __tablename__ = "inspiration_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity > 0", name="has_seats"),
        CheckConstraint("(series_id IS NULL) = (occurs_on IS NULL)", name="day_in_series"),
        UniqueConstraint("series_id", "occurs_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("session_series.id"))
    occurs_on: Mapped[date | None]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    host: Mapped[str]
    speakers: Mapped[list[Any]] = mapped_column(JSON, default=list)
    agreed_at: Mapped[datetime | None]
    audience: Mapped[str] = mapped_column(default=ALL)
    language: Mapped[str] = mapped_column(default="nl")
    tags: Mapped[list[str]] = mapped_column(default=list)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    mode: Mapped[str] = mapped_column(default=ONLINE)
    location: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="")
    captions: Mapped[bool] = mapped_column(default=False)
    transcript: Mapped[str] = mapped_column(default="")
    programme: Mapped[list[Any]] = mapped_column(JSON, default=list)
    recording: Mapped[str] = mapped_column(default="")
    transcript_link: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=DRAFT)
    reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    uid: Mapped[str] = mapped_column(unique=True, default=lambda: uuid4().hex)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    first_look: Mapped[bool] = mapped_column(default=True)
    room_version: Mapped[int] = mapped_column(default=1)

    series: Mapped[Series | None] = relationship()

    @property
    def is_online(self) -> bool:
        """Whether one can come without leaving home."""
        return self.mode != ON_SITE
