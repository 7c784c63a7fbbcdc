"""What is allowed for a target."""

from datetime import date

from flask_babel import gettext as _

from app.errors import Refused


def check_window(starts_on: date, ends_on: date) -> None:
    """The last day lies after the first."""
    if ends_on <= starts_on:
        raise Refused(_("The last day must be after the first day."), "ends_on")
