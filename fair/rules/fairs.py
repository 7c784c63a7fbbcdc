"""What a fair and a booth need before they open, and who stands on the square."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from flask_babel import gettext as _
from flask_babel import ngettext

from app.errors import Refused
from fair.models import APPROVED, OVER, REQUESTED, Booth, Fair
from region.sectors import SECTORS, level_label


@dataclass(frozen=True)
class Check:
    """Something a fair needs before it can open, and whether it is there."""

    done: bool
    text: str


def readiness(fair: Fair, booths: int, booths_with_times: int, now: datetime) -> list[Check]:
    """What a fair needs before it can open; `booths` are the approved ones."""
    return [
        Check(fair.ends_at > now, _("The day is still to come")),
        Check(fair.booking_closes_at > now, _("Students can still book")),
        Check(bool(fair.levels), _("It is clear which levels take part")),
        Check(booths > 0, _("At least one booth is approved")),
        Check(booths_with_times > 0, _("At least one approved booth has times to book")),
    ]


def next_number(taken: Iterable[int]) -> int:
    """The lowest number on the square where nobody stands yet."""
    numbers = set(taken)
    return next(number for number in count(1) if number not in numbers)


def welcomes_booths(fair: Fair, now: datetime) -> bool:
    """Whether an employer can still get a booth."""
    return fair.state not in OVER and fair.ends_at > now


def check_welcomes_booths(fair: Fair, now: datetime) -> None:
    """Refuse a booth at a fair that is over."""
    if not welcomes_booths(fair, now):
        raise Refused(_("This fair is over. It takes no more booths."))


def check_only_booth(booths: Iterable[Booth], organisation_id: int) -> None:
    """An employer has one booth at a fair."""
    if any(booth.organisation_id == organisation_id for booth in booths):
        raise Refused(_("This employer has a booth at this fair already."))


def check_levels(levels: list[str], fair: Fair) -> None:
    """A booth welcomes at least one level, and only levels of its fair."""
    if not levels or not set(levels) <= set(fair.levels):
        raise Refused(_("Choose one or more levels that take part in this fair."))


def check_sector(sector: str, fair: Fair) -> None:
    """Only employers of a sector that takes part get a booth."""
    if sector not in fair.sectors:
        raise Refused(
            _("The sector %(sector)s does not take part in this fair.", sector=SECTORS[sector].label)
        )


def check_approval(booth: Booth, fair: Fair) -> None:
    """A booth stands on the square when its sector and all its levels take part."""
    check_sector(booth.organisation.sector, fair)
    missing = [level_label(level) for level in booth.levels if level not in fair.levels]
    if missing:
        raise Refused(
            _(
                "This booth welcomes %(levels)s, and that does not take part in this fair. "
                "Ask the employer to choose other levels.",
                levels=", ".join(missing),
            )
        )


def state_after_edit(booth: Booth) -> str:
    """An approved booth stays approved; any other waits for the organisers after its texts changed."""
    return APPROVED if booth.state == APPROVED else REQUESTED


def check_decline(talks: int, in_line: int) -> None:
    """A booth where students have booked or stand in line stays: they would be dropped without a word."""
    if talks:
        raise Refused(
            ngettext(
                "One talk is booked or held at this booth, so it stays.",
                "%(num)d talks are booked or held at this booth, so it stays.",
                talks,
            )
        )
    if in_line:
        raise Refused(_("Students are in the queue of this booth. Close the booth first."))
