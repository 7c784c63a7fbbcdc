"""What students fill in about themselves."""

from datetime import datetime

from app.db import action
from app.errors import NotFound
from region import queries


@action
def fill_in_languages(*, languages: list[str], person_id: int, now: datetime) -> None:
    """Keep which languages a student speaks; they replace those of before."""
    student = queries.student(person_id)
    if student is None:
        raise NotFound
    student.languages = languages
