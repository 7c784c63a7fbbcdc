"""Things that must not happen twice carry a key made by the browser."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Base, action, db, refuse_as
from app.errors import Refused
from app.forms import plain


class Answer(Base):
    """What a command answered the first time its key was used."""

    __tablename__ = "answer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    result: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime]


FIRST = select(Answer.fingerprint, Answer.result).where(
    Answer.person_id == bindparam("person_id"), Answer.key == bindparam("key")
)

KEEP = insert(Answer)

refuse_as(_l("This page was used before. Load it again."), "pk_answer", "answer.person_id, answer.key")


def once_by(form: Any, verb: Callable[..., Any], person_id: int, /, **rest: Any) -> Any:
    """Do what a form with a key asks, now and once; for both doors, pages and the live line."""
    return once(form.key.data or "", verb, person_id=person_id, now=clock.now(), **rest)


def once(key: str, verb: Callable[..., Any], *, person_id: int, now: datetime, **rest: Any) -> Any:
    """Do a verb for a person; the same key again gets the first answer and changes nothing.

    `verb` returns something JSON can hold. Without a key it is simply done.
    """
    key = plain(key)
    if not key:
        return verb(person_id=person_id, now=now, **rest)
    asked = {"person_id": person_id, "key": key, "fingerprint": _fingerprint(verb, rest)}
    try:
        return _first_or_again(asked, verb, person_id=person_id, now=now, **rest)
    except Refused:
        # Sent twice at the same moment, the second is refused what the first has just been given.
        first = _answered(asked)
        if first is None:
            raise
        return first.result


@action
def _first_or_again(asked: dict[str, Any], verb: Callable[..., Any], *, now: datetime, **rest: Any) -> Any:
    first = _answered(asked)
    if first is None:
        result = verb(now=now, **rest)
        db.session.execute(KEEP, asked | {"result": result, "at": now})
        return result
    return first.result


def _answered(asked: dict[str, Any]) -> Any:
    first = db.session.execute(FIRST, asked).one_or_none()
    if first and first.fingerprint != asked["fingerprint"]:
        raise Refused(_("This page was used before. Load it again."))
    return first


def _fingerprint(verb: Callable[..., Any], rest: dict[str, Any]) -> str:
    said = json.dumps([verb.__qualname__, rest], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
