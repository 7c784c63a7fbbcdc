"""What staff fill in about the students whom their booth asks for."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField

from region.forms import each_once
from region.sectors import SECTORS, SPOKEN


class WantedForm(FlaskForm):
    """Sectors, programmes and languages; the door offers the programmes."""

    sectors = SelectMultipleField(
        _l("Sector of the programme"),
        filters=[each_once],
        choices=[SelectChoice(key, sector.label) for key, sector in SECTORS.items()],
    )
    programmes = SelectMultipleField(_l("Programmes"), filters=[each_once])
    languages = SelectMultipleField(
        _l("Languages"), filters=[each_once], choices=[SelectChoice(*each) for each in SPOKEN.items()]
    )

    def asked(self) -> dict[str, list[str]]:
        """What the action takes; nothing ticked means that it does not matter."""
        return {field.name: field.data or [] for field in (self.sectors, self.programmes, self.languages)}
