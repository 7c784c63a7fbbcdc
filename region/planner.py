"""What else goes on, in the region and for one person, told by the packages that plan: each knows its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, union_all

from app.db import db


@dataclass(frozen=True)
class Planned:
    """Something that takes place from one moment to another."""

    title: str
    starts_at: datetime
    ends_at: datetime


Ask = Callable[[datetime, datetime], list[Planned]]
Own = Callable[[int, datetime, datetime], Select[*tuple[Any, ...]]]
Title = Callable[[str], str]

_askers: list[Ask] = []
_own: list[tuple[Own, Title]] = []


def plans(ask: Ask) -> Ask:
    """Let a package tell what it has planned between two moments."""
    _askers.append(ask)
    return ask


def planned_between(starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """Everything that takes place, at least in part, between two moments, by its beginning."""
    found = [each for ask in _askers for each in ask(starts_at, ends_at)]
    return sorted(found, key=lambda each: each.starts_at)


def engages(title: Title) -> Callable[[Own], Own]:
    """Let a package tell what one person has between two moments, as a question.

    It selects a name, a beginning and an end; `title` puts the name in words.
    """
    return lambda own: _own.append((own, title)) or own


def engagements(person_id: int, starts_at: datetime, ends_at: datetime) -> list[Planned]:
    """Everything a person has between two moments, by its beginning: one question, whoever is asked."""
    parts = [
        own(person_id, starts_at, ends_at).add_columns(literal(number).label("of"))
        for number, (own, _title) in enumerate(_own)
    ]
    found = db.session.execute(union_all(*parts)) if parts else ()
    said = [Planned(_own[of][1](name), begins, ends) for name, begins, ends, of in found]
    return sorted(said, key=lambda each: each.starts_at)
