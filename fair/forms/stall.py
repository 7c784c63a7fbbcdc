"""What staff fill in when their stall has a pause."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, TimeField
from wtforms.validators import InputRequired, Optional

from app import clock
from fair.forms.booking import OnceForm, number
from fair.forms.fairs import TIMES, moment

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
    until = TimeField(_l("When are you back?"), [Optional()], format=TIMES)

    def validate_until(self, field: TimeField) -> None:
        """The time exists today."""
        if field.data:
            moment(clock.today(), field.data)

    def ends_at(self) -> datetime | None:
        """When the pause ends, if they know."""
        return moment(clock.today(), self.until.data) if self.until.data else None
