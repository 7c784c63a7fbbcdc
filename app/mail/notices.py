"""Notices on the site: the same rows as the letters, read or not, and live in the header."""

from datetime import datetime

from sqlalchemy import func, select, update

from app import live
from app.db import action, after_commit, announce, db
from app.errors import NotFound
from app.mail.letters import Letter, LettersChanged
from app.mail.words import known_kinds

SHOWN = 50

live.admits("notices")(live.only_oneself)


def notices_of(person_id: int) -> list[Letter]:
    """The latest notices of a person."""
    found = select(Letter).where(Letter.person_id == person_id, Letter.kind.in_(known_kinds()))
    return list(db.session.scalars(found.order_by(Letter.id.desc()).limit(SHOWN)))


def unread(person_id: int) -> int:
    """How many notices a person has not read."""
    found = select(func.count(Letter.id)).where(Letter.person_id == person_id, Letter.read_at.is_(None))
    return db.session.scalar(found) or 0


@action
def read(*, letter_id: int, person_id: int, now: datetime) -> Letter:
    """Somebody has read one of her notices; returns it."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or letter.person_id != person_id:
        raise NotFound
    letter.read_at = letter.read_at or now
    announce(LettersChanged(frozenset({person_id})))
    return letter


@action
def read_all(*, person_id: int, now: datetime) -> None:
    """Somebody has read all her notices."""
    hers = update(Letter).where(Letter.person_id == person_id, Letter.read_at.is_(None))
    db.session.execute(hers.values(read_at=now))
    announce(LettersChanged(frozenset({person_id})))


@after_commit(LettersChanged)
def show_notices(fact: LettersChanged) -> None:
    """The bell of whoever is on the site, and the list where it is open."""
    for person_id in fact.person_ids:
        bell, page = f"person:{person_id}", f"notices:{person_id}"
        if live.is_watched(bell):
            live.patch(bell, "mail/_bell.html", unread=unread(person_id))
        if live.is_watched(page):
            live.patch(page, "mail/_notices.html", notices=notices_of(person_id))
