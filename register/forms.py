"""The shape of input in the register, for the pages and for the live line."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.forms import once_key, plain


def _number() -> IntegerField:
    """A number that the page knows, as large as a database can hold."""
    fits = NumberRange(1, 2**31 - 1, message=_l("This is gone, or it is not yours."))
    return IntegerField(widget=HiddenInput(), validators=[InputRequired(), fits])


class PlacementForm(FlaskForm):
    """About one placement, to be done once."""

    key = once_key()
    placement_id = _number()

    def said(self) -> dict[str, Any]:
        """What the action takes from this form."""
        return {}


class VersionForm(PlacementForm):
    """About the version of the terms that stood on the screen."""

    version = _number()

    def said(self) -> dict[str, Any]:
        """The version that was read."""
        return {"version": self.version.data}


class AnswerForm(VersionForm):
    """Yes or no to a proposal; a no may have a reason."""

    answer = StringField(widget=HiddenInput(), default="no", validators=[AnyOf(["yes", "no"])])
    reason = TextAreaField(_l("Why not?"), [Length(max=500)], filters=[plain])

    def said(self) -> dict[str, Any]:
        """The answer, to the version that was read."""
        return super().said() | {"accepts": self.answer.data == "yes", "reason": self.reason.data}


class ReasonForm(PlacementForm):
    """A reason that the others read."""

    reason = TextAreaField(
        _l("Reason"),
        [InputRequired(_l("Give a reason. The others read it.")), Length(max=500)],
        filters=[plain],
    )

    def said(self) -> dict[str, Any]:
        """The reason."""
        return {"reason": self.reason.data}


class TermsForm(PlacementForm):
    """The terms of a proposal: dates and hours."""

    starts_on = DateField(_l("Start date"), [InputRequired(_l("Choose a day."))])
    ends_on = DateField(_l("End date"), [InputRequired(_l("Choose a day."))])
    hours_per_week = IntegerField(
        _l("Hours per week"),
        [InputRequired(_l("Fill in a number.")), NumberRange(1, 40, _l("Fill in 1 to 40 hours."))],
    )

    def said(self) -> dict[str, Any]:
        """The terms."""
        return {name: self[name].data for name in ("starts_on", "ends_on", "hours_per_week")}
