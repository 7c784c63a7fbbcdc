"""What a student fills in about herself."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField

from region.forms import each_once
from region.languages import LANGUAGES


class LanguagesForm(FlaskForm):
    """The languages that a student speaks."""

    languages = SelectMultipleField(
        _l("Which languages do you speak?"),
        filters=[each_once],
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
    )
