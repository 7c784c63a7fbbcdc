"""When a stall may have a pause, and what people read meanwhile."""

from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from app.wording import time
from fair.models import APPROVED, Booth
from fair.rules import closing
from fair.rules.booking import phase


def is_paused(booth: Booth, now: datetime) -> bool:
    """Whether nobody is at a stall for a moment; a pause with an end is over by itself."""
    if booth.paused_at is None or phase(booth.fair, now) != "on":
        return False
    return booth.paused_until is None or now < booth.paused_until


def can_pause(booth: Booth, now: datetime) -> bool:
    """Whether a pause means anything: the stall stands on the square and the fair is on."""
    return booth.state == APPROVED and not closing.is_closed(booth) and phase(booth.fair, now) == "on"


def check_pause(booth: Booth, now: datetime) -> None:
    """Refuse a pause while the fair is not on, or of a stall that is closed."""
    closing.check_not_closed(booth)
    if not can_pause(booth, now):
        raise Refused(_("You can pause while the fair is open."))


def check_resume(booth: Booth) -> None:
    """Refuse to end a pause that is over, or to open what organisers closed."""
    closing.check_not_closed(booth)
    if booth.paused_at is None:
        raise Refused(_("Your booth is open already."))


def back_words(booth: Booth) -> str:
    """When they are back, as far as they said."""
    if booth.paused_until:
        return _("We are back at %(time)s.", time=time(booth.paused_until))
    return _("We will be right back.")
