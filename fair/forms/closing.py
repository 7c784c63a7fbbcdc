"""What is sent to close a booth, and to open it again."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from fair.forms.booking import OnceForm, number
from fair.forms.handover import NO_REASON, words_field

# What the staff of the booth read; students read only that it is closed.
CLOSE_REASONS = {
    "nobody": _l("Nobody is at the booth"),
    "technique": _l("Something does not work"),
    "rules": _l("The booth does not keep to the rules of the fair"),
    "other": _l("Another reason"),
}


class BoothForm(OnceForm):
    """A booth."""

    booth_id = number(InputRequired())


class CloseForm(BoothForm):
    """The booth that closes, and why."""

    reason = RadioField(
        _l("Why does the booth close?"),
        [InputRequired(NO_REASON)],
        choices=[SelectChoice(*each) for each in CLOSE_REASONS.items()],
    )
    words = words_field()

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self[name].data for name in ("booth_id", "reason", "words")}
