"""What an organiser fills in about a fair."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app import clock
from app.forms import (
    day_field,
    moment,
    number_field,
    once_key,
    optional_time_field,
    plain,
    time_field,
)
from region.forms import each_once
from region.sectors import LEVELS, SECTORS

MODES = {"online": _l("Online"), "hybrid": _l("Online and at a place")}
WEEK = 7 * 24 * 60


SECTOR_CHOICES = [SelectChoice(key, sector.label) for key, sector in SECTORS.items()]


class ConfirmForm(FlaskForm):
    """Yes, do it."""


class CopyForm(FlaskForm):
    """The day and the name of a fair that is made after another one."""

    key = once_key()
    title = StringField(
        _l("Name of the fair"),
        [DataRequired(_l("Give the fair a name.")), Length(max=120)],
        filters=[plain],
    )
    day = day_field(_l("Day"))
    invite = BooleanField(_l("Invite the same employers"), default=True)


class FairForm(FlaskForm):
    """A fair with its day, its hours and its rules; `settings()` gives moments in UTC."""

    key = once_key()
    title = StringField(
        _l("Name of the fair"),
        [DataRequired(_l("Give the fair a name.")), Length(max=120)],
        filters=[plain],
    )
    text = TextAreaField(_l("What is this fair about?"), [Length(max=5000)], filters=[plain])
    day = day_field(_l("Day"))
    opens = time_field(_l("Opens at"))
    closes = time_field(_l("Closes at"))
    closes_day = DateField(_l("Closes on another day"), [Optional()])
    slot_minutes = number_field(
        _l("A talk lasts"), 5, 120, _l("A talk lasts at least 5 and at most 120 minutes."), usual=15
    )
    break_minutes = number_field(
        _l("Time between two talks"), 0, 60, _l("Between two talks there are 0 to 60 minutes."), usual=5
    )
    gap_minutes = number_field(
        _l("Time between two talks of a student"),
        0,
        240,
        _l("Between two talks of a student there are 0 to 240 minutes."),
        usual=10,
    )
    one_per_employer = BooleanField(_l("One talk at each employer"), default=True)
    bookings_per_student = number_field(
        _l("So many talks may a student book"),
        1,
        50,
        _l("Fill in 1 to 50. With 0 nobody could book."),
        usual=5,
    )
    limit_until_day = DateField(_l("The limit ends on"), [Optional()])
    limit_until_time = optional_time_field(_l("The limit ends at"))
    cancel_free_minutes = number_field(
        _l("Cancel without a reason until"),
        0,
        WEEK,
        _l("Fill in 0 minutes up to a week (10080 minutes)."),
        usual=60,
    )
    reserved_until_day = DateField(_l("Reserved times become free on"), [Optional()])
    reserved_until_time = optional_time_field(_l("Reserved times become free at"))
    booking_opens_day = day_field(_l("Booking starts on"))
    booking_opens_time = time_field(_l("Booking starts at"))
    booking_closes_day = day_field(_l("Booking ends on"))
    booking_closes_time = time_field(_l("Booking ends at"))
    mode = RadioField(
        _l("Where is the fair?"),
        [InputRequired(_l("Choose where the fair is."))],
        choices=[SelectChoice(*mode) for mode in MODES.items()],
        default="online",
    )
    location = StringField(_l("Place"), [Length(max=200)], filters=[plain])
    levels = SelectMultipleField(
        _l("Which levels take part?"),
        [InputRequired(_l("Choose at least one level. Without levels nobody could book."))],
        filters=[each_once],
        choices=[SelectChoice(*level) for level in LEVELS.items()],
        default=list(LEVELS),
    )
    sectors = SelectMultipleField(
        _l("Which sectors take part?"),
        [InputRequired(_l("Choose at least one sector. Without sectors no booth could stand here."))],
        filters=[each_once],
        choices=SECTOR_CHOICES,
        default=list(SECTORS),
    )
    shortage_sectors = SelectMultipleField(
        _l("Which sectors are short of people?"), filters=[each_once], choices=SECTOR_CHOICES, default=[]
    )

    moments = {
        "starts_at": ("day", "opens"),
        "ends_at": ("closes_day", "closes"),
        "booking_opens_at": ("booking_opens_day", "booking_opens_time"),
        "booking_closes_at": ("booking_closes_day", "booking_closes_time"),
    }
    optional_moments = {
        "limit_until": ("limit_until_day", "limit_until_time"),
        "reserved_until": ("reserved_until_day", "reserved_until_time"),
    }
    same = (
        *("title", "text", "mode", "levels", "sectors", "shortage_sectors", "slot_minutes", "break_minutes"),
        *("gap_minutes", "one_per_employer", "bookings_per_student", "cancel_free_minutes"),
    )

    @classmethod
    def of(cls, fair: Any) -> "FairForm":
        """The form filled in for a fair, with the times people see on the wall."""
        walls: dict[str, Any] = {}
        for name, (day, at) in (cls.moments | cls.optional_moments).items():
            if getattr(fair, name):
                wall = clock.local(getattr(fair, name))
                walls |= {day: wall.date(), at: wall.time()}
        if walls["closes_day"] == walls["day"]:
            walls["closes_day"] = None
        return cls(obj=fair, **walls)

    def validate_opens(self, field: TimeField) -> None:
        """The opening time exists on that day."""
        self._check(self.day, field)

    def validate_closes(self, field: TimeField) -> None:
        """The closing time exists on that day."""
        self._check(self.closes_day if self.closes_day.data else self.day, field)

    def validate_booking_opens_time(self, field: TimeField) -> None:
        """Booking starts at a time that exists."""
        self._check(self.booking_opens_day, field)

    def validate_booking_closes_time(self, field: TimeField) -> None:
        """Booking ends at a time that exists."""
        self._check(self.booking_closes_day, field)

    def validate_limit_until_day(self, field: DateField) -> None:
        """A day needs its time."""
        self._check_both(field, self.limit_until_time)

    def validate_limit_until_time(self, field: TimeField) -> None:
        """The limit ends at a time that exists."""
        self._check_both(field, self.limit_until_day)
        self._check(self.limit_until_day, field)

    def validate_reserved_until_day(self, field: DateField) -> None:
        """A day needs its time."""
        self._check_both(field, self.reserved_until_time)

    def validate_reserved_until_time(self, field: TimeField) -> None:
        """Reserved times become free at a time that exists."""
        self._check_both(field, self.reserved_until_day)
        self._check(self.reserved_until_day, field)

    def _check_both(self, given: Field, other: Field) -> None:
        if given.data and not other.data:
            raise ValidationError(_l("Fill in both the day and the time, or neither."))

    def _check(self, day: DateField, at: TimeField) -> None:
        if day.data and at.data:
            moment(day.data, at.data)

    def settings(self) -> dict[str, Any]:
        """What the actions take: texts, numbers, levels, sectors, and moments in UTC."""
        location = self.location.data if self.mode.data == "hybrid" else ""
        return {name: self[name].data for name in self.same} | self._moments() | {"location": location}

    def _moments(self) -> dict[str, datetime | None]:
        fixed = {
            name: moment(self[day].data or self.day.data, self[at].data)
            for name, (day, at) in self.moments.items()
        }
        return fixed | {
            name: moment(self[day].data, self[at].data) if self[day].data else None
            for name, (day, at) in self.optional_moments.items()
        }
