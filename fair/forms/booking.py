"""What a student sends: which time, which talk, what about, and what to look for."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SearchField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.forms import once_key, plain
from region.sectors import LEVELS, SECTORS

LONGEST_QUESTION = 300
LARGEST_NUMBER = 2**31 - 1  # what a database key can hold


def number(*validators: object) -> IntegerField:
    """The number of a row, not shown."""
    fits = NumberRange(1, LARGEST_NUMBER, message=_l("This is gone, or it is not yours."))
    return IntegerField(widget=HiddenInput(), validators=[*validators, fits])


class OnceForm(FlaskForm):
    """A form that may arrive twice."""

    key = once_key()


class BookForm(OnceForm):
    """A slot, and what the student wants to talk about."""

    slot_id = number(InputRequired())
    question = StringField(
        _l("What do you want to talk about?"),
        filters=[plain],
        validators=[Length(max=LONGEST_QUESTION, message=_l("Keep your question under %(max)d characters."))],
    )


class BookingForm(OnceForm):
    """A talk of one's own: to undo or to cancel."""

    booking_id = number(InputRequired())


CANCEL_REASONS = {
    "ill": _l("I am ill"),
    "school": _l("I have school or work at that time"),
    "found": _l("I have found an internship"),
    "no_way": _l("I cannot be online or get there"),
    "other": _l("Another reason"),
}


class CancelForm(BookingForm):
    """A talk of one's own that is off; late, the employer hears why."""

    reason = RadioField(
        _l("Why do you cancel?"),
        choices=[SelectChoice(*each) for each in CANCEL_REASONS.items()],
        validators=[Optional()],
        validate_choice=False,
    )
    words = StringField(
        _l("In your own words"),
        filters=[plain],
        validators=[Length(max=200, message=_l("Keep it under %(max)d characters."))],
    )


class MoveForm(BookingForm):
    """A talk of one's own, and the slot it should go to."""

    slot_id = number(InputRequired())


class Choices(SelectMultipleField):
    """Chips to tick; what is not on the list is left out instead of refused, as it came from an address."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        known = {choice.value for choice in self.choices}
        self.data = [value for value in valuelist if value in known]


class LobbyForm(FlaskForm):
    """What somebody looks for on the square."""

    class Meta:
        csrf = False  # it only reads

    niveau = Choices(_l("What is your level?"), choices=[SelectChoice(*level) for level in LEVELS.items()])
    sector = Choices(_l("Sector"), choices=[SelectChoice(key, each.label) for key, each in SECTORS.items()])
    q = SearchField(_l("Search for a company or a profession"), filters=[plain], validators=[Length(max=80)])


class SlotsForm(FlaskForm):
    """Which times of a booth to show, and which one is looked at."""

    class Meta:
        csrf = False  # it only reads

    wie = number(Optional())
    vrij = BooleanField(_l("Free times only"))
    tijd = number(Optional())
