"""What is sent about polls: by who keeps order, and by people in the room."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from app.forms import once_key, plain
from sessions.forms.plan import choice_field, text_field
from sessions.forms.question import number
from sessions.forms.signup import SessionForm
from sessions.kinds import CHOICE, POLL_KINDS

LONGEST_QUESTION = 150
LONGEST_IDEA = 200
TOO_LONG = _l("Keep this under %(max)d characters.")
CHOOSE = _l("Choose one of the answers.")


class MakeForm(SessionForm):
    """A new poll."""

    kind = choice_field(_l("What do you ask for?"), POLL_KINDS, CHOICE)
    question = StringField(
        _l("The question of the poll"),
        [DataRequired(_l("Write the question first.")), Length(max=LONGEST_QUESTION, message=TOO_LONG)],
        [plain],
    )
    answers = text_field(_l("Answers"), 1000)

    def said(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self[name].data for name in ("kind", "question", "answers")}


class PollForm(FlaskForm):
    """A poll to open, to close or to throw away."""

    poll_id = number()


class ShowForm(PollForm):
    """Whether everybody sees the results."""

    shown = BooleanField()


class VoteForm(PollForm):
    """What somebody chooses."""

    choice = IntegerField(_l("Answers"), [InputRequired(CHOOSE), NumberRange(0, 9, message=CHOOSE)])


class IdeaForm(PollForm):
    """An idea to hand in."""

    key = once_key()
    text = StringField(
        _l("Your idea"),
        [DataRequired(_l("Write your idea first.")), Length(max=LONGEST_IDEA, message=TOO_LONG)],
        [plain],
    )


class RemoveForm(FlaskForm):
    """An idea to take away."""

    idea_id = number()


class SupportForm(RemoveForm):
    """Whether one finds an idea good."""

    supported = BooleanField()
