"""What is sent about help at a booth, and about calling one."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.forms import plain
from fair.forms.booking import OnceForm, number

LONGEST_LINE = 120


class HelpForm(OnceForm):
    """The booth that asks, and what for in one line."""

    booth_id = number(InputRequired())
    words = StringField(
        _l("What is the matter?"),
        filters=[plain],
        validators=[Length(max=LONGEST_LINE, message=_l("Keep it under %(max)d characters."))],
    )


class CallBoothForm(HelpForm):
    """The booth that organisers call, and what they ask of it in one line."""


class CallForm(OnceForm):
    """A call, from a booth or to it."""

    call_id = number(InputRequired())
