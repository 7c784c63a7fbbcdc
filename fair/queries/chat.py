"""What is read of the chat of a booth: for its readers, for who keeps order, and who is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from app.db import db
from app.errors import NotFound
from app.people import Person
from fair.models import Booth
from fair.models.chat import ChatMessage, ChatMute, ChatVerdict
from fair.queries import lobby
from fair.queries.desk import works_at
from fair.queries.fairs import check_organiser
from region.chat import SHOWN
from region.models import STAFF, Membership
from region.queries import is_organiser, student


@dataclass(frozen=True)
class Chat:
    """The chat of a booth for one person: who she is there, and what was said last, oldest first."""

    booth_id: int
    is_muted: bool
    moderates: bool
    writes: bool
    messages: list[ChatMessage]
    muted: set[int]


def chat(booth: Booth, person_id: int | None, roles: set[str]) -> Chat | None:
    """The chat of a booth in one question; None for who may not read it."""
    if person_id is None:
        return None
    works = exists().where(
        Membership.person_id == person_id,
        Membership.role == STAFF,
        Membership.organisation_id == booth.organisation_id,
        Membership.ended_at.is_(None),
    )
    muted = exists().where(ChatMute.booth_id == booth.id, ChatMute.person_id == person_id)
    last = select(ChatMessage.id).where(ChatMessage.booth_id == booth.id)
    last = last.order_by(ChatMessage.id.desc()).limit(SHOWN)
    # One row at least, also while nobody has said anything: it says who is asking.
    one = select(literal(1).label("one")).subquery()
    found = (
        select(works.label("works"), muted.label("muted"), ChatMessage)
        .select_from(one)
        .outerjoin(ChatMessage, ChatMessage.id.in_(last))
        .outerjoin(ChatMessage.person)
        .options(contains_eager(ChatMessage.person))
        .order_by(ChatMessage.id)
    )
    rows = db.session.execute(found).all()
    is_staff, is_muted = rows[0].works, rows[0].muted
    moderates = is_staff or "organiser" in roles
    if not moderates and "student" not in roles:
        return None
    writes = (is_staff or "student" in roles) and not is_muted
    messages = [row[2] for row in rows if row[2]]
    return Chat(booth.id, is_muted, moderates, writes, messages, muted_at(booth.id) if moderates else set())


def reads(booth_id: int, person_id: int | None) -> bool:
    """Whether a person may read the chat of a booth: students, its staff, and organisers."""
    if person_id is None or not lobby.shows_booth(booth_id):
        return False
    return student(person_id) is not None or keeps_order(booth_id, person_id)


def keeps_order(booth_id: int, person_id: int | None) -> bool:
    """Whether a person keeps order in the chat of a booth: its staff, and organisers."""
    return works_at(booth_id, person_id) or is_organiser(person_id)


def message(message_id: int) -> ChatMessage:
    """A message with its booth and who said it, for drawing it after a fact."""
    found = select(ChatMessage).where(ChatMessage.id == message_id)
    said = db.session.scalar(found.options(joinedload(ChatMessage.person), joinedload(ChatMessage.booth)))
    if said is None:
        raise NotFound
    return said


def read_message(message_id: int, person_id: int) -> ChatMessage:
    """A message for somebody who may read it."""
    found = message(message_id)
    if not reads(found.booth_id, person_id):
        raise NotFound
    return found


def moderated_message(message_id: int, person_id: int) -> ChatMessage:
    """A message for somebody who keeps order at its booth."""
    found = message(message_id)
    if not keeps_order(found.booth_id, person_id):
        raise NotFound
    return found


def last(booth_id: int) -> list[ChatMessage]:
    """What was said last at a booth, oldest first."""
    found = select(ChatMessage).where(ChatMessage.booth_id == booth_id)
    newest = found.options(joinedload(ChatMessage.person)).order_by(ChatMessage.id.desc())
    return list(db.session.scalars(newest.limit(SHOWN)))[::-1]


def is_muted(booth_id: int, person_id: int) -> bool:
    """Whether a person may not write at a booth."""
    return db.session.get(ChatMute, (booth_id, person_id)) is not None


def muted_at(booth_id: int) -> set[int]:
    """Everybody who may not write at a booth."""
    return set(db.session.scalars(select(ChatMute.person_id).where(ChatMute.booth_id == booth_id)))


def lately(booth_id: int, person_id: int, now: datetime) -> int:
    """How many messages a person wrote at a booth in the last minute."""
    own = and_(ChatMessage.booth_id == booth_id, ChatMessage.person_id == person_id)
    found = select(func.count(ChatMessage.id)).where(own, ChatMessage.said_at > now - timedelta(minutes=1))
    return db.session.scalar(found) or 0


def reported(person_id: int) -> list[ChatMessage]:
    """The messages that people reported, for organisers, oldest report first."""
    check_organiser(person_id)
    found = select(ChatMessage).where(ChatMessage.reported_at.is_not(None), ChatMessage.removed_at.is_(None))
    loaded = found.options(
        joinedload(ChatMessage.person), joinedload(ChatMessage.booth).joinedload(Booth.organisation)
    )
    return list(db.session.scalars(loaded.order_by(ChatMessage.reported_at, ChatMessage.id)))


def decided(person_id: int) -> list[ChatVerdict]:
    """What was decided on reported messages, for organisers, newest first."""
    check_organiser(person_id)
    at = joinedload(ChatVerdict.message)
    loaded = select(ChatVerdict).options(
        joinedload(ChatVerdict.person),
        at.joinedload(ChatMessage.person),
        at.joinedload(ChatMessage.booth).joinedload(Booth.organisation),
    )
    return list(db.session.scalars(loaded.order_by(ChatVerdict.decided_at.desc(), ChatVerdict.id.desc())))


def first_names(person_ids: set[int], booth_id: int) -> list[str]:
    """The first names of those among these people who work at a booth."""
    found = (
        select(Person.first_name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Booth, Booth.organisation_id == Membership.organisation_id)
        .where(Booth.id == booth_id, Membership.role == STAFF, Membership.ended_at.is_(None))
        .where(Person.id.in_(person_ids))
    )
    return list(db.session.scalars(found.order_by(Person.first_name, Person.id)))
