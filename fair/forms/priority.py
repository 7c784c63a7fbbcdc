"""What organisers fill in about who goes first."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice, SelectField, TimeField, ValidationError
from wtforms.validators import Optional

from app.forms import TIMES, moment
from fair.groups import GROUPS

HALF_A_MOMENT = _l("Fill in both a day and a time, or leave both empty.")


class WindowsForm(FlaskForm):
    """From when each group may book; empty means together with everybody."""

    urgent_day = DateField(_l("Day"), [Optional()])
    urgent_time = TimeField(_l("Time"), [Optional()], format=TIMES)
    mbo12_day = DateField(_l("Day"), [Optional()])
    mbo12_time = TimeField(_l("Time"), [Optional()], format=TIMES)
    shortage_day = DateField(_l("Day"), [Optional()])
    shortage_time = TimeField(_l("Time"), [Optional()], format=TIMES)

    def validate(self, extra_validators: Any = None) -> bool:
        """Each group has a whole moment or none; of an empty field nobody asks its own validators."""
        valid = super().validate(extra_validators)
        for group in GROUPS:
            try:
                self._moment(group)
            except ValidationError as error:
                self[f"{group}_time"].errors = [*self[f"{group}_time"].errors, str(error)]
                valid = False
        return valid

    def _moment(self, group: str) -> datetime | None:
        day, at = self[f"{group}_day"].data, self[f"{group}_time"].data
        if (day is None) != (at is None):
            raise ValidationError(str(HALF_A_MOMENT))
        return moment(day, at) if day else None

    def opens(self) -> dict[str, datetime]:
        """What the action takes: from when each group that goes first may book, in UTC."""
        moments = {group: self._moment(group) for group in GROUPS}
        return {group: at for group, at in moments.items() if at}


class ReserveForm(FlaskForm):
    """Which times of a booth, or of all, are kept for a group; the door offers the booths."""

    booth_id = SelectField(_l("Booth"), coerce=int)
    group = SelectField(_l("For whom"), choices=[SelectChoice(*each) for each in GROUPS.items()])
    every = SelectField(
        _l("Which times"),
        choices=[
            SelectChoice(3, _l("every third time")),
            SelectChoice(2, _l("every second time")),
            SelectChoice(4, _l("every fourth time")),
            SelectChoice(5, _l("every fifth time")),
            SelectChoice(0, _l("no times: keep nothing")),
        ],
        coerce=int,
    )
