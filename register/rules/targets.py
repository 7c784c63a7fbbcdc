"""What is allowed for a target."""

from datetime import date, timedelta

from flask_babel import gettext as _

from app.errors import Refused

LONGEST = timedelta(days=366 * 10)


def check_window(starts_on: date, ends_on: date) -> None:
    """The last day lies after the first, but not too far: the counter draws every month in between."""
    if ends_on <= starts_on:
        raise Refused(_("The last day must be after the first day."), "ends_on")
    if ends_on - starts_on > LONGEST or ends_on > date.max - LONGEST:
        raise Refused(_("A target runs for ten years at most. Choose other days."), "ends_on")
