"""What an organiser fills in to bring a list."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from region.rules.kinds import KINDS


class ListForm(FlaskForm):
    """A list of one kind, as a file."""

    kind = RadioField(
        _l("What is in the list?"),
        [InputRequired(_l("Choose what is in the list."))],
        choices=[SelectChoice(kind.name, kind.label) for kind in KINDS.values()],
    )
    file = FileField(_l("The file"), [FileRequired(_l("Choose a file."))])


class StartPasswordsForm(FlaskForm):
    """Start passwords for who has none; `renew` also for who has one but never signed in."""

    renew = BooleanField()
