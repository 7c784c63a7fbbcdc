"""What staff fill in about who talks when."""

from datetime import datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Regexp

from app import clock
from app.errors import Refused
from app.forms import moment, number_field, once_key, plain, time_field

LONGEST_REASON = 120
# Why nobody can book at a time; the last two come of themselves.
PAUSES = {
    "lunch": _l("Lunch"),
    "own_talk": _l("A conversation of one's own"),
    "else": _l("Something else"),
    "handed_over": _l("Talk handed over"),
    "called_off": _l("Talk called off"),
}
ELSE = "else"
CHOSEN = ("lunch", "own_talk", "else")


class TimesForm(FlaskForm):
    """From when until when; a fair that passes midnight has times of the next day too.

    `seen` comes from the page that shows which talks a change touches.
    """

    starts = time_field(_l("From"))
    ends = time_field(_l("Until"))
    seen = HiddenField(validators=[Length(max=64)])

    def __init__(self, fair: Any, **rest: Any) -> None:
        super().__init__(**rest)
        self.opens, self.closes = clock.local(fair.starts_at), clock.local(fair.ends_at)

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
        """What the actions take: moments in UTC."""
        return {"starts_at": self._moment(self.starts.data), "ends_at": self._moment(self.ends.data)}


class ShiftForm(TimesForm):
    """A block: its times, its rhythm, and where."""

    slot_minutes = number_field(_l("A talk lasts"), 5, 120, _l("Choose 5 to 120 minutes."), usual=15)
    break_minutes = number_field(_l("Time between two talks"), 0, 60, _l("Choose 0 to 60 minutes."), usual=5)
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

    @classmethod
    def of(cls, shift: Any) -> "ShiftForm":
        """The form filled in for a shift, with the times people see on the wall."""
        starts, ends = clock.local(shift.starts_at).time(), clock.local(shift.ends_at).time()
        minutes = {"slot_minutes": shift.talk_minutes, "break_minutes": shift.rest_minutes}
        where = {"meeting_link": shift.meeting_link, "phone": shift.phone}
        return cls(shift.booth.fair, starts=starts, ends=ends, **minutes, **where)

    def said(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("slot_minutes", "break_minutes", "meeting_link", "phone")
        return self.times() | {name: self[name].data for name in names}


class AddShiftForm(ShiftForm):
    """A new block for a member of staff; the door fills in who works there."""

    key = once_key()
    staff_id = SelectField(_l("Who"), [InputRequired(_l("Choose a person."))], coerce=int)


class PauseForm(TimesForm):
    """A time in which nobody can book, and why."""

    reason = SelectField(
        _l("Why?"), choices=[SelectChoice(name, PAUSES[name]) for name in CHOSEN], default=CHOSEN[0]
    )
    words = StringField(
        _l("Which other reason?"),
        filters=[plain],
        validators=[Length(max=LONGEST_REASON, message=_l("Keep the reason under %(max)d characters."))],
    )

    def said(self) -> dict[str, Any]:
        """What the action takes; words of one's own replace the reason from the list."""
        if self.reason.data == ELSE and not self.words.data:
            raise Refused(_l("Say why nobody can book at this time."), "words")
        return self.times() | {"reason": self.words.data if self.reason.data == ELSE else self.reason.data}


class RemoveForm(FlaskForm):
    """Yes, remove it."""

    seen = HiddenField(validators=[Length(max=64)])
