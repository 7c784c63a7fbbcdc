"""Small parts of forms that every package may use."""

import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, SelectChoice, TimeField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app import clock
from app.errors import Refused

TIMES = ["%H:%M", "%H.%M"]
NO_SUCH_TIME = _l("This time does not exist: that night the clock goes from 2 to 3. Choose another time.")
BEFORE_ALL_TIMES = _l("This day has passed. Choose a day that is still to come.")


# Control characters, the one that databases refuse among them; signs without width; changes of direction.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def plain(text: str | None) -> str:
    """What a person typed, without spaces around it and without signs that nobody sees or that turn it round.

    Line ends stay, and so does the joiner of which some emoji are made.
    """
    return UNSEEN.sub("", text or "").strip()


# Also half a tag, and all brackets before it: what is left can never become one.
TAG = re.compile(r"(?<!<)<+[a-zA-Z/!?][^<>]*>?")


def without_tags(text: str) -> str:
    """Markdown without HTML in it, with the ends of lines as Python has them."""
    return TAG.sub("", text.replace("\r\n", "\n"))


def fresh_key() -> str:
    """A key for one form on one page, so that sending it twice is the same as once."""
    return secrets.token_urlsafe(12)


def once_key() -> HiddenField:
    """The field `key` of a form that must not be carried out twice; every page gets a fresh one."""
    return HiddenField(default=fresh_key, validators=[Length(max=100)])


def choices(rows: Iterable[Any]) -> list[SelectChoice]:
    """Rows with an id and a name, to choose one from."""
    return [SelectChoice(row.id, row.name) for row in rows]


@contextmanager
def refusals_shown_in(form: FlaskForm) -> Iterator[None]:
    """When a rule says no inside, its sentence stands at its field or else above the form."""
    try:
        yield
    except Refused as refusal:
        if refusal.field:
            form[refusal.field].errors = [*form[refusal.field].errors, str(refusal)]
        else:
            form.form_errors.append(str(refusal))


def day_field(label: Any) -> DateField:
    """A date that must be filled in."""
    return DateField(label, [DataRequired(_l("Choose a day."))])


def time_field(label: Any) -> TimeField:
    """A time on the wall, written as 10:00 or 10.00."""
    return TimeField(label, [DataRequired(_l("Fill in a time, such as 10:00."))], format=TIMES)


def optional_time_field(label: Any) -> TimeField:
    """A time on the wall that may be left empty."""
    return TimeField(label, [Optional()], format=TIMES)


def number_field(label: Any, low: int, high: int, refusal: Any, usual: int) -> IntegerField:
    """A number between two bounds; the refusal gives the reason, a new form starts with what is usual."""
    within = NumberRange(low, high, refusal)
    return IntegerField(label, [InputRequired(_l("Fill in a number.")), within], default=usual)


def moment(day: date, at: time) -> datetime:
    """The moment of a day and a time that the wall clock in the region shows."""
    try:
        return clock.from_local(datetime.combine(day, at))
    except clock.NoSuchTime:
        raise ValidationError(NO_SUCH_TIME) from None
    except OverflowError:
        raise ValidationError(BEFORE_ALL_TIMES) from None
