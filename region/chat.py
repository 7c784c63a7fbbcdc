"""What is the same in every chat: how long a message is, how fast one writes, and how long all is kept."""

from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.errors import Refused
from app.forms import plain
from region.rules.profile import check_no_bsn

LONGEST_MESSAGE = 300
MOST_A_MINUTE = 5
SHOWN = 50
KEPT = timedelta(weeks=4)


def message_field() -> StringField:
    """A message as it is typed."""
    too_long = _l("Keep this under %(max)d characters.")
    wanted = [DataRequired(_l("Write a message first.")), Length(max=LONGEST_MESSAGE, message=too_long)]
    return StringField(_l("Message"), wanted, [plain])


def check_message(text: str, lately: int) -> None:
    """Refuse who wrote enough in the last minute, and a text with a secret number in it."""
    if lately >= MOST_A_MINUTE:
        raise Refused(_("That went too fast. Wait a minute and try again."))
    check_no_bsn("text", text)
