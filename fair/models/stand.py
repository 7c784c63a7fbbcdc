"""Stands: what an employer says at a booth, as a draft and as students see it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.people import Person
from fair.models.booth import Booth

UNNAMED = text("NOT named")
PICTURE, DOWNLOAD = "picture", "download"
TEXTS = ("slogan", "about", "sector", "colour", "logo", "logo_alt", "video")
LISTS = ("levels", "links", "people", "questions", "downloads")
CONTENT = TEXTS + LISTS

Rows = list[dict[str, Any]]


class Stand(Base):
    """What a booth says: at most one row that students see (`published`) and one draft.

    Files are named by their digest: `logo`, the `photo` of people and the `digest` of downloads.
    `version` rises with each change, through both rows.
    """

    __tablename__ = "stand"
    __table_args__ = (UniqueConstraint("booth_id", "published"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"))
    published: Mapped[bool]
    version: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    slogan: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    levels: Mapped[list[str]] = mapped_column(default=list)
    colour: Mapped[str] = mapped_column(default="")
    logo: Mapped[str] = mapped_column(default="")
    logo_alt: Mapped[str] = mapped_column(default="")
    video: Mapped[str] = mapped_column(default="")
    links: Mapped[Rows] = mapped_column(JSON, default=list)
    people: Mapped[Rows] = mapped_column(JSON, default=list)
    questions: Mapped[list[str]] = mapped_column(default=list)
    downloads: Mapped[Rows] = mapped_column(JSON, default=list)

    saved_by: Mapped[Person | None] = relationship()

    def pictures(self) -> Iterator[str]:
        """The digests of its logo and photos."""
        yield from (name for name in (self.logo, *(each["photo"] for each in self.people)) if name)

    def digests(self) -> set[str]:
        """The digests of all its files."""
        return {*self.pictures(), *(each["digest"] for each in self.downloads)}


class StandFile(Base):
    """A file of a booth: known by what is in it, kept under a random name.

    `named`: whether the draft or the published stand still has it.
    """

    __tablename__ = "stand_file"
    __table_args__ = (
        UniqueConstraint("booth_id", "kind", "digest"),
        CheckConstraint("kind IN ('picture', 'download')", name="kind"),
        Index("ix_stand_file_unnamed", "kept_at", sqlite_where=UNNAMED, postgresql_where=UNNAMED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id", ondelete="CASCADE"))
    kind: Mapped[str]
    digest: Mapped[str]
    stored: Mapped[str] = mapped_column(unique=True)
    named: Mapped[bool] = mapped_column(default=True)
    kept_at: Mapped[datetime]

    booth: Mapped[Booth] = relationship()
