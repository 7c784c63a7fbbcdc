"""What staff fill in when their stall has a pause."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from app.forms import optional_time_field
from fair.forms.booking import OnceForm, number

PAUSE_REASONS = {
    "break": _l("We have a break"),
    "talking": _l("We are all in talks"),
    "technique": _l("Something does not work"),
}


class StallForm(OnceForm):
    """The stall of a booth."""

    booth_id = number(InputRequired())


class PauseForm(StallForm):
    """Why there is nobody for a moment, and perhaps until when."""

    reason = RadioField(
        _l("Why do you pause?"),
        choices=[SelectChoice(*each) for each in PAUSE_REASONS.items()],
        default="break",
    )
    until = optional_time_field(_l("When are you back?"))
