"""Figures of sessions for their organisers, without anybody's name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select

from app.db import db
from app.figures import Cell
from region.models import COORDINATOR, STAFF, Membership, StudentProfile
from sessions.kinds import ANSWERED, ASKED, EMPLOYERS, INSTITUTIONS, PUBLISHED, STUDENTS
from sessions.models.question import Question
from sessions.models.registration import LAPSED, SIGNED_UP, WAITING, Registration
from sessions.models.session import InspirationSession
from sessions.queries import afterwards
from sessions.rules import afterwards as feedback
from sessions.rules import statistics as rules
from sessions.rules.afterwards import Results
from sessions.rules.statistics import Counts

OTHERS = "others"
MOST = 300


@dataclass(frozen=True)
class Line:
    """A session, who came, and what they thought of it if that may be seen.

    `asked` counts the questions in the room that people saw, `answered` how many said what they thought.
    """

    session: InspirationSession
    counts: Counts
    asked: int
    answered: int
    results: Results | None


def held(now: datetime) -> list[Line]:
    """The sessions that are over, the newest first."""
    found = (
        select(InspirationSession)
        .where(InspirationSession.state == PUBLISHED, InspirationSession.ends_at <= now)
        .order_by(InspirationSession.starts_at.desc(), InspirationSession.id)
    )
    return _lines(list(db.session.scalars(found.limit(MOST))), now)


def of_session(session: InspirationSession, now: datetime) -> Line:
    """One session."""
    return _lines([session], now)[0]


def _lines(sessions: list[InspirationSession], now: datetime) -> list[Line]:
    ids = [session.id for session in sessions]
    counts, said = _counts(Registration.session_id, ids), afterwards.answers(ids)
    asked = _asked(ids)

    def line(session: InspirationSession) -> Line:
        given = said.get(session.id, [])
        shown = feedback.results(given) if feedback.may_show(session, len(given), now) else None
        there = counts.get(session.id, Counts())
        return Line(session, there, asked.get(session.id, 0), len(given), shown)

    return [line(session) for session in sessions]


def _asked(session_ids: list[int]) -> dict[int, int]:
    counted = (
        select(Question.session_id, func.count())
        .where(Question.session_id.in_(session_ids), Question.state.in_((ASKED, ANSWERED)))
        .group_by(Question.session_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def by_role(session_id: int) -> dict[str, dict[str, Cell]]:
    """Who came to one session by what they are, small figures hidden."""
    return rules.cells(_counts(_role(), [session_id]))


def _counts(group: Any, session_ids: list[int]) -> dict[Any, Counts]:
    comes = Registration.state == SIGNED_UP
    counted = (
        select(
            group,
            _number(comes),
            _number(Registration.state.in_((WAITING, LAPSED))),
            _number(comes & Registration.came_at.is_not(None)),
        )
        .where(Registration.session_id.in_(session_ids))
        .group_by(group)
        .order_by(group)
    )
    return {name: Counts(*numbers) for name, *numbers in db.session.execute(counted)}


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _role() -> ColumnElement[str]:
    """What somebody is: a student, or else from an employer, or else from a school."""
    is_student = exists().where(StudentProfile.person_id == Registration.person_id)
    holds = exists().where(Membership.person_id == Registration.person_id)
    return case(
        (is_student, STUDENTS),
        (holds.where(Membership.role == STAFF), EMPLOYERS),
        (holds.where(Membership.role == COORDINATOR), INSTITUTIONS),
        else_=OTHERS,
    ).label("role")
