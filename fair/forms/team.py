"""What people fill in about a team: whom to invite, and who they are."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length, Regexp

from app.forms import plain

SHORTEST_PASSWORD = 10
NO_ADDRESS = _l("Fill in an e-mail address, such as name@company.nl.")


class InviteForm(FlaskForm):
    """For whom an invitation is."""

    email = StringField(
        _l("E-mail address of your colleague"),
        [
            DataRequired(NO_ADDRESS),
            Length(max=200, message=NO_ADDRESS),
            Regexp(r"^[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+$", message=NO_ADDRESS),
        ],
        filters=[plain],
    )


class JoinAnewForm(FlaskForm):
    """Name and password of somebody who gets an account."""

    first_name = StringField(
        _l("First name"), [DataRequired(_l("Fill in your first name.")), Length(max=80)], [plain]
    )
    last_name = StringField(
        _l("Last name"), [DataRequired(_l("Fill in your last name.")), Length(max=80)], [plain]
    )
    password = PasswordField(
        _l("Choose a password"),
        [
            DataRequired(_l("Choose a password.")),
            Length(
                min=SHORTEST_PASSWORD,
                max=200,
                message=_l("Choose a password of at least %(min)d characters."),
            ),
        ],
    )
