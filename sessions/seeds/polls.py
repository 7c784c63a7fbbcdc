"""Polls in every state, ideas and some chat in the session that is on in the demo world."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from app.db import db
from sessions.kinds import CHOICE, DRAFT, IDEAS
from sessions.models import Idea, IdeaSupport, InspirationSession, Moderator, Poll, PollVote, SessionMessage
from sessions.models.poll import CLOSED, OPEN
from sessions.seeds.room import session_with, who_came

# What is asked, its answers, how far it is, how many chose each answer, and whether all see that.
POLLS: tuple[tuple[str, list[str], str, tuple[int, ...], bool], ...] = (
    ("Ken je iemand die op de ambulance werkt?", ["Ja, familie", "Nee, niemand"], CLOSED, (3, 6), True),
    ("Wil je een dag meelopen?", ["Ja, graag", "Misschien", "Nee"], DRAFT, (), False),
    (
        "Wat lijkt je het moeilijkst?",
        ["Nachtdienst", "Snel beslissen", "Mensen die boos zijn", "Slecht nieuws brengen"],
        OPEN,
        (2, 3, 1, 2),
        False,
    ),
)
QUESTION = "Hoe komen er meer stageplekken in de zorg?"
IDEAS_SAID = (
    ("Laat twee studenten samen één plek delen.", 5),
    ("Een week meelopen op drie plekken.", 3),
    ("Ook stages in de avond en het weekend.", 1),
)
# Which of the people there says what (0 keeps order), and what became of it.
SAID: tuple[tuple[int, str, dict[str, int]], ...] = (
    (0, "Welkom allemaal! Stel je vragen hiernaast.", {}),
    (2, "Wat een mooi verhaal.", {}),
    (3, "Is het filmpje later nog te zien?", {}),
    (0, "Ja, morgen staat het op deze pagina.", {}),
    (4, "Koop nu goedkope diploma's", {"removed_at": 1}),
    (2, "Mijn tante rijdt ook op de ambulance!", {}),
    (5, "Wat een saai gedoe", {"reported_at": 1}),
)


def plant_polls(now: datetime) -> None:
    """What is asked and said in the session that goes on."""
    session = session_with(InspirationSession.starts_at <= now, InspirationSession.ends_at > now)
    others = who_came(session)[1:]  # without Yara, who may still vote
    for question, answers, state, votes, shown in POLLS:
        asked = {"question": question, "answers": answers, "state": state, "shows_results": shown}
        _vote(_keep(Poll(session_id=session.id, kind=CHOICE, made_at=now, **asked)), votes, others, now)
    asked = {"question": QUESTION, "answers": [], "state": OPEN}
    poll = _keep(Poll(session_id=session.id, kind=IDEAS, made_at=now, **asked))
    for number, (text, supports) in enumerate(IDEAS_SAID):
        idea = _keep(Idea(poll_id=poll.id, person_id=others[number], text=text, handed_in_at=now))
        db.session.add_all(IdeaSupport(idea_id=idea.id, person_id=each) for each in others[:supports])
    _talk(session, others, now)


def _vote(poll: Poll, votes: tuple[int, ...], people: list[int], now: datetime) -> None:
    voters = iter(people)
    for choice, number in enumerate(votes):
        for person_id in islice(voters, number):
            db.session.add(PollVote(poll_id=poll.id, person_id=person_id, choice=choice, voted_at=now))


def _talk(session: InspirationSession, others: list[int], now: datetime) -> None:
    keeper = db.session.query(Moderator.person_id).filter_by(session_id=session.id).limit(1).scalar()
    numbers: dict[int, int] = {}
    for minute, (who, text, became) in enumerate(SAID):
        person_id = others[who] if who else keeper
        said_at = now - timedelta(minutes=len(SAID) - minute)
        fields: dict[str, Any] = {name: said_at + timedelta(seconds=after) for name, after in became.items()}
        fields |= {"number": numbers.setdefault(person_id, len(numbers) + 1), "by_moderator": not who}
        message = {"session_id": session.id, "person_id": person_id, "text": text, "said_at": said_at}
        _keep(SessionMessage(**message, **fields))


def _keep(row: Any) -> Any:
    db.session.add(row)
    db.session.flush()
    return row
