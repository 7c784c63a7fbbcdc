"""What a student may write on a profile and a menu card, and what deserves a second look."""

import re
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from app.errors import Refused
from region.rules.fields import hide_bsn

MOST_LINES = 8
LONGEST_LINE = 120

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"(?<!\d)(?:\+|00?)(?:[ .\-()]?\d){9,13}(?!\d)")


def check_wishes(wanted_from: date | None, wanted_until: date | None, wish: str) -> None:
    """Refuse a period that ends before it starts, and a number that must stay secret."""
    if wanted_from and wanted_until and wanted_until <= wanted_from:
        raise Refused(_("The end date must be after the start date."), "wanted_until")
    check_no_bsn("wish", wish)


def check_no_bsn(field: str, text: str) -> None:
    """Refuse a text with what could be a citizen service number in it."""
    if hide_bsn(text) != text:
        raise Refused(
            _("This looks like a citizen service number (BSN). We never keep those. Take it out."), field
        )


def lines(text: str) -> list[str]:
    """The lines of a text, without the empty ones and without signs in front."""
    stripped = (re.sub(r"^\s*[-*•]\s+", "", line) for line in text.splitlines())
    return [" ".join(line.split()) for line in stripped if line.strip()]


def check_lines(field: str, written: list[str]) -> None:
    """Refuse too many lines, lines that are too long, and numbers that must stay secret."""
    if len(written) > MOST_LINES:
        raise Refused(_("Write at most %(number)d lines here.", number=MOST_LINES), field)
    if any(len(line) > LONGEST_LINE for line in written):
        raise Refused(_("Keep each line under %(number)d characters.", number=LONGEST_LINE), field)
    check_no_bsn(field, "\n".join(written))


def hints(texts: Iterable[str]) -> list[str]:
    """What a student may want to take out again; never a reason to refuse it."""
    text = "\n".join(texts)
    found = []
    if _EMAIL.search(text):
        found.append(_("There is an e-mail address in your text. Is that what you want?"))
    if _PHONE.search(text):
        found.append(_("There is a telephone number in your text. Is that what you want?"))
    return found
