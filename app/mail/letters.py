"""Letters as rows: written with what gives the reason, so that neither is kept without the other."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Table, delete, func, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from app.config import LANGUAGES
from app.db import Base, announce, db
from app.mail.words import kind_of
from app.people import Person

WAITING, SENT, KEPT, DEAD = "waiting", "sent", "kept", "dead"
IS_WAITING = text(f"state = '{WAITING}'")
HOUR = timedelta(hours=1)


class Letter(Base):
    """A letter to one person, or to an address of somebody without an account; also a notice on the site.

    `said` is what its words are made of when it is sent or shown. It is waiting, sent, kept (only to be read
    on the site) or dead. While somebody sends it `due_at` lies ahead, so nobody else does. After `until` it
    is not worth sending. `about` names what it is about; `key` what may be written only once.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR address <> ''", name="has_receiver"),
        CheckConstraint("state IN ('waiting', 'sent', 'kept', 'dead')", name="state_is_known"),
        Index("letters_to_send", "due_at", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        Index("letters_of_person", "person_id", "read_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    address: Mapped[str]
    language: Mapped[str]
    kind: Mapped[str]
    about: Mapped[str] = mapped_column(index=True)
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
    calendar: Mapped[bytes | None]
    method: Mapped[str]
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    until: Mapped[datetime | None]
    state: Mapped[str]
    tries: Mapped[int]
    error: Mapped[str]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    read_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship()

    @property
    def to(self) -> str:
        """The address it goes to: the one that its person has now."""
        return self.person.email if self.person else self.address

    @property
    def spoken(self) -> str:
        """The language it is written in."""
        return self.person.language if self.person else self.language


TABLE = cast(Table, Letter.__table__)

# Read with whoever is signed in, in the same question: every page shows it in its header.
Person.unread = column_property(
    select(func.count(Letter.id))
    .where(Letter.person_id == Person.id, Letter.read_at.is_(None))
    .correlate_except(Letter)
    .scalar_subquery(),
    deferred=True,
    group="header",
)


@dataclass(frozen=True)
class LettersChanged:
    """There is something new to read for these people, or they have read it."""

    person_ids: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A letter to write; `calendar` is a file for the receiver's calendar and `method` says what to do there.

    `seen`: the receiver did it herself, so it is no news to her. `key`: written only once, whoever asks.
    """

    kind: str
    said: dict[str, Any]
    person_id: int | None = None
    address: str = ""
    language: str = LANGUAGES[0]
    about: str = ""
    key: str | None = None
    due_at: datetime | None = None
    until: datetime | None = None
    seen: bool = False
    calendar: bytes | None = field(default=None, repr=False)
    method: str = ""

    def row(self, now: datetime) -> dict[str, Any]:
        """What the database keeps of it."""
        due_at = self.due_at or (whole_hour_after(now) if kind_of(self.kind).gathered else now)
        copied = ("kind", "said", "person_id", "address", "language", "about", "key", "until")
        return {name: getattr(self, name) for name in (*copied, "calendar", "method")} | {
            "uid": secrets.token_hex(16),
            "written_at": now,
            "due_at": due_at,
            "state": WAITING,
            "tries": 0,
            "error": "",
            "read_at": now if self.seen else None,
        }


def whole_hour_after(now: datetime) -> datetime:
    """When what is gathered goes out next: the same moment for all, so that it goes out together."""
    return now.replace(minute=0, second=0, microsecond=0) + HOUR


def write(now: datetime, *drafts: Draft) -> None:
    """Write letters within the unit of work that gives the reason: one statement, however many."""
    if drafts:
        insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
        # Of the table, not of the class: that would make a statement for each set of filled columns.
        once = insert(TABLE).on_conflict_do_nothing(index_elements=["key"])
        db.session.execute(once, [draft.row(now) for draft in drafts])
        unseen = (draft.person_id for draft in drafts if draft.person_id and not draft.seen)
        announce(LettersChanged(frozenset(unseen)))


def forget(about: str) -> None:
    """Let what nobody got yet be as if it never was, within a unit of work: the reason is gone."""
    gone = delete(Letter).where(Letter.about == about, Letter.state == WAITING).returning(Letter.person_id)
    announce(LettersChanged(frozenset(filter(None, db.session.scalars(gone)))))


def overtake(about: str, person_ids: Collection[int]) -> None:
    """Let people read only on the site what they did not get yet: what is written now says how things are.

    So a letter that waited, or that the server did not take at once, never arrives after the one that says
    what became of it. One statement, however many people.
    """
    waits = update(Letter).where(Letter.about == about, Letter.state == WAITING)
    db.session.execute(waits.where(Letter.person_id.in_(person_ids)).values(state=KEPT, error=""))


def may_have_arrived(about: str, person_id: int) -> bool:
    """Whether a person may have got a letter about something: one went out, or is on its way."""
    left = (Letter.state == SENT) | (Letter.tries > 0)
    found = select(Letter.id).where(Letter.about == about, Letter.person_id == person_id, left).limit(1)
    return db.session.scalar(found) is not None
