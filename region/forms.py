"""What an organiser fills in to bring a list."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import InputRequired


class ListForm(FlaskForm):
    """A list of one of these kinds (pairs of key and label), as a file."""

    kind = RadioField(
        _l("What is in the list?"),
        [InputRequired(_l("Choose what is in the list."))],
    )
    file = FileField(_l("The file"), [FileRequired(_l("Choose a file."))])

    def __init__(self, kinds: Iterable[tuple[str, Any]], **values: Any) -> None:
        super().__init__(**values)
        self.kind.choices = [SelectChoice(*kind) for kind in kinds]


class StartPasswordsForm(FlaskForm):
    """Start passwords for who has none; `renew` also for who has one but never signed in."""

    renew = BooleanField()
