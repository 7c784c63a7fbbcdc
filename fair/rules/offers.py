"""A time that is held for one person: how long, what others see of it, and when she may take it."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from app.wording import day, same_day, time
from fair.models import Slot
from fair.models.waiting import LAPSED, LET_GO, OFFERED, STANDBY, TAKEN, SlotOffer
from fair.rules.waiting import is_today

ON_THE_DAY = timedelta(minutes=30)
EARLIER = timedelta(hours=24)
BEFORE_START = timedelta(minutes=5)
STANDING_BY = timedelta(minutes=3)
LEAST = timedelta(minutes=1)
COUNTED_DOWN = timedelta(hours=1)


def answer_by(slot: Slot, now: datetime) -> datetime | None:
    """Until when somebody of the waiting list may answer; None when there is no time left for that."""
    within = ON_THE_DAY if is_today(slot.booth.fair, now) else EARLIER
    return _long_enough(min(now + within, slot.starts_at - BEFORE_START), now)


def standby_answer_by(slot: Slot, now: datetime) -> datetime | None:
    """Until when somebody who stands by may answer; None when there is no time left for that."""
    return _long_enough(min(now + STANDING_BY, slot.starts_at), now)


def _long_enough(moment: datetime, now: datetime) -> datetime | None:
    return moment if moment - now >= LEAST else None


def is_live(offer: SlotOffer, now: datetime) -> bool:
    """Whether an offer can still be answered, whatever the worker has got round to."""
    return offer.state == OFFERED and offer.expires_at > now


def check_accept(offer: SlotOffer, now: datetime) -> None:
    """Refuse to take a time that is no longer held for her, and say why."""
    if offer.state == TAKEN:
        raise Refused(_("This time is already yours."))
    if offer.state == LET_GO:
        raise Refused(_("You have let this time go."))
    if offer.state == LAPSED or (offer.state == OFFERED and offer.expires_at <= now):
        raise Refused(
            _("This time was held for you until %(time)s. That is over.", time=time(offer.expires_at))
        )
    if offer.state != OFFERED:
        raise Refused(_("This time is no longer there. You keep your place on the waiting list."))


def check_let_go(offer: SlotOffer) -> None:
    """Refuse to let go what is not held for her any more."""
    if offer.state != OFFERED:
        raise Refused(_("This time is no longer held for you."))


def let_go_words() -> str:
    """What she reads who let a time go."""
    return _("You have let this time go. The next student gets it.")


def is_counted_down(offer: SlotOffer, now: datetime) -> bool:
    """Whether the time to answer is so short that it is shown by the second."""
    return offer.expires_at - now <= COUNTED_DOWN


def time_left(offer: SlotOffer, now: datetime) -> str:
    """24 min, or 23 hours: how long an offer still holds, rounded down."""
    minutes = int((offer.expires_at - now) / timedelta(minutes=1))
    return str(max(minutes, 1)) if minutes < 60 else ngettext("%(num)s hour", "%(num)s hours", minutes // 60)


def offer_words(offer: SlotOffer, now: datetime) -> str:
    """What it means that a time is held for her: until when, and what happens if she says nothing."""
    if offer.kind == STANDBY:
        return _(
            "You stand by. This time is yours until %(time)s. If you say nothing, the next student gets it.",
            time=time(offer.expires_at),
        )
    return _(
        "You were on the waiting list. This time is yours %(until)s. If you take it, you leave the "
        "list. If you say nothing, the next student gets it and you keep your place.",
        until=_until(offer, now),
    )


def _until(offer: SlotOffer, now: datetime) -> str:
    if same_day(offer.expires_at, now):
        return _("until %(time)s today", time=time(offer.expires_at))
    return _("until %(day)s, %(time)s", day=day(offer.expires_at), time=time(offer.expires_at))
