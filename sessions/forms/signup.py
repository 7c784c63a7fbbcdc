"""What a person sends: which session, and what to look for."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.forms import once_key, plain
from sessions.kinds import AUDIENCES, TONGUES

LARGEST_NUMBER = 2**31 - 1  # what a database key can hold


class SessionForm(FlaskForm):
    """A session: to sign up, to wait, to sign off or to go in."""

    key = once_key()
    session_id = IntegerField(
        widget=HiddenInput(),
        validators=[
            InputRequired(),
            NumberRange(1, LARGEST_NUMBER, message=_l("This is gone, or it is not yours.")),
        ],
    )


class NameForm(SessionForm):
    """Whether others who come may read one's name."""

    shown = BooleanField(_l("Others who come may read my name"))


def among(kinds: dict[str, Any], whichever: Any) -> list[SelectChoice]:
    """One of these, or whichever."""
    return [SelectChoice(*each) for each in ({"": whichever} | kinds).items()]


class WishForm(FlaskForm):
    """What somebody looks for in the programme."""

    class Meta:
        csrf = False

    voor = SelectField(_l("For whom?"), choices=among(AUDIENCES, _l("Everybody")), default="")
    thema = StringField(_l("Theme"), [Length(max=40)], filters=[plain])
    taal = SelectField(_l("Language"), choices=among(TONGUES, _l("All languages")), default="")


def month_of(typed: str, today: date) -> date:
    """The first day of a month in an address, such as 2026-12; of this month when it names none."""
    try:
        chosen = date.fromisoformat(f"{typed}-01")
    except ValueError:
        chosen = today
    # Sessions are planned ten years ahead at most.
    return (chosen if abs(chosen.year - today.year) <= 11 else today).replace(day=1)
