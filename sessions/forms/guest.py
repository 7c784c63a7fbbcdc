"""What somebody without an account fills in to come to a session."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, ValidationError
from wtforms.validators import DataRequired, Email, Length

from app.forms import plain

DEMO_ONLY = _l("In this demo all can read all letters. Make up an address, such as me@home.example")
WHOLE_ADDRESS = _l("Write the whole address, for example name@company.nl")


def small(text: str | None) -> str:
    """An address in small letters: people are recognised by it."""
    return plain(text).lower()


def one_line(text: str | None) -> str:
    """A name in one line: it stands in letters."""
    return " ".join(plain(text).split())


class GuestForm(FlaskForm):
    """Who she is, and where the letter goes."""

    name = StringField(_l("Your name"), [DataRequired(_l("Fill in your name.")), Length(max=80)], [one_line])
    email = StringField(
        _l("Your e-mail address"),
        [DataRequired(WHOLE_ADDRESS), Email(WHOLE_ADDRESS), Length(max=254)],
        [small],
    )

    def validate_email(self, field: StringField) -> None:
        """In a demo everybody reads all letters, so nobody leaves an address that is real."""
        if current_app.config["DEMO"] and not field.data.endswith(".example"):
            raise ValidationError(DEMO_ONLY)


class YesForm(FlaskForm):
    """Yes, that is me."""
