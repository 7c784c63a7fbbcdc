"""What staff fill in about who talks when."""

from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Regexp

from app import clock
from app.forms import once_key, plain
from fair.forms.fairs import moment, time_field


class ShiftForm(FlaskForm):
    """From when until when, and where; a fair that passes midnight has times of the next day too."""

    starts = time_field(_l("From"))
    ends = time_field(_l("Until"))
    meeting_link = StringField(
        _l("Where do you talk with students?"),
        [
            Regexp(
                r"^(https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?)?$",
                message=_l("Fill in a link that starts with https://, or leave it empty."),
            ),
            Length(max=500),
        ],
        filters=[plain],
    )

    phone = StringField(
        _l("A telephone number"),
        [
            Regexp(
                r"^(\+?[0-9][0-9 ()-]{5,19})?$",
                message=_l("Fill in a telephone number, or leave it empty."),
            )
        ],
        filters=[plain],
    )

    def __init__(self, fair: Any, **rest: Any) -> None:
        super().__init__(**rest)
        self.opens, self.closes = clock.local(fair.starts_at), clock.local(fair.ends_at)

    @classmethod
    def of(cls, shift: Any) -> "ShiftForm":
        """The form filled in for a shift, with the times people see on the wall."""
        starts, ends = clock.local(shift.starts_at).time(), clock.local(shift.ends_at).time()
        return cls(shift.booth.fair, obj=shift, starts=starts, ends=ends)

    def validate_starts(self, field: TimeField) -> None:
        """The time exists on that day."""
        self._check(field)

    def validate_ends(self, field: TimeField) -> None:
        """The time exists on that day."""
        self._check(field)

    def _check(self, field: TimeField) -> None:
        if field.data:
            self._moment(field.data)

    def _moment(self, at: time) -> datetime:
        opens, closes = self.opens, self.closes
        next_day = closes.date() > opens.date() and at < opens.time()
        return moment(closes.date() if next_day else opens.date(), at)

    def times(self) -> dict[str, Any]:
        """What the actions take: moments in UTC, and where."""
        return {
            "starts_at": self._moment(self.starts.data),
            "ends_at": self._moment(self.ends.data),
            "meeting_link": self.meeting_link.data,
            "phone": self.phone.data,
        }


class AddShiftForm(ShiftForm):
    """A new block for a member of staff; the door fills in who works there."""

    key = once_key()
    staff_id = SelectField(_l("Who"), [InputRequired(_l("Choose a person."))], coerce=int)
