"""What is kept of letters, and for how long; and letters that could not be sent."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import joinedload

from app import worker
from app.db import action, db, transaction
from app.errors import NotFound
from app.mail.letters import DEAD, KEPT, SENT, WAITING, Letter
from app.mail.server import folder_of_letters

KEPT_FOR = timedelta(days=30)


@worker.due
def forget_old_letters(now: datetime) -> int:
    """After thirty days nothing is left of a letter, nor of its notice."""
    before = now - KEPT_FOR
    old = (Letter.state.in_((SENT, KEPT)), Letter.written_at < before)
    if db.session.scalar(select(Letter.id).where(*old).limit(1)) is None:
        return 0
    with transaction() as work:
        gone = work.execute(delete(Letter).where(*old))
    for path in folder_of_letters().glob("*.eml"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
    return gone.rowcount  # type: ignore[attr-defined]


def undelivered() -> list[Letter]:
    """Letters that could not be sent, the newest first."""
    return _letters(Letter.state == DEAD)


def held_up() -> tuple[int, str]:
    """How many letters were tried and wait for another try, and what the mail server answered last."""
    waiting = (Letter.state == WAITING, Letter.error != "")
    number = db.session.scalar(select(func.count(Letter.id)).where(*waiting)) or 0
    last = select(Letter.error).where(*waiting).order_by(Letter.due_at.desc(), Letter.id.desc()).limit(1)
    return number, db.session.scalar(last) or ""


def latest() -> list[Letter]:
    """All letters, the newest first: for a demo, in which everybody is made up."""
    return _letters()


def _letters(*conditions: object) -> list[Letter]:
    found = select(Letter).where(*conditions).options(joinedload(Letter.person))  # type: ignore[arg-type]
    return list(db.session.scalars(found.order_by(Letter.id.desc()).limit(200)))


def letter(letter_id: int) -> Letter:
    """One letter."""
    found = db.session.get(Letter, letter_id)
    if found is None:
        raise NotFound
    return found


@action
def try_again(*, now: datetime, letter_id: int | None = None) -> int:
    """Let a dead letter, or all of them, be sent again; returns how many."""
    dead = [Letter.state == DEAD] + ([Letter.id == letter_id] if letter_id else [])
    again = update(Letter).where(*dead).values(state=WAITING, due_at=now, tries=0, written_at=now)
    return len(list(db.session.scalars(again.returning(Letter.id))))
