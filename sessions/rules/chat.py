"""When somebody may write in the chat of a session."""

from flask_babel import gettext as _

from app.errors import Refused
from region.chat import check_message
from sessions.models.chat import SessionMessage


def check_say(text: str, *, takes_part: bool, is_muted: bool, lately: int) -> None:
    """Refuse a message while the door is shut, to who is muted, who is too fast, or with a secret number."""
    if not takes_part:
        raise Refused(_("The chat is open from a quarter before the start until the end."))
    if is_muted:
        raise Refused(_("You cannot write in this chat any more. You can still read along."))
    check_message(text, lately)


def check_mute(message: SessionMessage) -> None:
    """Refuse to mute who keeps order."""
    if message.by_moderator:
        raise Refused(_("You cannot mute a moderator."))
