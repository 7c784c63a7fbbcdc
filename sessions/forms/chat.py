"""What people send in the chat of a session."""

from flask_wtf import FlaskForm

from region.chat import message_field
from sessions.forms.question import number
from sessions.forms.signup import SessionForm


class SayForm(SessionForm):
    """A message in the room."""

    text = message_field()


class MessageForm(FlaskForm):
    """A message to remove, to report, or whose author to mute."""

    message_id = number()
