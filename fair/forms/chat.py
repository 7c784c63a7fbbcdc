"""What people send in the chat of a booth."""

from wtforms.validators import InputRequired

from fair.forms.booking import OnceForm, number
from region.chat import message_field


class SayForm(OnceForm):
    """A message at a booth."""

    booth_id = number(InputRequired())
    text = message_field()


class MessageForm(OnceForm):
    """A message to remove, to report, or whose author to mute."""

    message_id = number(InputRequired())
