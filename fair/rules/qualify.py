"""Which students a booth talks with: one of each kind that it asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import Booth
from region.sectors import SECTORS, SPOKEN, level_label


class FillInFirst(Refused):
    """A refusal that filling in one's profile may solve."""


class DoesNotFit(Refused):
    """A refusal that no other time of the same booth solves."""


@dataclass(frozen=True)
class Student:
    """What the rules look at: what her school says, and the languages that she filled in."""

    urgent: bool
    languages: list[str]
    level: str
    programme: str
    sector: str


def check_qualifies(booth: Booth, student: Student) -> None:
    """Refuse a student whom this booth does not ask for: and between the kinds, or within each."""
    if student.level not in booth.levels:
        levels = either(level_label(level) for level in booth.levels)
        raise DoesNotFit(_("This booth talks with students of %(levels)s.", levels=levels))
    if booth.wanted_sectors and student.sector not in booth.wanted_sectors:
        sectors = either(SECTORS[sector].label for sector in booth.wanted_sectors)
        raise DoesNotFit(_("This booth talks with students of a programme in: %(sectors)s.", sectors=sectors))
    if booth.wanted_programmes and student.programme not in booth.wanted_programmes:
        raise DoesNotFit(_("This booth talks with students of other programmes than yours."))
    _check_languages(booth, student)


def _check_languages(booth: Booth, student: Student) -> None:
    if not booth.wanted_languages:
        return
    languages = either(SPOKEN[language] for language in booth.wanted_languages)
    if not student.languages:
        raise FillInFirst(
            _("This booth asks for %(names)s. First fill in which languages you speak.", names=languages)
        )
    if not set(booth.wanted_languages) & set(student.languages):
        raise DoesNotFit(_("This booth talks with students who speak %(languages)s.", languages=languages))


def either(names: Iterable[object]) -> str:
    """A list in words: this, that or another."""
    *first, last = [str(name) for name in names]
    return _("%(first)s or %(last)s", first=", ".join(first), last=last) if first else last
