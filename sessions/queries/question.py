"""The questions of a session: what everybody sees, what waits, and one's own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.db import db
from app.errors import NotFound
from sessions.kinds import ANSWERED, ASKED, DISMISSED, WAITING, WITHDRAWN
from sessions.models.question import Question, Vote
from sessions.models.session import InspirationSession
from sessions.queries import room
from sessions.queries.room import Hall
from sessions.rules.question import MINUTE


@dataclass(frozen=True)
class Asked:
    """A question and how many want to know."""

    question: Question
    votes: int


@dataclass(frozen=True)
class Board:
    """All questions of a session, by the time they were asked."""

    session: InspirationSession
    asked: list[Asked]

    def _that_are(self, state: str) -> list[Asked]:
        return [each for each in self.asked if each.question.state == state]

    @property
    def waiting(self) -> list[Asked]:
        """What nobody has looked at yet, the oldest first."""
        return self._that_are(WAITING)

    @property
    def open(self) -> list[Asked]:
        """What everybody sees: what is answered now, then what most want to know."""
        return sorted(self._that_are(ASKED), key=lambda each: (not each.question.pinned_at, -each.votes))

    @property
    def answered(self) -> list[Asked]:
        """What is answered, the last first."""
        found = self._that_are(ANSWERED)
        return sorted(found, key=lambda each: (each.question.answered_at, each.question.id), reverse=True)

    @property
    def dismissed(self) -> list[Asked]:
        """What was not taken."""
        return self._that_are(DISMISSED)

    @property
    def pinned(self) -> Question | None:
        """What is being answered now."""
        return next((each.question for each in self.asked if each.question.pinned_at), None)

    def of(self, person_id: int) -> list[Question]:
        """What this person asked and did not withdraw."""
        own = [each.question for each in self.asked if each.question.person_id == person_id]
        return [question for question in own if question.state != WITHDRAWN]

    def question(self, question_id: int) -> Question:
        """A question of this session."""
        return next(each.question for each in self.asked if each.question.id == question_id)


def board(session: InspirationSession) -> Board:
    """All questions of a session as they are now."""
    counted = (
        select(Question, func.count(Vote.person_id).label("votes"))
        .outerjoin(Vote, Vote.question_id == Question.id)
        .where(Question.session_id == session.id)
        .group_by(Question.id)
        .order_by(Question.asked_at, Question.id)
        .execution_options(populate_existing=True)
    )
    return Board(session, [Asked(*row) for row in db.session.execute(counted)])


def board_of(session_id: int) -> Board:
    """The same by the number of the session."""
    return board(db.session.get_one(InspirationSession, session_id, populate_existing=True))


def wanted(session_id: int, person_id: int) -> set[int]:
    """The questions of a session that this person wants to know, her own included."""
    found = select(Vote.question_id).join(Question, Question.id == Vote.question_id)
    return set(
        db.session.scalars(found.where(Question.session_id == session_id, Vote.person_id == person_id))
    )


def answers(session_id: int) -> int:
    """How many questions of a session are answered."""
    counted = select(func.count()).where(Question.session_id == session_id, Question.state == ANSWERED)
    return db.session.scalar(counted) or 0


def seen(question_id: int, person_id: int, now: datetime) -> tuple[Hall, Question]:
    """A question that this person sees, and the room it is in, both held."""
    hall = room.hall(session_of(question_id), person_id, now, lock=True)
    question = held(question_id)
    if question.person_id != person_id and question.state not in (ASKED, ANSWERED):
        raise NotFound
    return hall, question


def own(question_id: int, person_id: int, now: datetime) -> tuple[Hall, Question]:
    """A question that this person asked, and the room it is in, both held."""
    hall, question = seen(question_id, person_id, now)
    if question.person_id != person_id:
        raise NotFound
    return hall, question


def moderated(question_id: int, person_id: int, now: datetime) -> tuple[Hall, Question]:
    """A question about which this person decides, and the room it is in, both held."""
    return room.desk(session_of(question_id), person_id, now, lock=True), held(question_id)


def held(question_id: int) -> Question:
    """A question, held until the unit of work ends."""
    found = select(Question).where(Question.id == question_id).with_for_update()
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def neighbour(question_id: int, session_id: int) -> Question:
    """Another question of the same session, held."""
    if session_of(question_id) != session_id:
        raise NotFound
    return held(question_id)


def session_of(question_id: int) -> int:
    """The session in which a question was asked."""
    session_id = db.session.scalar(select(Question.session_id).where(Question.id == question_id))
    if session_id is None:
        raise NotFound
    return session_id


def lately(session_id: int, person_id: int, now: datetime) -> int:
    """How many questions this person asked in the last minute."""
    return _count(Question.session_id == session_id, Question.person_id == person_id, since=now - MINUTE)


def still_waiting(session_id: int, person_id: int) -> int:
    """How many questions of this person wait."""
    own = Question.session_id == session_id, Question.person_id == person_id
    return _count(*own, Question.state == WAITING)


def _count(*which: object, since: datetime | None = None) -> int:
    counted = select(func.count()).select_from(Question).where(*which)  # type: ignore[arg-type]
    return db.session.scalar(counted.where(Question.asked_at > since) if since else counted) or 0


def voters(question_id: int) -> set[int]:
    """Who wants to know this."""
    return set(db.session.scalars(select(Vote.person_id).where(Vote.question_id == question_id)))


def merged_into(question_id: int) -> list[Question]:
    """What was merged into this question, held."""
    found = select(Question).where(Question.into_id == question_id).order_by(Question.id).with_for_update()
    return list(db.session.scalars(found))


def pinned(session_id: int) -> Question | None:
    """What is being answered now in a session."""
    return db.session.scalar(
        select(Question).where(Question.session_id == session_id, Question.pinned_at.is_not(None))
    )
