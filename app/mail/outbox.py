"""Sending: each letter is claimed, handed over outside any transaction, and then marked.

Two workers never send one letter: a claim moves `due_at` ahead, and only one of them can. A worker that is
killed between handing over and marking leaves a letter that goes out again, under the same name (Message-ID):
nobody can make two computers write something down in the same moment. What makes that rare: the server gets
all the time it wants to take a letter, a process that is told to stop first finishes the letter in its hands,
and what could not be marked is marked before anything else is sent.
"""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError
from itertools import groupby, islice
from typing import Any

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from app import worker
from app.db import db, transaction
from app.mail.choices import switched_off
from app.mail.letters import DEAD, HOUR, KEPT, SENT, WAITING, Letter
from app.mail.message import build
from app.mail.server import PATIENCE_WHILE_TAKING, Away, Folder, MailServer, NotTaken, receiver
from app.mail.words import gathered_kinds, kind_of

log = structlog.get_logger()

LEASE = timedelta(seconds=PATIENCE_WHILE_TAKING) + timedelta(minutes=2)  # longer than a hand-over can take
LONGEST_ROUND = 30  # seconds; what is left comes in the next round
AT_ONCE = 200
MOST_PER_HOUR = 20
LONGEST_WAIT = timedelta(minutes=15)
GIVE_UP = timedelta(days=3)
# What a faulty letter brings: half characters, line breaks in a header, an address that is none, gone words.
UNBUILDABLE = (ValueError, TypeError, AttributeError, LookupError, MessageError)

_handed_over: list[tuple[list[Letter], dict[str, Any]]] = []  # by this process, and not yet written down


@worker.due_elsewhere
def post_due(now: datetime) -> int:
    """Send what is due, oldest first; returns how many letters went out."""
    _write_down()
    sent, began = 0, time.monotonic()
    parcels = _due(now)
    if not parcels:
        return 0
    with receiver() as server:
        for ids in parcels:
            if time.monotonic() - began > LONGEST_ROUND or worker.is_ending():
                break
            try:
                sent += _post(_claimed(ids, now), server, now)
            except Away as away:
                log.warning("mail server away", reason=str(away))
                break
    return sent


def _due(now: datetime) -> list[list[int]]:
    """The letters that are due: each by itself, what is gathered together for each person."""
    due, together = (Letter.state == WAITING, Letter.due_at <= now), Letter.kind.in_(gathered_kinds())
    alone = select(Letter.id).where(*due, ~together).order_by(Letter.due_at, Letter.id).limit(AT_ONCE)
    # All of a person or nothing: a limit on letters would give her several at one whole hour.
    gathered = select(Letter.person_id, Letter.id).where(*due, together).order_by(Letter.person_id, Letter.id)
    parcels = [[letter_id] for letter_id in db.session.scalars(alone)]
    parcels += islice(_by_person(db.session.execute(gathered).all()), AT_ONCE)
    db.session.rollback()  # nothing is held while letters travel
    return parcels


def _by_person(rows: Sequence[Any]) -> Iterator[list[int]]:
    return ([row.id for row in each] for _person, each in groupby(rows, key=lambda row: row.person_id))


def _claimed(ids: list[int], now: datetime) -> list[Letter]:
    """Those of these letters that nobody else is sending, and that are to be sent at all."""
    with transaction() as work:
        mine = update(Letter).where(Letter.id.in_(ids), Letter.state == WAITING, Letter.due_at <= now)
        claim = mine.values(due_at=now + LEASE, tries=Letter.tries + 1).returning(Letter.id)
        taken = list(work.scalars(claim))
        found = select(Letter).where(Letter.id.in_(taken)).options(joinedload(Letter.person))
        letters = list(work.scalars(found.order_by(Letter.id).execution_options(populate_existing=True)))
        return [letter for letter in letters if _is_to_be_sent(letter, now)]


def _is_to_be_sent(letter: Letter, now: datetime) -> bool:
    """Whether this goes out now: it may be too late, not wanted, or one more than fits in an hour."""
    if _is_unwanted(letter, now):
        letter.state, letter.error = KEPT, ""
    elif _sent_lately(letter, now) >= MOST_PER_HOUR:
        letter.due_at, letter.tries = now + HOUR / 4, 0
    else:
        return True
    return False


def _is_unwanted(letter: Letter, now: datetime) -> bool:
    topic, person = kind_of(letter.kind).topic, letter.person
    too_late = letter.until is not None and letter.until <= now
    gone = person is not None and not person.active
    return too_late or gone or bool(topic and person and topic in switched_off(person.id))


def _sent_lately(letter: Letter, now: datetime) -> int:
    """How many letters its receiver got in the last hour; what is gathered comes once and is not counted."""
    receives = Letter.person_id == letter.person_id if letter.person_id else Letter.address == letter.address
    found = select(func.count()).where(
        receives, Letter.sent_at > now - HOUR, Letter.kind.not_in(gathered_kinds())
    )
    return 0 if letter.kind in gathered_kinds() else db.session.scalar(found) or 0


def _post(letters: list[Letter], server: MailServer | Folder, now: datetime) -> int:
    """Send what was claimed; returns how many letters went out."""
    if not letters:
        return 0
    first = letters[0]
    try:
        body = build(letters, now)
    except UNBUILDABLE as error:
        _mark(letters, state=DEAD, error=type(error).__name__)  # what it says may hold what people typed
        return 0
    try:
        server.take(first.to, body, f"{first.id}-{first.uid}")
    except NotTaken as refusal:
        _put_back(letters, str(refusal), now, never=refusal.never)
        return 0
    except Away as away:
        _put_back(letters, str(away), now)
        _hold_back_others(str(away), pause(first.tries), now)
        raise
    values = {"state": SENT, "error": "", "sent_at": now} | ({} if first.person_id else {"said": {}})
    _handed_over.append((letters, values))
    _write_down()
    return 1


def _write_down() -> None:
    """Mark what was handed over: as long as the database does not take that, nothing more is sent."""
    for each in list(_handed_over):
        letters, values = each
        _mark(letters, **values)
        with suppress(ValueError):  # another thread was ahead
            _handed_over.remove(each)


def _put_back(letters: list[Letter], error: str, now: datetime, never: bool = False) -> None:
    """Try again later; a letter that is never taken, or for days not, is dead."""
    first = letters[0]
    if never or now - first.written_at > GIVE_UP:
        _mark(letters, state=DEAD, error=error)
    else:
        _mark(letters, error=error, due_at=now + pause(first.tries))


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: each time longer, and never the same for all."""
    wait = min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)
    return wait * random.uniform(0.75, 1.25)


def _mark(letters: list[Letter], **values: Any) -> None:
    with transaction() as work:
        work.execute(update(Letter).where(Letter.id.in_([each.id for each in letters])).values(**values))


def _hold_back_others(error: str, wait: timedelta, now: datetime) -> None:
    """Where one letter finds no server, the others need not look for it too."""
    with transaction() as work:
        others = update(Letter).where(Letter.state == WAITING, Letter.due_at <= now)
        work.execute(others.values(due_at=now + wait, error=error))
