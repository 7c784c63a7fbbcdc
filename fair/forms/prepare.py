"""What a student sends to prepare: what she looks for, her menu card, her favourites."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from app.forms import plain
from fair.forms.booking import number
from region.forms import each_once
from region.sectors import SPOKEN

LONGEST_WISH = 300
LONGEST_PART = 1500
DAYS = _l("Fill in the days per week: 1 to 5.")


class ProfileForm(FlaskForm):
    """What a student looks for; all of it may stay empty."""

    wanted_from = DateField(_l("From"), [Optional()])
    wanted_until = DateField(_l("Until"), [Optional()])
    days_per_week = IntegerField(_l("Days per week"), [Optional(), NumberRange(1, 5, DAYS)])
    wish = TextAreaField(
        _l("What do you want to learn?"),
        [Length(max=LONGEST_WISH, message=_l("Keep this under %(max)d characters."))],
        [plain],
    )
    languages = SelectMultipleField(
        _l("Which languages do you speak?"),
        filters=[each_once],
        choices=[SelectChoice(*each) for each in SPOKEN.items()],
    )


def _part(label: object) -> TextAreaField:
    too_long = Length(max=LONGEST_PART, message=_l("Keep this under %(max)d characters."))
    return TextAreaField(label, [too_long], [plain])


class CardForm(FlaskForm):
    """The three parts of a menu card, a line for each thing."""

    can = _part(_l("What I can do"))
    wants = _part(_l("What I want to learn"))
    must = _part(_l("What I must still learn"))


class FavouriteForm(FlaskForm):
    """A booth to keep or to let go; `back`: the page on which somebody without a line comes back."""

    booth_id = number(InputRequired())
    back = StringField(widget=HiddenInput(), validators=[Optional(), AnyOf(["lobby", "booth"])])


class MoveFavouriteForm(FavouriteForm):
    """A favourite, and whether it goes up or down."""

    direction = StringField(widget=HiddenInput(), validators=[AnyOf(["up", "down"])])


class ShareForm(FlaskForm):
    """A talk of one's own, for whose desk the menu card is."""

    booking_id = number(InputRequired())
