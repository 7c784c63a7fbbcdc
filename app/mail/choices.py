"""What people want letters about, and the signed links with which they say so without signing in."""

from collections.abc import Collection

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, action, db
from app.errors import NotFound
from app.mail.words import topics
from app.people import Person


class NoLetters(Base):
    """That a person wants no letters about a topic; the notices on the site stay."""

    __tablename__ = "no_letters"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)


def switched_off(person_id: int) -> set[str]:
    """The topics about which a person wants no letters."""
    return set(db.session.scalars(select(NoLetters.topic).where(NoLetters.person_id == person_id)))


@action
def choose(*, person_id: int, wanted: Collection[str], language: str) -> None:
    """Keep about what, and in which language, a person wants letters."""
    db.session.execute(delete(NoLetters).where(NoLetters.person_id == person_id))
    off = [name for name in topics() if name not in wanted]
    db.session.add_all(NoLetters(person_id=person_id, topic=name) for name in off)
    db.session.get_one(Person, person_id).language = language


@action
def switch_off(*, person_id: int, topic: str) -> None:
    """No more letters about one topic."""
    if topic not in switched_off(person_id):
        db.session.add(NoLetters(person_id=person_id, topic=topic))


def token_for(person_id: int, topic: str) -> str:
    """What stands in the link of a letter: it opens only these switches, of this person."""
    return _signer().dumps([person_id, topic])


def read_token(token: str) -> tuple[int, str]:
    """Whose switches a link opens, and about what the letter was."""
    try:
        person_id, topic = _signer().loads(token)
    except BadSignature as error:
        raise NotFound from error
    if topic not in topics() or db.session.get(Person, person_id) is None:
        raise NotFound
    return person_id, topic


def person(person_id: int) -> Person:
    """Whose switches these are."""
    return db.session.get_one(Person, person_id)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="no letters")
