"""The live room of the session that is on in the demo world: who is there, and questions in every state."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.db import db
from app.people import Person
from region.models import COORDINATOR, Membership
from sessions.kinds import ANSWERED, ASKED, DISMISSED, LET_THROUGH, MERGED, PIN, WAITING, WITHDRAWN
from sessions.models import Deed, InspirationSession, Moderator, Question, Registration, Vote
from sessions.models.registration import SIGNED_UP
from sessions.seeds.programme import MILAN, YARA

# What is asked, what became of it, how many want to know, and what else there is. Yara asks the first two.
QUESTIONS: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("Welke opleiding moet ik doen?", ASKED, 3, {}),
    ("Mag ik zelf kiezen wanneer ik werk?", WAITING, 1, {}),
    (
        "Heb je een rijbewijs nodig om te beginnen?",
        ANSWERED,
        14,
        {"answer": "Nee, dat haal je tijdens de opleiding. De werkgever betaalt."},
    ),
    ("Wat is het moeilijkste van je werk?", ASKED, 12, {"pinned": True}),
    ("Kan ik een dag meelopen als ik 16 ben?", ASKED, 9, {}),
    ("Hoe lang duurt een dienst?", ANSWERED, 5, {}),
    ("Zijn er ook plekken in Leiderdorp?", WAITING, 1, {}),
    ("Waarom is mijn docent zo streng?", DISMISSED, 1, {"reason": "personal"}),
    ("Mag je meelopen als je nog geen 18 bent?", MERGED, 4, {"into": 4}),
    ("Is dit live?", WITHDRAWN, 1, {}),
)
OVER: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    (
        "Wat doet u als een student te laat komt?",
        ANSWERED,
        6,
        {"answer": "Eerst vragen hoe het komt.\nDaarna samen afspreken wat helpt."},
    ),
    ("Kan een leerbedrijf ook klein zijn?", ANSWERED, 4, {}),
)


def plant_room(now: datetime) -> None:
    """People in the session that is on, their questions, and somebody who keeps order there."""
    on_now = session_with(InspirationSession.starts_at <= now, InspirationSession.ends_at > now)
    over = session_with(InspirationSession.ends_at <= now)
    here = _let_in(on_now)
    _ask(on_now, QUESTIONS, here, now)
    _ask(over, OVER, who_came(over), over.starts_at + timedelta(minutes=30))
    coordinator = select(Membership.person_id).where(Membership.role == COORDINATOR)
    keeper = db.session.scalars(coordinator.order_by(Membership.person_id)).first()
    db.session.add(Moderator(session_id=on_now.id, person_id=keeper, appointed_at=now))
    db.session.flush()
    shown = select(Question).where(Question.session_id == on_now.id, Question.state == ASKED)
    for question in db.session.scalars(shown.order_by(Question.id)):
        verb = PIN if question.pinned_at else LET_THROUGH
        deed = {"person_id": keeper, "question_id": question.id, "verb": verb, "done_at": now}
        db.session.add(Deed(session_id=on_now.id, **deed))


def session_with(*which: Any) -> InspirationSession:
    found = select(InspirationSession).where(*which).order_by(InspirationSession.id)
    return db.session.scalars(found.limit(1)).one()


def _let_in(session: InspirationSession) -> list[int]:
    """Yara and most of the others are there; Milan has signed up and stands before the door."""
    found = select(Registration).where(Registration.session_id == session.id).order_by(Registration.seat)
    entries = list(db.session.scalars(found))
    for entry in entries[: len(entries) * 3 // 4] + entries[-1:]:
        entry.came_at = session.starts_at
    milan = db.session.scalars(select(Person.id).where(Person.email == MILAN)).one()
    seat = {"state": SIGNED_UP, "seat": len(entries) + 1, "asked_at": session.changed_at}
    db.session.add(Registration(session_id=session.id, person_id=milan, **seat))
    db.session.flush()
    return who_came(session)


def who_came(session: InspirationSession) -> list[int]:
    """Who was there, Yara first."""
    came = select(Registration.person_id).join(Person, Person.id == Registration.person_id)
    came = came.where(Registration.session_id == session.id, Registration.came_at.is_not(None))
    return list(db.session.scalars(came.order_by(Person.email != YARA, Registration.seat)))


def _ask(session: InspirationSession, asked: Any, here: list[int], now: datetime) -> None:
    rows: list[Question] = []
    for number, (text, state, votes, more) in enumerate(asked):
        question = Question(
            session_id=session.id,
            person_id=here[0 if number < 2 else number % len(here)],
            text=text,
            state=state,
            answer=more.get("answer", ""),
            reason=more.get("reason", ""),
            into_id=rows[more["into"]].id if "into" in more else None,
            pinned_at=now if more.get("pinned") else None,
            asked_at=now - timedelta(seconds=30 * (len(asked) - number)),
            answered_at=now if state == ANSWERED else None,
        )
        db.session.add(question)
        db.session.flush()
        rows.append(question)
        _vote(question, votes, here)


def _vote(question: Question, votes: int, here: list[int]) -> None:
    others = [each for each in here[1:] if each != question.person_id]
    for person_id in [question.person_id, *others[: votes - 1]]:
        db.session.add(Vote(question_id=question.id, person_id=person_id, voted_at=question.asked_at))
