"""What people send in the chat of a booth."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import plain
from fair.forms.booking import OnceForm, number

LONGEST_MESSAGE = 300


class SayForm(OnceForm):
    """A message at a booth."""

    booth_id = number(InputRequired())
    text = StringField(
        _l("Message"),
        [
            DataRequired(_l("Write a message first.")),
            Length(max=LONGEST_MESSAGE, message=_l("Keep this under %(max)d characters.")),
        ],
        [plain],
    )


class MessageForm(OnceForm):
    """A message to remove, to report, or whose author to mute."""

    message_id = number(InputRequired())
