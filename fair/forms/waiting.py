"""What people send about waiting: where to wait, what to take or let go, and how long they stand by."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.wording import time
from fair.forms.booking import Choices, OnceForm, number
from region.sectors import SECTORS

HOUR = timedelta(hours=1)
MOST_BOOTHS = 200


class JoinForm(OnceForm):
    """A booth to wait at, and the one time of it that is wanted, if it is only one."""

    booth_id = number(InputRequired())
    slot_id = number(Optional())


class EntryForm(OnceForm):
    """A place of one's own on a waiting list."""

    entry_id = number(InputRequired())


class OfferForm(OnceForm):
    """A time that is held for somebody."""

    offer_id = number(InputRequired())


class ReleaseForm(OnceForm):
    """A free time that staff let go to the first who waits."""

    slot_id = number(InputRequired())


class StopForm(OnceForm):
    """A standby of one's own."""

    standby_id = number(InputRequired())


def _moment(value: Any) -> datetime | None:
    """A moment as the form wrote it; anything else is none."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class StandbyForm(OnceForm):
    """For which booths somebody stands by, and until when; nothing ticked means everything."""

    fair_id = number(InputRequired())
    sector = Choices(
        _l("Which sectors?"), choices=[SelectChoice(key, each.label) for key, each in SECTORS.items()]
    )
    booth = SelectMultipleField(
        _l("Which booths?"),
        coerce=int,
        choices=[],
        validate_choice=False,
        validators=[Length(max=MOST_BOOTHS)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    until = SelectField(
        _l("Until when do you stand by?"),
        coerce=_moment,
        choices=[],
        validate_choice=False,
        validators=[DataRequired(message=_l("Choose until when you stand by."))],
    )

    def offer(self, ends_at: datetime, booths: Iterable[Any], now: datetime) -> None:
        """Let her choose from the booths, and from the whole hours until the fair closes."""
        self.booth.choices = [SelectChoice(str(each.id), each.organisation.name) for each in booths]
        first = now.replace(minute=0, second=0, microsecond=0)
        hours = (first + number * HOUR for number in range(1, 25))
        moments = [*(hour for hour in hours if now < hour < ends_at), ends_at]
        self.until.choices = [SelectChoice(each.isoformat(), time(each)) for each in reversed(moments)]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "fair_id": self.fair_id.data,
            "sectors": self.sector.data or [],
            "booth_ids": self.booth.data or [],
            "until": self.until.data,
        }
