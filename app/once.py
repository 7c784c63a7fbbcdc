"""Things that must not happen twice carry a key made by the browser."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, action, db
from app.errors import Refused


class Answer(Base):
    """What a command answered the first time its key was used."""

    __tablename__ = "answer"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    result: Mapped[Any] = mapped_column(JSON)
    at: Mapped[datetime]


@action
def once(key: str, verb: Callable[..., Any], *, person_id: int, now: datetime, **rest: Any) -> Any:
    """Do a verb for a person; the same key again gets the first answer and changes nothing.

    `verb` returns something JSON can hold. Without a key it is simply done.
    """
    if not key:
        return verb(person_id=person_id, now=now, **rest)
    fingerprint = _fingerprint(verb, rest)
    first = db.session.get(Answer, (person_id, key))
    if first is None:
        result = verb(person_id=person_id, now=now, **rest)
        db.session.add(Answer(person_id=person_id, key=key, fingerprint=fingerprint, result=result, at=now))
        return result
    if first.fingerprint != fingerprint:
        raise Refused(_("This page was used before. Load it again."))
    return first.result


def _fingerprint(verb: Callable[..., Any], rest: dict[str, Any]) -> str:
    said = json.dumps([verb.__qualname__, rest], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()
