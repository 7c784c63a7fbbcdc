"""What an organiser announces, and to whom."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.forms import plain, time_field
from fair.forms.booking import OnceForm, number
from region.sectors import SECTORS

LONGEST_ANNOUNCEMENT = 200

AUDIENCES = {
    "everybody": _l("Everybody at the fair"),
    "students": _l("All students"),
    "staff": _l("Staff of all booths"),
} | {key: _l("Booths: %(sector)s", sector=sector.label) for key, sector in SECTORS.items()}


class SayForm(OnceForm):
    """Who should read what, and until when."""

    fair_id = number(InputRequired())
    audience = SelectField(_l("For whom?"), choices=[SelectChoice(*each) for each in AUDIENCES.items()])
    words = TextAreaField(
        _l("What do you want to say?"),
        filters=[plain, lambda text: " ".join(text.split())],
        validators=[
            DataRequired(_l("Fill in what you want to say.")),
            Length(max=LONGEST_ANNOUNCEMENT, message=_l("Keep it under %(max)d characters.")),
        ],
    )
    until = time_field(_l("Until what time?"))

    def said(self) -> dict[str, Any]:
        """What the action asks for."""
        sector = self.audience.data if self.audience.data in SECTORS else ""
        return {
            "fair_id": self.fair_id.data,
            "audience": "sector" if sector else self.audience.data,
            "sector": sector,
            "words": self.words.data,
            "until": self.until.data,
        }


class AnnouncementForm(OnceForm):
    """An announcement."""

    announcement_id = number(InputRequired())
