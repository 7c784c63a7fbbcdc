"""What staff fill in about a group talk."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from app.forms import number_field, plain
from fair.forms.roster import AddShiftForm

MOST_SEATS = 50


class GroupForm(AddShiftForm):
    """A talk with several students at once."""

    ends = slot_minutes = break_minutes = phone = seen = None  # a group talk is one time with a length
    title = StringField(
        _l("What is it about?"),
        [DataRequired(_l("Give the group talk a title. Students see it.")), Length(max=80)],
        filters=[plain],
    )
    minutes = number_field(
        _l("How many minutes?"),
        5,
        120,
        _l("A group talk lasts 5 to 120 minutes."),
        usual=30,
    )
    seats = number_field(
        _l("For how many students?"), 2, MOST_SEATS, _l("A group talk is for 2 to 50 students."), usual=20
    )

    def times(self) -> dict[str, Any]:
        """What the action takes: moments in UTC, the title, the seats and the link."""
        starts_at = self._moment(self.starts.data)
        return {
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=self.minutes.data),
            "title": self.title.data,
            "seats": self.seats.data,
            "meeting_link": self.meeting_link.data,
        }
