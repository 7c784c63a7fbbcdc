"""Who watches which room in every process: rows that each process keeps as its own lines are.

A process says every few seconds that it is there; what one that fell silent left behind is thrown away.
"""

import secrets
import threading
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.db import Base, db, transaction

SILENT = timedelta(seconds=15)
Watching = Mapping[tuple[str, str], int]  # the socket and the room, and whose it is

MINE = secrets.token_hex(8)
_turn = threading.Lock()  # one at a time writes the rows of this process


class Process(Base):
    """A server process that is open, and when it last said so."""

    __tablename__ = "process"

    id: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)


class Watcher(Base):
    """A line of a process on which somebody watches a room."""

    __tablename__ = "watcher"

    sid: Mapped[str] = mapped_column(primary_key=True)
    room: Mapped[str] = mapped_column(primary_key=True, index=True)
    process_id: Mapped[str] = mapped_column(ForeignKey("process.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))


LINE_GONE = delete(Watcher).where(Watcher.sid == bindparam("gone"), Watcher.room == bindparam("from"))


def keep(watching: Watching, now: datetime) -> set[str]:
    """Have the rows of this process say what is so; returns the rooms in which a silent one had watchers."""
    with _turn, transaction() as work:
        _say_that_we_are_here(work, now)
        mine = select(Watcher.sid, Watcher.room).where(Watcher.process_id == MINE)
        kept = {(sid, room) for sid, room in work.execute(mine)}
        gone = [{"gone": sid, "from": room} for sid, room in kept - watching.keys()]
        come = [
            {"sid": sid, "room": room, "process_id": MINE, "person_id": watching[sid, room]}
            for sid, room in watching.keys() - kept
        ]
        if gone:
            work.connection().execute(LINE_GONE, gone)
        if come:
            work.execute(insert(Watcher), come)
        return _throw_silent_away(work, now)


def _say_that_we_are_here(work: Session, now: datetime) -> None:
    process = work.get(Process, MINE, with_for_update=True)  # nobody takes us for silent meanwhile
    if process is None:
        work.add(Process(id=MINE, seen_at=now))
    else:
        process.seen_at = now
    work.flush()


def _throw_silent_away(work: Session, now: datetime) -> set[str]:
    # After an outage all were silent at once. Who is just saying that it is there holds its row: let it be.
    found = select(Process.id).where(Process.seen_at < now - SILENT).with_for_update(skip_locked=True)
    silent = list(work.scalars(found))
    if not silent:
        return set()
    left = set(work.scalars(select(Watcher.room).where(Watcher.process_id.in_(silent)).distinct()))
    work.execute(delete(Process).where(Process.id.in_(silent)))
    return left


def people_in(rooms: Collection[str], now: datetime) -> dict[str, set[int]]:
    """Who watches each of these rooms in any process that is open."""
    there: dict[str, set[int]] = {room: set() for room in rooms}
    found = select(Watcher.room, Watcher.person_id).join(Process, Process.id == Watcher.process_id)
    watching = found.where(Watcher.room.in_(rooms), Process.seen_at >= now - SILENT)
    for room, person_id in db.session.execute(watching):
        there[room].add(person_id)
    return there
