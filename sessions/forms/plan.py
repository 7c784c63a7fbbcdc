"""What an organiser fills in about a session."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from app import clock
from app.forms import day_field, moment, number_field, once_key, plain, time_field
from sessions.kinds import ALL, AUDIENCES, MODES, ONLINE, REPEATS, TONGUES

HTTPS = r"^(https://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?)?$"
NO_LINK = _l("Fill in a link that starts with https://, or leave it empty.")


def link_field(label: Any) -> StringField:
    """A link that may be left empty."""
    return StringField(label, [Length(max=500), Regexp(HTTPS, message=NO_LINK)], filters=[plain])


def text_field(label: Any, longest: int) -> TextAreaField:
    """A text of more lines that may be left empty."""
    return TextAreaField(label, [Length(max=longest)], filters=[plain])


def choice_field(label: Any, among: dict[str, Any], usual: str) -> RadioField:
    """One of a few, with the usual one chosen."""
    choices = [SelectChoice(*each) for each in among.items()]
    return RadioField(label, [InputRequired(_l("Choose one."))], choices=choices, default=usual)


class PlanForm(FlaskForm):
    """A session with its day, its hours and its texts."""

    key = once_key()
    seen = HiddenField()  # how the session was when this page was loaded
    title = StringField(
        _l("Title"), [DataRequired(_l("Give the session a title.")), Length(max=120)], filters=[plain]
    )
    text = text_field(_l("What is it about?"), 5000)
    host = StringField(
        _l("Host"), [DataRequired(_l("Fill in who receives the people.")), Length(max=120)], filters=[plain]
    )
    speakers = text_field(_l("Speakers"), 2000)
    agreed = BooleanField(_l("All speakers agree that their name is on the site"))
    audience = choice_field(_l("For whom?"), AUDIENCES, ALL)
    language = choice_field(_l("Spoken language"), TONGUES, "nl")
    tags = StringField(_l("Themes"), [Length(max=200)], filters=[plain])
    day = day_field(_l("Day"))
    at = time_field(_l("Starts at"))
    minutes = number_field(
        _l("Lasts"), 10, 600, _l("A session lasts at least 10 and at most 600 minutes."), usual=60
    )
    capacity = number_field(_l("Seats"), 1, 2000, _l("Fill in 1 to 2000 seats."), usual=60)
    mode = choice_field(_l("Where is it?"), MODES, ONLINE)
    location = StringField(_l("Place"), [Length(max=200)], filters=[plain])
    link = link_field(_l("Link to the video room"))
    stage = link_field(_l("Link to a picture on the page itself"))
    captions = BooleanField(_l("There are captions"))
    transcript = text_field(_l("What was said, to read afterwards"), 100_000)
    programme = text_field(_l("The programme"), 3000)
    # A page that changes a session has no such field, and a form that was sent takes its default then.
    repeat = SelectField(
        _l("Comes back"), choices=[SelectChoice(*each) for each in REPEATS.items()], default=""
    )
    until = DateField(_l("Until"), [Optional()])
    later = BooleanField(_l("Change the later sessions of this series too, but not their day and time"))

    same = (
        *("title", "text", "host", "speakers", "agreed", "audience", "language", "tags", "day", "at"),
        *("minutes", "capacity", "mode", "link", "stage", "captions", "transcript", "programme"),
    )

    @classmethod
    def of(cls, session: Any, seen: str) -> "PlanForm":
        """The form filled in for a session, with the times people see on the wall."""
        wall = clock.local(session.starts_at)
        said = {
            "seen": seen,
            "day": wall.date(),
            "at": wall.time(),
            "minutes": (session.ends_at - session.starts_at).seconds // 60,
            "tags": ", ".join(session.tags),
            "agreed": session.agreed_at is not None,
            "speakers": "\n".join(", ".join(filter(None, pair)) for pair in session.speakers),
            "programme": "\n".join(f"{_wall(session, minute)} {what}" for minute, what in session.programme),
        }
        as_they_are = {name: getattr(session, name) for name in (*cls.same, "location") if name not in said}
        return cls(data=as_they_are | said)

    def validate_at(self, field: Field) -> None:
        """The time exists on that day."""
        if self.day.data and field.data:
            moment(self.day.data, field.data)

    def settings(self) -> dict[str, Any]:
        """What the actions take."""
        location = "" if self.mode.data == ONLINE else self.location.data
        return {name: self[name].data for name in self.same} | {"location": location}


def _wall(session: Any, minute: int) -> str:
    at = clock.local(session.starts_at)
    total = at.hour * 60 + at.minute + minute
    return f"{total // 60 % 24:02d}:{total % 60:02d}"


class CopyForm(FlaskForm):
    """The day of a session that is made after another one."""

    key = once_key()
    day = day_field(_l("Day"))


class CancelForm(FlaskForm):
    """Why a session is called off."""

    key = once_key()
    reason = StringField(
        _l("Why?"), [DataRequired(_l("Write why, in a few words.")), Length(max=200)], filters=[plain]
    )
    later = BooleanField(_l("Call off the later sessions of this series too"))


class ConfirmForm(FlaskForm):
    """Yes, do it."""
