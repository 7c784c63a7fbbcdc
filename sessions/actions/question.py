"""What who is in the room does with questions: ask, want to know too, withdraw."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from app.db import action, announce, db, refuse_as
from sessions.facts import QuestionChanged, QuestionWanted
from sessions.kinds import ASKED, WAITING, WITHDRAWN
from sessions.models.question import Question, Vote
from sessions.queries import question as queries
from sessions.queries import room
from sessions.rules import question as rules

refuse_as(
    _l("Your vote counts already."),
    "pk_session_question_vote",
    "session_question_vote.question_id, session_question_vote.person_id",
)


@action
def ask(*, session_id: int, text: str, person_id: int, now: datetime) -> int:
    """Ask something; it waits until a moderator has looked, unless the session shows it at once."""
    hall = room.hall(session_id, person_id, now, lock=True)
    rules.check_takes_part(hall.takes_part)
    lately, waiting = queries.lately(session_id, person_id, now), queries.still_waiting(session_id, person_id)
    rules.check_ask(text, lately, waiting)
    state = WAITING if hall.session.first_look else ASKED
    question = Question(session_id=session_id, person_id=person_id, text=text, state=state, asked_at=now)
    db.session.add(question)
    db.session.flush()
    db.session.add(Vote(question_id=question.id, person_id=person_id, voted_at=now))
    hall.session.room_version += 1
    announce(QuestionChanged(session_id, question.id))
    return question.id


@action
def want(*, question_id: int, wanted: bool, person_id: int, now: datetime) -> None:
    """Want to know too, or no longer; who says the same again changes nothing."""
    hall, question = queries.seen(question_id, person_id, now)
    rules.check_takes_part(hall.takes_part)
    rules.check_want(question, person_id)
    has = person_id in queries.voters(question_id)
    if wanted and not has:
        db.session.add(Vote(question_id=question_id, person_id=person_id, voted_at=now))
    elif has and not wanted:
        own = (Vote.question_id == question_id) & (Vote.person_id == person_id)
        db.session.execute(delete(Vote).where(own))
    hall.session.room_version += 1
    announce(QuestionWanted(hall.session.id, question_id, person_id))


@action
def withdraw(*, question_id: int, person_id: int, now: datetime) -> None:
    """Take one's own question back."""
    hall, question = queries.own(question_id, person_id, now)
    rules.check_withdraw(question)
    question.state, question.pinned_at = WITHDRAWN, None
    hall.session.room_version += 1
    announce(QuestionChanged(hall.session.id, question_id))
