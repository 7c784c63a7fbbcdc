"""What a student fills in after a talk, and what staff answer."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from app.forms import plain
from fair.forms.booking import OnceForm, number

LONGEST_WORD = 500

OUTCOMES = {
    "onward": _l("I want to go on"),
    "again": _l("I would like another talk"),
    "no_fit": _l("It does not fit me"),
    "no_show": _l("Nobody was there"),
}
REASONS = {
    "": _l("I would rather not say"),
    "hours": _l("The hours or days do not fit me"),
    "travel": _l("It is too far away"),
    "work": _l("I am looking for other work"),
    "level": _l("The level or programme does not fit me"),
}


class SaidForm(OnceForm):
    """What came of a talk, as its student sees it."""

    booking_id = number(InputRequired())
    outcome = StringField(
        widget=HiddenInput(), validators=[AnyOf(list(OUTCOMES), message=_l("Choose an outcome."))]
    )
    place_id = SelectField(
        _l("Which internship place?"),
        coerce=lambda value: int(value) if value else None,
        validate_choice=False,
        choices=[],
    )
    reason = SelectField(
        _l("Why does it not fit?"), choices=[SelectChoice(*each) for each in REASONS.items()], default=""
    )

    def offer(self, places: Iterable[Any]) -> None:
        """Let the student choose from these places."""
        self.place_id.choices = [SelectChoice(str(place.id), place.title) for place in places]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self[name].data for name in ("booking_id", "outcome", "place_id", "reason")}


class WordForm(OnceForm):
    """A few lines to the other one of a talk that is over."""

    booking_id = number(InputRequired())
    word = TextAreaField(
        _l("Your message"),
        filters=[plain],
        validators=[
            DataRequired(_l("Write something first.")),
            Length(max=LONGEST_WORD, message=_l("Keep your message under %(max)d characters.")),
        ],
    )

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {"booking_id": self.booking_id.data, "word": self.word.data}
