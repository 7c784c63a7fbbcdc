"""The shape of input in the register, for the pages and for the live line."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    IntegerField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.forms import once_key, plain
from region.forms import PLACE_FORMS, each_once
from region.sectors import LEVELS


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


class TargetForm(FlaskForm):
    """What the counter counts towards: a number in a window, and what counts."""

    number = IntegerField(
        _l("How many internships?"),
        [
            InputRequired(_l("Fill in a number.")),
            NumberRange(1, 1_000_000, _l("Fill in a number from 1 to 1,000,000.")),
        ],
    )
    starts_on = DateField(_l("First day"), [InputRequired(_l("Choose a day."))])
    ends_on = DateField(_l("Last day"), [InputRequired(_l("Choose a day."))])
    levels = SelectMultipleField(
        _l("Which levels count?"),
        [InputRequired(_l("Choose at least one level."))],
        choices=[SelectChoice(*level) for level in LEVELS.items()],
        default=list(LEVELS),
        filters=[each_once],
    )
    counted_forms = SelectMultipleField(
        _l("Which forms count?"),
        [InputRequired(_l("Choose at least one form."))],
        choices=[SelectChoice(*form) for form in PLACE_FORMS.items()],
        default=list(PLACE_FORMS),
        filters=[each_once],
    )
    region = StringField(
        _l("Name of the region"),
        [DataRequired(_l("Fill in the name of the region.")), Length(max=80)],
        filters=[plain],
    )
    towns = TextAreaField(
        _l("Towns in the region"),
        [DataRequired(_l("Write at least one town.")), Length(max=5000)],
        filters=[plain],
    )
    school_ids = SelectMultipleField(_l("Schools in the region"), coerce=int)

    @classmethod
    def of(cls, target: Any, towns: list[Any], schools: list[Any]) -> "TargetForm":
        """The form filled in for a target and its region."""
        names = "\n".join(town.name for town in towns) or target.area.name
        name = target.area.name
        return cls(obj=target, region=name, towns=names, school_ids=[school.id for school in schools])

    def validate_towns(self, field: TextAreaField) -> None:
        """Each line is the name of one town."""
        if any(len(name) > 80 for name in self._town_names()):
            raise ValidationError(_l("Write one town on each line."))

    def _town_names(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.towns.data.splitlines())
        return [line for line in lines if line]

    def said(self) -> dict[str, Any]:
        """The target and its region."""
        names = ("number", "starts_on", "ends_on", "levels", "counted_forms", "school_ids")
        region = {"area": self.region.data, "towns": self._town_names()}
        return {name: self[name].data for name in names} | region
