"""The rules of a fair in plain words, for everybody who may come.

A new rule gets a function that returns its sentence, or nothing when it does not apply, and a place in
`SENTENCES`.
"""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.wording import day, same_day, time
from fair.models import HYBRID, Fair
from region.sectors import LEVELS, SECTORS, level_label

HOUR, DAY = 60, 24 * 60


def in_words(fair: Fair) -> list[str]:
    """All rules of a fair, one sentence or two for each, in the order in which one meets them."""
    return [sentence for say in SENTENCES if (sentence := say(fair))]


def _where(fair: Fair) -> str:
    if fair.mode == HYBRID:
        return _("The fair is online and at %(place)s.", place=fair.location)
    return _("The fair is online.")


def _levels(fair: Fair) -> str:
    if set(fair.levels) == set(LEVELS):
        return _("All levels can take part.")
    return _("It is for %(levels)s.", levels=_list([level_label(each) for each in fair.levels]))


def _sectors(fair: Fair) -> str:
    if set(fair.sectors) == set(SECTORS):
        return ""
    names = [str(SECTORS[each].label) for each in fair.sectors]
    return _("These sectors take part: %(sectors)s.", sectors=_list(names))


def _shortage(fair: Fair) -> str:
    names = [str(SECTORS[each].label) for each in fair.shortage_sectors]
    return _("Most people are needed in: %(sectors)s.", sectors=_list(names)) if names else ""


def _window(fair: Fair) -> str:
    opens, closes = fair.booking_opens_at, fair.booking_closes_at
    if same_day(opens, closes):
        times = {"first": time(opens), "last": time(closes)}
        return _("You can book on %(day)s from %(first)s until %(last)s.", day=day(opens), **times)
    return _("You can book from %(first)s until %(last)s.", first=_moment(opens), last=_moment(closes))


def _length(fair: Fair) -> str:
    return ngettext("A talk takes %(num)d minute.", "A talk takes %(num)d minutes.", fair.slot_minutes)


def _gap(fair: Fair) -> str:
    if not fair.gap_minutes:
        return ""
    return ngettext(
        "Between two of your talks there is at least %(num)d minute.",
        "Between two of your talks there are at least %(num)d minutes.",
        fair.gap_minutes,
    )


def _limit(fair: Fair) -> str:
    number = fair.bookings_per_student
    if fair.limit_until is None:
        return ngettext(
            "You can have %(num)d talk planned at a time.",
            "You can have at most %(num)d talks planned at a time.",
            number,
        )
    return ngettext(
        "Until %(moment)s you can have %(num)d talk planned, so that everybody gets a turn. "
        "After that you can book what is still free.",
        "Until %(moment)s you can have at most %(num)d talks planned, so that everybody gets a turn. "
        "After that you can book what is still free.",
        number,
        moment=_moment(fair.limit_until),
    )


def _employers(fair: Fair) -> str:
    return _("You have one talk with each employer.") if fair.one_per_employer else ""


def _cancelling(fair: Fair) -> str:
    if not fair.cancel_free_minutes:
        return _("You can cancel without a reason until the talk begins.")
    return _(
        "You can cancel without a reason until %(before)s before the talk. After that you say why.",
        before=_span(fair.cancel_free_minutes),
    )


def _reserved(fair: Fair) -> str:
    if fair.reserved_until is None:
        return ""
    return _(
        "Times that are kept for a group are for everybody from %(moment)s.",
        moment=_moment(fair.reserved_until),
    )


SENTENCES: tuple[Callable[[Fair], str], ...] = (
    _where,
    _levels,
    _sectors,
    _shortage,
    _window,
    _length,
    _gap,
    _employers,
    _limit,
    _reserved,
    _cancelling,
)


def _moment(moment: datetime) -> str:
    return _("%(day)s at %(time)s", day=day(moment), time=time(moment))


def _span(minutes: int) -> str:
    if minutes % DAY == 0:
        return ngettext("%(num)d day", "%(num)d days", minutes // DAY)
    if minutes % HOUR == 0:
        return ngettext("%(num)d hour", "%(num)d hours", minutes // HOUR)
    return ngettext("%(num)d minute", "%(num)d minutes", minutes)


def _list(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s", first=", ".join(names[:-1]), last=names[-1])
