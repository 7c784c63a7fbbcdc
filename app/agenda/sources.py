"""What stands in calendars: each package says what it has for a person, and what for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.ical import Entry, Series

ALL = "alles"  # the slug of everything of a person in one

Entries = list[Entry | Series]
OfPerson = Callable[[int, datetime], Entries]
OfAll = Callable[[datetime], Entries]


@dataclass(frozen=True)
class Source:
    """A calendar of one person; `suits` says for whom there can be anything in it."""

    slug: str
    label: Any
    suits: Callable[[int], bool]
    entries: OfPerson


@dataclass(frozen=True)
class PublicSource:
    """A calendar for everybody."""

    slug: str
    label: Any
    entries: OfAll


Find = Callable[[str], PublicSource | None]

_personal: dict[str, Source] = {}
_public: dict[str, PublicSource] = {}
_finders: list[Find] = []


def personal(slug: str, label: Any, suits: Callable[[int], bool]) -> Callable[[OfPerson], OfPerson]:
    """Let a package fill a calendar of a person: `@personal("dag", _l("My day"), is_student)`."""
    return lambda entries: _personal.__setitem__(slug, Source(slug, label, suits, entries)) or entries


def public(slug: str, label: Any) -> Callable[[OfAll], OfAll]:
    """Let a package fill a calendar that everybody may read."""
    return lambda entries: _public.__setitem__(slug, PublicSource(slug, label, entries)) or entries


def found_by(find: Find) -> Find:
    """Let a package read more slugs than it names, such as one for each theme; a stranger gives nothing."""
    _finders.append(find)
    return find


def sources_for(person_id: int) -> list[Source]:
    """The calendars in which there can be something for a person."""
    return [source for source in _personal.values() if source.suits(person_id)]


def personal_sources(slug: str) -> list[Source]:
    """What a slug of a personal calendar stands for: one source, all of them, or none."""
    if slug == ALL:
        return list(_personal.values())
    return [_personal[slug]] if slug in _personal else []


def public_sources() -> list[PublicSource]:
    """The calendars for everybody."""
    return list(_public.values())


def public_source(slug: str) -> PublicSource | None:
    """One calendar for everybody."""
    return _public.get(slug) or next(filter(None, (find(slug) for find in _finders)), None)
