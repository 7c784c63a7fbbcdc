"""When somebody may write in the chat of a booth, and who is not muted there."""

from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import Fair
from fair.models.chat import ChatMessage
from fair.rules.booking import phase
from region.chat import check_message


def is_on(fair: Fair, now: datetime) -> bool:
    """Whether one can chat: as long as the fair is on."""
    return phase(fair, now) == "on"


def check_say(fair: Fair, text: str, *, is_muted: bool, lately: int, now: datetime) -> None:
    """Refuse a message when the fair is not on, to who is muted, who is too fast, or with a secret number."""
    if not is_on(fair, now):
        raise Refused(_("The chat is open as long as the fair is on."))
    if is_muted:
        raise Refused(_("You cannot write in this chat any more. You can still book a talk."))
    check_message(text, lately)


def check_mute(message: ChatMessage) -> None:
    """Refuse to mute who works at the booth."""
    if message.by_staff:
        raise Refused(_("You cannot mute somebody of the booth."))
