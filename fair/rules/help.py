"""When a booth may ask for help and organisers may call it, and what is still to do about a call."""

from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import APPROVED, Booth
from fair.models.help import HelpCall
from fair.rules.booking import phase


def can_ask(booth: Booth, now: datetime) -> bool:
    """Whether organisers are there to help: the stall stands on the square and the fair is on."""
    return booth.state == APPROVED and phase(booth.fair, now) == "on"


def check_ask(booth: Booth, call: HelpCall | None, now: datetime) -> None:
    """Refuse to ask while the fair is not on, or twice at the same time."""
    if not can_ask(booth, now):
        raise Refused(_("You can ask for help while the fair is open."))
    if call:
        raise Refused(_("You have asked for help already. The organisers see it."))


def check_call_booth(booth: Booth, before: HelpCall | None, words: str, now: datetime) -> None:
    """Refuse to call a booth without words, while the fair is not on, or while the last call is not read."""
    if not can_ask(booth, now):
        raise Refused(_("You can call a booth while the fair is open."))
    if not words:
        raise Refused(_("Write what you want to ask the booth."), field="words")
    if before and not before.answered_at:
        raise Refused(_("The booth has not read your last call yet. Take it back first."))


def check_open(call: HelpCall) -> None:
    """Refuse what comes after the end of a call."""
    if call.closed_at and call.to_booth:
        raise Refused(_("The organisers have taken this call back."))
    if call.closed_at:
        raise Refused(_("This call for help is closed already."))


def check_answer(call: HelpCall) -> None:
    """Refuse to answer twice, or after the end."""
    check_open(call)
    if call.answered_at:
        raise Refused(_("Somebody is on the way already."))


def check_see(call: HelpCall) -> None:
    """Refuse to read what a colleague has read, or what was taken back."""
    check_open(call)
    if call.answered_at:
        raise Refused(_("A colleague has seen this call already."))
