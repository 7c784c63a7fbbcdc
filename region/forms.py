"""What an organiser fills in to bring a list, and staff to offer a place."""

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from app.forms import once_key, plain
from region.sectors import LEVELS, SECTORS

WORK_MODES = {
    "on_site": _l("At the workplace"),
    "hybrid": _l("Partly at home"),
    "remote": _l("At a distance"),
}
PLACE_FORMS = {"regular": _l("Regular"), "alternative": _l("Alternative")}


class ListForm(FlaskForm):
    """A list of one of these kinds (pairs of key and label), as a file."""

    kind = RadioField(
        _l("What is in the list?"),
        [InputRequired(_l("Choose what is in the list."))],
    )
    file = FileField(_l("The file"), [FileRequired(_l("Choose a file."))])

    def __init__(self, kinds: Iterable[tuple[str, Any]], **values: Any) -> None:
        super().__init__(**values)
        self.kind.choices = [SelectChoice(*kind) for kind in kinds]


class StartPasswordsForm(FlaskForm):
    """Start passwords for who has none; `renew` also for who has one but never signed in."""

    renew = BooleanField()


def _digits(text: str | None) -> str | None:
    """A code without the dots and spaces with which it is printed; None when there is none."""
    return re.sub(r"[\s.]", "", plain(text)) or None


def each_once(chosen: list[str] | None) -> list[str] | None:
    """What was chosen, without what was sent twice."""
    return chosen and list(dict.fromkeys(chosen))


def _number(label: Any, high: int, refusal: Any) -> IntegerField:
    """A whole number from 1; empty and unreadable get the same words."""
    return IntegerField(label, [DataRequired(refusal), NumberRange(1, high, refusal)])


class PlaceForm(FlaskForm):
    """A place on offer; the door says from which addresses staff choose."""

    key = once_key()
    title = StringField(
        _l("What is this place called?"),
        [DataRequired(_l("Give the place a name.")), Length(max=120)],
        [plain],
    )
    tasks = TextAreaField(
        _l("What does a student do?"),
        [DataRequired(_l("Say what a student does with you.")), Length(max=4000)],
        [plain],
    )
    levels = SelectMultipleField(
        _l("For which levels?"),
        [InputRequired(_l("Choose at least one level."))],
        filters=[each_once],
        choices=[SelectChoice(*level) for level in LEVELS.items()],
    )
    sector = SelectField(
        _l("Sector"), choices=[SelectChoice(key, each.label) for key, each in SECTORS.items()]
    )
    programme_code = StringField(
        _l("Programme code (crebo or croho)"),
        [Optional(), Regexp(r"^[0-9]{5}$", message=_l("A programme code has five digits, such as 25491."))],
        [_digits],
    )
    starts_on = DateField(_l("Start date"), [DataRequired(_l("Choose a start date."))])
    ends_on = DateField(_l("End date"), [DataRequired(_l("Choose an end date."))])
    hours_per_week = _number(_l("Hours per week"), 40, _l("Fill in the hours per week: 1 to 40."))
    allowance = StringField(
        _l("Allowance"),
        [DataRequired(_l("State the allowance: an amount, or “none”.")), Length(max=120)],
        [plain],
    )
    seats = _number(_l("How many seats?"), 99, _l("Fill in the number of seats: 1 to 99."))
    establishment_id = SelectField(_l("Address"), [DataRequired(_l("Choose an address."))], coerce=int)
    work_mode = SelectField(
        _l("Where does the student work?"), choices=[SelectChoice(*each) for each in WORK_MODES.items()]
    )
    form = SelectField(_l("Form"), choices=[SelectChoice(*each) for each in PLACE_FORMS.items()])

    def offer(self, addresses: list[Any]) -> None:
        """Let staff choose one of these addresses; a single one speaks for itself."""
        self.establishment_id.choices = [SelectChoice(each.id, each.where) for each in addresses]
        if len(addresses) == 1:
            self.establishment_id.data = addresses[0].id

    def terms(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.data.items() if name not in ("key", "csrf_token")}
