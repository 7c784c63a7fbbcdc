"""Until when: what people mean by a time on the clock while a fair is on."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time


def next_moment(meant: Mapping[datetime, bool], ends_at: datetime, now: datetime) -> datetime:
    """The first moment that is still to come and not after the end of the fair.

    `meant` are the moments that a time can mean, as `clock.around` gives them: False for one that is skipped.
    """
    ahead = min((moment for moment in meant if now < moment <= ends_at), default=None)
    if ahead is None:
        raise Refused(_why_not(meant, ends_at, now), field="until")
    if not meant[ahead]:
        words = _("This time does not exist: that night the clock goes from 2 to 3. Choose another time.")
        raise Refused(words, field="until")
    return ahead


def _why_not(meant: Mapping[datetime, bool], ends_at: datetime, now: datetime) -> str:
    """People probably meant what is nearest."""
    if min(meant, key=lambda moment: abs(moment - now)) <= now:
        return _("This time has passed. Choose a time that is still to come.")
    return _("The fair closes at %(time)s. Choose a time before that.", time=time(ends_at))
