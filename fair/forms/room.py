"""What people send in the room of a talk."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from app.forms import plain
from fair.forms.booking import OnceForm, number

LONGEST_TEXT = 1000
LONGEST_SIGNAL = 16_000  # the description of a connection takes some 6,000


class RoomForm(OnceForm):
    """Which talk."""

    booking_id = number(InputRequired())


class EnterForm(RoomForm):
    """Coming in, in a tab of a browser that gave itself a name."""

    tab = HiddenField(default="", validators=[Regexp(r"^[0-9a-f-]{0,40}$")])


class SignalForm(EnterForm):
    """What one browser says to the other to find a way; nobody else needs to understand it."""

    body = HiddenField(validators=[InputRequired(), Length(max=LONGEST_SIGNAL)])


class TextForm(RoomForm):
    """Something to say."""

    text = StringField(
        _l("Your message"),
        filters=[plain],
        validators=[
            DataRequired(_l("Type a message first.")),
            Length(max=LONGEST_TEXT, message=_l("Keep your message under %(max)d characters.")),
        ],
    )
