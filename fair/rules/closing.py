"""When organisers may close a booth, and what people read while it is closed."""

from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import APPROVED, Booth
from fair.rules.states import stands


def is_closed(booth: Booth) -> bool:
    """Whether organisers have closed a booth."""
    return booth.closed_at is not None


def check_not_closed(booth: Booth) -> None:
    """Refuse what cannot be at a booth that is closed."""
    if is_closed(booth):
        raise Refused(closed_words())


def closed_words() -> str:
    """What everybody reads who comes to a booth that is closed."""
    return _("The organisers have closed this booth.")


def can_close(booth: Booth, now: datetime) -> bool:
    """Whether there is a stall on the square to close: while the fair is on."""
    return booth.state == APPROVED and not is_closed(booth) and stands(booth.fair, now) == "on"


def check_close(booth: Booth, now: datetime) -> None:
    """Refuse to close twice, or while the fair is not on."""
    if is_closed(booth):
        raise Refused(_("This booth is closed already."))
    if not can_close(booth, now):
        raise Refused(_("You can close a booth while the fair is open."))


def check_reopen(booth: Booth) -> None:
    """Refuse to open what is open."""
    if not is_closed(booth):
        raise Refused(_("This booth is open already."))
