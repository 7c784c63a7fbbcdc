"""What letters say: kinds of letters with their words, and topics that people may switch off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.people import Person

Said = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """What a letter says, in the language that is set: drawn as text, as HTML and as a notice.

    No name of a student stands in a subject: others may see it over a shoulder or on a locked screen.
    `link` is a path on this site.
    """

    subject: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    link: str = ""
    link_label: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of letter; without a topic it belongs to what somebody did, and cannot be switched off.

    `gathered`: sent together once an hour, for who gets many.
    """

    say: Callable[[Said], Words]
    topic: str
    gathered: bool


def _no_words(_said: Said) -> Words:
    raise LookupError


GONE = Kind(_no_words, topic="", gathered=False)

Lead = Callable[[Person, str], str]

_kinds: dict[str, Kind] = {}
_topics: dict[str, Any] = {}
_leads: list[Lead] = []


def wording(
    kind: str, *, topic: str = "", gathered: bool = False
) -> Callable[[Callable[[Said], Words]], Callable[[Said], Words]]:
    """Let a function put a kind of letter into words, from what was said when it was written."""
    return lambda say: _kinds.setdefault(kind, Kind(say, topic, gathered)).say


def topic(name: str, label: Any) -> str:
    """Name something that people may want no letters about; returns the name."""
    _topics[name] = label
    return name


def leads(lead: Lead) -> Lead:
    """Let a package change where a link in a person's letter leads, such as for who cannot sign in."""
    _leads.append(lead)
    return lead


def led(person: Person, path: str) -> str:
    """Where a link in a letter leads for its receiver."""
    for lead in _leads:
        path = lead(person, path)
    return path


def topics() -> dict[str, Any]:
    """Everything that people may switch off, with how it is called."""
    return _topics


def kind_of(kind: str) -> Kind:
    """A kind of letter; one that an older version wrote may have no words any more."""
    return _kinds.get(kind, GONE)


def known_kinds() -> list[str]:
    """The kinds that have words."""
    return list(_kinds)


def gathered_kinds() -> list[str]:
    """The kinds that are sent together."""
    return [name for name, kind in _kinds.items() if kind.gathered]


def words_of(letter: Any) -> Words:
    """What a letter says, in the language that is set."""
    return kind_of(letter.kind).say(letter.said)


def moment(text: str) -> datetime:
    """A moment that was kept in what a letter says."""
    return datetime.fromisoformat(text)
