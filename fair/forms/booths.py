"""What organisers and staff fill in about a booth."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import once_key, plain
from region.forms import each_once
from region.sectors import LEVELS


def employer_field() -> SelectField:
    """One of the employers that the door offers with `choices()`."""
    return SelectField(_l("Employer"), [InputRequired(_l("Choose an employer."))], coerce=int)


class AddBoothForm(FlaskForm):
    """An organiser gives an employer a booth; `organisation_id` gets the employers to choose from."""

    key = once_key()
    organisation_id = employer_field()


class DeclineForm(FlaskForm):
    """No to a booth, with the reason that the employer reads."""

    reason = TextAreaField(
        _l("Why not?"), [DataRequired(_l("Give a reason. The employer reads it.")), Length(max=500)], [plain]
    )


class AskForm(FlaskForm):
    """A question about a booth that the employer reads."""

    question = TextAreaField(
        _l("What do you want to know?"), [DataRequired(_l("Write your question.")), Length(max=500)], [plain]
    )


class BoothTextForm(FlaskForm):
    """What a card on the square says; the door offers the levels of the fair."""

    slogan = StringField(
        _l("One sentence for the card"),
        [DataRequired(_l("Write one sentence. Students see it on the square.")), Length(max=84)],
        [plain],
    )
    levels = SelectMultipleField(
        _l("Which levels are welcome?"),
        [InputRequired(_l("Choose at least one level."))],
        filters=[each_once],
        choices=[SelectChoice(*level) for level in LEVELS.items()],
    )

    def offer(self, levels: list[str]) -> None:
        """Offer only the levels that take part in the fair."""
        self.levels.choices = [SelectChoice(*each) for each in LEVELS.items() if each[0] in levels]


class RequestBoothForm(BoothTextForm):
    """Staff ask for a booth for one of their employers; the door offers these, and the levels of the fair."""

    key = once_key()
    organisation_id = employer_field()
