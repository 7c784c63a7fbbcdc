"""What a student fills in to report discrimination."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.forms import once_key, plain
from fair.forms.booking import number
from region.forms import each_once


class AboutForm(FlaskForm):
    """From which page somebody comes: of a booth, a talk or a placement, and its number."""

    kind = StringField(
        widget=HiddenInput(), validators=[Optional(), AnyOf(["stand", "gesprek", "plaatsing"])]
    )
    number = number(Optional())


class ReportForm(AboutForm):
    """What happened, who may read it, and how to be reached if one wants that."""

    key = once_key()
    text = TextAreaField(
        _l("What happened?"),
        [
            DataRequired(_l("Write down what happened.")),
            Length(max=4000, message=_l("Keep this under %(max)d characters.")),
        ],
        [plain],
    )
    readers = SelectMultipleField(
        _l("Who may read this?"),
        [InputRequired(_l("Choose who reads your report."))],
        filters=[each_once],
    )
    contact = StringField(
        _l("How can they reach you?"),
        [Length(max=200, message=_l("Keep this under %(max)d characters."))],
        [plain],
    )

    def offer(self, readers: list[tuple[str, str]]) -> None:
        """Let a student choose from those who really read reports."""
        self.readers.choices = [SelectChoice(*reader) for reader in readers]

    def said(self) -> dict[str, object]:
        """What the action takes."""
        return {"text": self.text.data, "contact": self.contact.data, "readers": self.readers.data}


class StepForm(FlaskForm):
    """What was done with a report."""

    key = once_key()
    words = TextAreaField(
        _l("What did you do?"),
        [
            DataRequired(_l("Write down what you did.")),
            Length(max=1000, message=_l("Keep this under %(max)d characters.")),
        ],
        [plain],
    )
