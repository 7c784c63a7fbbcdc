"""Who watches which room in every process: rows that each process keeps as its own lines are.

A process says every few seconds that it is there; what one that fell silent left behind is thrown away.
"""

import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

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


def keep(watching: Watching, now: datetime) -> set[str]:
    """Have the rows of this process say what is so; returns the rooms in which a silent one had watchers."""
    with _turn, transaction() as work:
        process = work.get(Process, MINE, with_for_update=True)  # nobody takes us for silent meanwhile
        if process is None:
            process = Process(id=MINE, seen_at=now)
            work.add(process)
            work.flush()
        process.seen_at = now
        kept = {(row.sid, row.room): row for row in work.scalars(select(Watcher).filter_by(process_id=MINE))}
        for key in kept.keys() - watching.keys():
            work.delete(kept[key])
        for sid, room in watching.keys() - kept.keys():
            person_id = watching[sid, room]
            work.add(Watcher(sid=sid, room=room, process_id=MINE, person_id=person_id))
        silent = select(Process.id).where(Process.seen_at < now - SILENT)
        left = set(work.scalars(select(Watcher.room).where(Watcher.process_id.in_(silent)).distinct()))
        work.execute(delete(Process).where(Process.seen_at < now - SILENT))
        return left


def people_in(rooms: tuple[str, ...], now: datetime) -> set[int]:
    """Who watches one of these rooms in any process that is open."""
    found = select(Watcher.person_id).join(Process, Process.id == Watcher.process_id)
    return set(db.session.scalars(found.where(Watcher.room.in_(rooms), Process.seen_at >= now - SILENT)))
