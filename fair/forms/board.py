"""What an organiser wants to see of the square."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField

from fair.forms.fairs import SECTOR_CHOICES

NEEDS = {
    "help": _l("Asks for help"),
    "no_staff": _l("Nobody at the booth"),
    "queue": _l("Long queue"),
    "paused": _l("Has a pause"),
    "empty": _l("Empty for long"),
}


class BoardForm(FlaskForm):
    """Which stalls to show; what is not on a list counts as everything."""

    class Meta:
        csrf = False  # it only reads

    sector = SelectField(_l("Sector"), choices=[SelectChoice("", _l("All sectors")), *SECTOR_CHOICES])
    aandacht = SelectField(
        _l("Needs attention"),
        choices=[SelectChoice("", _l("All booths")), *(SelectChoice(*each) for each in NEEDS.items())],
    )

    def chosen(self) -> tuple[str, str]:
        """The sector and the kind of attention, each empty for all."""
        self.validate()
        sector, need = ("" if each.errors else each.data or "" for each in (self.sector, self.aandacht))
        return sector, need
