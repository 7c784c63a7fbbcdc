"""What who keeps order in the room does. Every deed leaves a row that says who did what."""

from datetime import datetime

from sqlalchemy import insert

from app.db import action, announce, db
from region.queries import roles
from sessions.facts import ModeratorRelieved, QuestionChanged, QuestionMerged, RoomSwitched
from sessions.kinds import (
    ANSWER,
    ANSWERED,
    APPOINT,
    ASKED,
    DISMISS,
    DISMISSED,
    LET_THROUGH,
    LOOK_FIRST,
    LOOK_LATER,
    MERGE,
    MERGED,
    PIN,
    RELIEVE,
    UNPIN,
)
from sessions.models.moderator import Moderator
from sessions.models.question import Deed, Question, Vote
from sessions.queries import moderation, room
from sessions.queries import plan as organisers
from sessions.queries import question as queries
from sessions.queries.room import Hall
from sessions.rules import moderation as moderators
from sessions.rules import question as rules


@action
def let_through(*, question_id: int, person_id: int, now: datetime) -> None:
    """Show a question to everybody; also one that was answered or not taken by mistake."""
    _hall, question = _about(LET_THROUGH, question_id, person_id, now)
    question.state, question.reason, question.answered_at = ASKED, "", None


@action
def pin(*, question_id: int, pinned: bool, person_id: int, now: datetime) -> None:
    """Say that a question is being answered now, instead of another one; or no longer."""
    hall, question = _about(PIN if pinned else UNPIN, question_id, person_id, now)
    before = queries.pinned(hall.session.id)
    if before:
        before.pinned_at = None
        db.session.flush()
    if pinned:
        question.state, question.pinned_at = ASKED, now


@action
def answer(*, question_id: int, answer: str, person_id: int, now: datetime) -> None:
    """Say that a question is answered, with what was said or without."""
    _hall, question = _about(ANSWER, question_id, person_id, now)
    question.state, question.answer, question.pinned_at = ANSWERED, answer, None
    question.answered_at = question.answered_at or now


@action
def dismiss(*, question_id: int, reason: str, person_id: int, now: datetime) -> None:
    """Do not take a question; who asked it reads why."""
    _hall, question = _about(DISMISS, question_id, person_id, now)
    question.state, question.reason, question.pinned_at = DISMISSED, reason, None


@action
def merge(*, question_id: int, into_id: int, person_id: int, now: datetime) -> None:
    """Say that a question is the same as another one; everybody who wanted it wants that one, once."""
    hall, question = queries.moderated(question_id, person_id, now)
    into = queries.neighbour(into_id, hall.session.id)
    rules.check_merge(question, into)
    moved = queries.voters(question_id) - queries.voters(into_id)
    if moved:
        votes = [{"question_id": into_id, "person_id": each, "voted_at": now} for each in sorted(moved)]
        db.session.execute(insert(Vote), votes)
    for each in (question, *queries.merged_into(question_id)):
        each.state, each.into_id, each.pinned_at = MERGED, into_id, None
    _keep(hall, MERGE, question, now)
    announce(QuestionMerged(hall.session.id, question_id, into_id))


@action
def look_first(*, session_id: int, first_look: bool, person_id: int, now: datetime) -> None:
    """Let new questions wait until somebody has looked at them, or show them at once."""
    hall = room.desk(session_id, person_id, now, lock=True)
    hall.session.first_look = first_look
    _keep(hall, LOOK_FIRST if first_look else LOOK_LATER, None, now)
    announce(RoomSwitched(session_id))


@action
def appoint(*, session_id: int, email: str, person_id: int, now: datetime) -> None:
    """An organiser lets somebody else keep order in a session."""
    session = organisers.organised(session_id, person_id, lock=True)
    chosen = moderation.person_with(email)
    moderators.check_appoint(session, chosen, roles(chosen.id) if chosen else ())
    assert chosen  # checked just now
    if not room.is_appointed(session_id, chosen.id):
        db.session.add(Moderator(session_id=session_id, person_id=chosen.id, appointed_at=now))
        _note(session_id, APPOINT, person_id, now)


@action
def relieve(*, session_id: int, moderator_id: int, person_id: int, now: datetime) -> None:
    """An organiser lets somebody keep order no longer."""
    organisers.organised(session_id, person_id, lock=True)
    found = db.session.get(Moderator, (session_id, moderator_id))
    if found:
        db.session.delete(found)
        _note(session_id, RELIEVE, person_id, now)
        announce(ModeratorRelieved(session_id, moderator_id))


def _about(verb: str, question_id: int, person_id: int, now: datetime) -> tuple[Hall, Question]:
    """The question that a deed is about, and its room; the deed is kept."""
    hall, question = queries.moderated(question_id, person_id, now)
    rules.check_deed(verb, question)
    _keep(hall, verb, question, now)
    announce(QuestionChanged(hall.session.id, question_id))
    return hall, question


def _keep(hall: Hall, verb: str, question: Question | None, now: datetime) -> None:
    hall.session.room_version += 1
    _note(hall.session.id, verb, hall.person_id, now, question.id if question else None)


def _note(session_id: int, verb: str, person_id: int, now: datetime, question_id: int | None = None) -> None:
    deed = {"session_id": session_id, "person_id": person_id, "question_id": question_id}
    db.session.add(Deed(verb=verb, done_at=now, **deed))
