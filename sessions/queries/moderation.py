"""Who keeps order in the room of a session, and what they did."""

from dataclasses import dataclass

from sqlalchemy import select

from app.db import db
from app.people import Person
from region.models import StudentProfile
from sessions.models.moderator import Moderator
from sessions.models.question import Deed, Question


@dataclass(frozen=True)
class Done:
    """What somebody did, in which words it was about, and when."""

    deed: Deed
    name: str
    text: str


def deeds(session_id: int) -> list[Done]:
    """What was done by whom, the last first."""
    found = (
        select(Deed, Person, StudentProfile.person_id, Question.text)
        .join(Person, Person.id == Deed.person_id)
        .outerjoin(StudentProfile, StudentProfile.person_id == Person.id)
        .outerjoin(Question, Question.id == Deed.question_id)
        .where(Deed.session_id == session_id)
        .order_by(Deed.id.desc())
        .limit(100)
    )
    return [
        Done(deed, name(person, student), text or "")
        for deed, person, student, text in db.session.execute(found)
    ]


def moderators(session_id: int) -> list[tuple[int, str]]:
    """Who keeps order in a session by appointment: the number and the name of each."""
    found = (
        select(Person, StudentProfile.person_id)
        .join(Moderator, Moderator.person_id == Person.id)
        .outerjoin(StudentProfile, StudentProfile.person_id == Person.id)
        .where(Moderator.session_id == session_id)
        .order_by(Person.first_name, Person.id)
    )
    return [(person.id, name(person, student)) for person, student in db.session.execute(found)]


def name(person: Person, student: int | None) -> str:
    """How a person is called here; of students only the first name."""
    return person.first_name if student else person.name


def person_with(email: str) -> Person | None:
    """Who signs in with this address."""
    return db.session.scalar(select(Person).where(Person.email == email))
