"""When organisers may announce something, and who reads it."""

from datetime import datetime

from flask_babel import gettext as _

from app.errors import Refused
from fair.models import Fair
from fair.models.announcement import EVERYBODY, SECTOR, STUDENTS, Announcement
from fair.rules.booking import phase

MOST = 3  # more banners than this push the page itself out of sight


def can_say(fair: Fair, now: datetime) -> bool:
    """Whether anybody is there to read it."""
    return phase(fair, now) == "on"


def check_say(fair: Fair, running: int, now: datetime) -> None:
    """Refuse while the fair is not on, or one banner too many."""
    if not can_say(fair, now):
        raise Refused(_("You can announce something while the fair is open."))
    if running >= MOST:
        raise Refused(_("Three announcements are shown already. Withdraw one first."))


def check_withdraw(announcement: Announcement, now: datetime) -> None:
    """Refuse to withdraw what nobody reads any more."""
    if not is_shown(announcement, now):
        raise Refused(_("This announcement is over already."))


def is_shown(announcement: Announcement, now: datetime) -> bool:
    """Whether people read it now."""
    return announcement.ended_at is None and now < announcement.until


def is_for(announcement: Announcement, *, is_student: bool, is_staff: bool, sector: str) -> bool:
    """Whether somebody reads it, on a page of this sector if of any."""
    if announcement.audience == EVERYBODY:
        return True
    if announcement.audience == SECTOR:
        return announcement.sector == sector
    return is_student if announcement.audience == STUDENTS else is_staff
