"""What an organiser hands out."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileSize
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length

from app.config import MEGABYTE
from app.forms import plain
from sessions.forms.plan import link_field

LARGEST = 5 * MEGABYTE
BEFORE, START = "before", "start"


class MaterialForm(FlaskForm):
    """A link or a file, and from when people see it."""

    title = StringField(_l("What is it?"), [Length(max=80)], filters=[plain])
    url = link_field(_l("Link"))
    file = FileField(
        _l("PDF file"),
        [FileSize(LARGEST, message=_l("This file is too large. Choose one of at most 5 MB."))],
    )
    since = RadioField(
        _l("From when do people see it?"),
        [InputRequired(_l("Choose one."))],
        choices=[
            SelectChoice(START, _l("From the start of the session")),
            SelectChoice(BEFORE, _l("Before the session too")),
        ],
        default=START,
    )


class LinksForm(FlaskForm):
    """Where what is left of a session can be seen and read."""

    recording = link_field(_l("Link to the recording"))
    transcript_link = link_field(_l("Link to the transcript"))
