"""What who was there fills in: what she thought of it, and whether she shares her contact."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.forms import plain
from sessions.forms.signup import SessionForm
from sessions.kinds import ANSWERS


def scale(label: Any, lowest: Any, highest: Any) -> RadioField:
    """A number from 1 to 5, with words at both ends."""
    words = {ANSWERS[0]: lowest, ANSWERS[-1]: highest}
    choices = [SelectChoice(answer, words.get(answer, answer)) for answer in ANSWERS]
    return RadioField(label, [InputRequired(_l("Choose a number."))], choices=choices, coerce=int)


class FeedbackForm(FlaskForm):
    """Three questions about a session."""

    liked = scale(_l("What did you think of the session?"), _l("1, not good"), _l("5, very good"))
    useful = scale(_l("Can you use what you have seen or heard?"), _l("1, no"), _l("5, very much"))
    text = TextAreaField(_l("What was good, and what could be better?"), [Length(max=1000)], filters=[plain])


class ContactForm(SessionForm):
    """Whether one shares name and e-mail address, and where one is from."""

    shared = BooleanField(_l("Share my name and e-mail address with others who were there and share theirs"))
    organisation = StringField(_l("Organisation or school"), [Length(max=120)], filters=[plain])
