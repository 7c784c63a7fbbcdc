"""What staff fill in at the desk, and the words for what came of a talk."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import AnyOf, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from app.forms import plain
from app.wording import full_date
from fair.forms.booking import OnceForm, number

LONGEST_NOTE = 2000
LONGEST_REASON = 300

OUTCOMES = {
    "onward": _l("We want to go on"),
    "again": _l("Another talk"),
    "no_fit": _l("Does not fit"),
    "no_show": _l("Did not show up"),
}
# Only requirements: never anything about the person.
REASONS = {
    "hours": _l("The hours or days do not fit"),
    "recognition": _l("We are not recognised for this programme yet"),
    "vog": _l("A certificate of conduct (VOG) is needed and is not there"),
    "seats": _l("No seat left"),
    "safety": _l("A rule on safety or age does not allow it"),
    "level": _l("The level or programme does not fit"),
    "other": _l("Another reason"),
}


def line_ends(text: str | None) -> str:
    """Line ends as the browser shows them, whichever door the text came through."""
    return plain((text or "").replace("\r\n", "\n"))


def _row_or_none(value: Any) -> int | None:
    return int(value) if value else None


class TalkForm(OnceForm):
    """A talk at the desk."""

    booking_id = number(InputRequired())


class MarkForm(TalkForm):
    """Whether the student came."""

    state = StringField(validators=[AnyOf(["booked", "attended", "no_show"])])

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        return {"booking_id": self.booking_id.data, "state": self.state.data}


class NoteForm(TalkForm):
    """The team's note; `seen` is the version it started from, `replace` the one to write over knowingly."""

    note = TextAreaField(
        _l("Notes"),
        filters=[line_ends],
        validators=[Length(max=LONGEST_NOTE, message=_l("Keep your notes under %(max)d characters."))],
    )
    seen = IntegerField(widget=HiddenInput(), validators=[Optional()])
    replace = IntegerField(validators=[Optional()])

    def said(self) -> dict[str, Any]:
        """What the action takes; knowingly writing over a text counts as having seen it."""
        seen = max(self.seen.data or 0, self.replace.data or 0)
        return {"booking_id": self.booking_id.data, "note": self.note.data, "seen": seen}


class OutcomeForm(TalkForm):
    """What came of a talk, with all that an outcome may need."""

    outcome = HiddenField(validators=[AnyOf(list(OUTCOMES), message=_l("Choose an outcome."))])
    reason = SelectField(
        _l("Why does it not fit?"),
        choices=[SelectChoice("", _l("Choose a reason")), *(SelectChoice(*each) for each in REASONS.items())],
        default="",
    )
    text = StringField(
        _l("Which other reason?"),
        filters=[plain],
        validators=[Length(max=LONGEST_REASON, message=_l("Keep the reason under %(max)d characters."))],
    )
    place_id = SelectField(
        _l("Which internship place?"), coerce=_row_or_none, validate_choice=False, choices=[]
    )
    starts_on = DateField(_l("From when?"), validators=[Optional()])

    def offer(self, places: Mapping[Any, int], talk: Any) -> None:
        """Let staff choose from the places with seats left that are for the level of this talk's student."""
        fitting = {place: left for place, left in places.items() if talk.level in place.levels}
        self.place_id.choices = [
            SelectChoice(str(place.id), _described(place, left)) for place, left in fitting.items()
        ]
        if len(fitting) == 1 and not self.starts_on.data:
            self.starts_on.data = next(iter(fitting)).starts_on
        for field in self:
            # What is half chosen for one talk must not slip into the next.
            field.id = f"{field.name}-{talk.id}"

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("booking_id", "outcome", "reason", "text", "place_id", "starts_on")
        return {name: self[name].data for name in names}


def _described(place: Any, left: int) -> str:
    seats = ngettext("%(num)d seat left", "%(num)d seats left", left)
    return _(
        "%(title)s, from %(day)s (%(seats)s)", title=place.title, day=full_date(place.starts_on), seats=seats
    )
