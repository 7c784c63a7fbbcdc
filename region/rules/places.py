"""What is allowed for places on offer, and which words deserve a second look."""

import re
from datetime import date, timedelta

from flask_babel import gettext as _

from app.errors import Refused

LONGEST = timedelta(days=366 * 2)

# Words that tell who somebody should be instead of what the work is, with their usual endings.
_EXCLUDING = re.compile(
    r"\b(natives?|moedertaal\w*|jonge?|fris|frisse|accentlo(?:os|ze)|zonder accent"
    r"|kledingvoorschrift(?:en)?|hoofddoek(?:en)?)\b",
    re.IGNORECASE,
)


def check_period(starts_on: date, ends_on: date, today: date) -> None:
    """A place ends after it starts, is not over yet, and lasts no longer than a placement may."""
    if ends_on <= starts_on:
        raise Refused(_("The end date must be after the start date."), "ends_on")
    if ends_on < today:
        raise Refused(_("This period is over. Choose a later end date."), "ends_on")
    if ends_on - starts_on > LONGEST:
        raise Refused(_("An internship lasts two years at most. Choose an earlier end date."), "ends_on")


def hints(*texts: str) -> list[str]:
    """What staff may want to look at again in what they wrote; never a reason to refuse it."""
    words = excluding_words(*texts)
    if not words:
        return []
    return [
        _(
            "Look again at: %(words)s. Such words can keep students away. Say what the work is,"
            " not who somebody should be. Your text is saved as you wrote it.",
            words=", ".join(words),
        )
    ]


def excluding_words(*texts: str) -> list[str]:
    """Words in these texts that may keep people away, each once."""
    found = (word[0].lower() for text in texts for word in _EXCLUDING.finditer(text))
    return list(dict.fromkeys(found))
