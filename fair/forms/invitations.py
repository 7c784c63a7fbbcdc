"""What is filled in to invite an employer, and to accept."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from app.forms import choices, plain
from fair.forms.booths import BoothTextForm
from region.sectors import SECTORS

NEW = 0  # not an employer that is known
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128


def small(text: str | None) -> str:
    """An e-mail address in small letters: people are recognised by it."""
    return plain(text).lower()


class InviteForm(FlaskForm):
    """Which employer to ask: one that is known, or a new one with a name and an e-mail address."""

    organisation_id = SelectField(_l("Employer"), coerce=int, default=NEW)
    name = StringField(_l("Name of the new employer"), [Length(max=120)], [plain])
    email = StringField(
        _l("E-mail address"),
        [Optional(), Email(_l("Write the whole address, for example name@company.nl")), Length(max=254)],
        [small],
    )

    def offer(self, employers: list[Any]) -> None:
        """Offer these employers, and a new one."""
        self.organisation_id.choices = [
            SelectChoice(NEW, _l("A new employer, fill in below")),
            *choices(employers),
        ]

    def validate_name(self, field: StringField) -> None:
        """A new employer needs a name."""
        if self.organisation_id.data == NEW and not field.data:
            raise ValidationError(_l("Choose an employer, or write the name of a new one."))

    def asked(self) -> dict[str, Any]:
        """Whom the action invites."""
        return {
            "organisation_id": self.organisation_id.data or None,
            "name": self.name.data,
            "email": self.email.data,
        }


class AcceptForm(BoothTextForm):
    """Somebody accepts for an employer; a new employer also says its sector and town."""

    sector = SelectField(_l("Sector"), [InputRequired(_l("Choose a sector."))])
    town = StringField(_l("Town"), [DataRequired(_l("Fill in where you are.")), Length(max=80)], [plain])

    def suit(self, invitation: Any) -> None:
        """Ask only what is not known of the employer, and offer what takes part in the fair."""
        self.offer(invitation.fair.levels)
        if invitation.organisation_id:
            del self.sector, self.town
        else:
            offered = invitation.fair.sectors
            self.sector.choices = [SelectChoice(key, SECTORS[key].label) for key in offered]

    def details(self) -> dict[str, Any]:
        """What the action takes for the booth and the employer."""
        wanted = ("slogan", "levels", "sector", "town")
        return {name: self[name].data for name in wanted if name in self}


class NewcomerForm(AcceptForm):
    """Somebody without an account accepts: name, e-mail address and a password of one's own."""

    first_name = StringField(
        _l("First name"), [DataRequired(_l("Fill in your first name.")), Length(max=60)], [plain]
    )
    last_name = StringField(
        _l("Last name"), [DataRequired(_l("Fill in your last name.")), Length(max=80)], [plain]
    )
    email = StringField(
        _l("E-mail address"),
        [
            DataRequired(_l("Write the whole address, for example name@company.nl")),
            Email(_l("Write the whole address, for example name@company.nl")),
            Length(max=254),
        ],
        [small],
    )
    password = PasswordField(
        _l("Choose a password"),
        [
            InputRequired(_l("Choose a password of at least 12 characters.")),
            Length(SHORTEST_PASSWORD, LONGEST_PASSWORD, _l("Choose a password of at least 12 characters.")),
        ],
    )

    def person(self) -> dict[str, Any]:
        """Who it is, without the password."""
        return {name: self[name].data for name in ("first_name", "last_name", "email")}
