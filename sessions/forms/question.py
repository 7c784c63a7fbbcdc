"""What is sent about questions in the live room of a session."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from app.forms import once_key, plain
from sessions.forms.signup import LARGEST_NUMBER, SessionForm

LONGEST_QUESTION = 240
LONGEST_ANSWER = 1000
LONGEST_REASON = 120
GONE = _l("This is gone, or it is not yours.")


def one_line(text: str | None) -> str:
    """A text of one line, with single spaces."""
    return " ".join(plain(text).split())


def number(label: Any = None, widget: Any = None) -> IntegerField:
    """The number of a row."""
    checks = [InputRequired(GONE), NumberRange(1, LARGEST_NUMBER, message=GONE)]
    return IntegerField(label, checks, widget=widget or HiddenInput())


class AskForm(SessionForm):
    """A question for the session."""

    text = TextAreaField(
        _l("What would you like to know?"),
        [DataRequired(_l("Write your question first.")), Length(max=LONGEST_QUESTION)],
        filters=[one_line],
    )


class QuestionForm(FlaskForm):
    """One question: to withdraw it, or to let it through."""

    question_id = number()


class WantForm(QuestionForm):
    """Whether one wants to know this too."""

    wanted = BooleanField(_l("I want to know this too"))


class PinForm(QuestionForm):
    """Whether a question is being answered now."""

    pinned = BooleanField(_l("Answered now"))


class AnswerForm(QuestionForm):
    """That a question is answered, with what was said or without."""

    answer = TextAreaField(_l("The answer"), [Length(max=LONGEST_ANSWER)], filters=[plain])


class DismissForm(QuestionForm):
    """Why a question is not taken."""

    reason = StringField(
        _l("Why?"),
        [DataRequired(_l("Say why, so that who asked understands it.")), Length(max=LONGEST_REASON)],
        filters=[one_line],
    )


class MergeForm(QuestionForm):
    """Which question asks the same."""

    into_id = number(_l("The same as"))


class FirstLookForm(FlaskForm):
    """Whether new questions wait until somebody has looked at them."""

    session_id = number()
    first_look = BooleanField(_l("Look at new questions first"))


class AppointForm(FlaskForm):
    """Who keeps order in a session."""

    key = once_key()
    email = StringField(
        _l("E-mail address"),
        [DataRequired(_l("Fill in an e-mail address.")), Length(max=200)],
        filters=[lambda typed: plain(typed).lower()],
    )
