"""What a fair brought, in figures, and what may be shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from app.figures import Cell, cell, publish
from fair.rules.waits import COUNTS

DAYS = (30, 60, 90)
# Figures of which small ones are hidden; how many times there were, and who came, the booth saw itself.
ABOUT_PEOPLE = (
    "onward",
    "again",
    "no_fit",
    "proposals",
    "agreed_30",
    "agreed_60",
    "agreed_90",
    *COUNTS,
)


@dataclass(frozen=True)
class Figures:
    """What one booth, or a whole fair, brought: times, talks, outcomes, agreements in so many days, waiting.

    `seats` are the times that could be booked, `walk_ins` the talks with people from the queue, who booked
    none; `filled` were filled in at the desk.
    """

    seats: int = 0
    booked: int = 0
    attended: int = 0
    no_show: int = 0
    walk_ins: int = 0
    filled: int = 0
    onward: int = 0
    again: int = 0
    no_fit: int = 0
    proposals: int = 0
    agreed_30: int = 0
    agreed_60: int = 0
    agreed_90: int = 0
    queue_joined: int = 0
    queue_called: int = 0
    queue_left: int = 0
    list_waited: int = 0
    list_offered: int = 0
    list_accepted: int = 0
    list_lapsed: int = 0

    @property
    def fill_rate(self) -> int | None:
        """How many percent of the times were booked."""
        return share(self.booked, self.seats)

    @property
    def attendance(self) -> int | None:
        """How many percent came, of the booked talks of which the desk said who came."""
        came = self.attended - self.walk_ins
        return share(came, came + self.no_show)


def share(part: float, whole: float) -> int | None:
    """A part in whole percents; nothing of nothing is not a share."""
    return round(100 * part / whole) if whole else None


def total(all_figures: Iterable[Figures]) -> Figures:
    """The figures of several booths together."""
    each = list(all_figures)
    return Figures(*(sum(getattr(one, part.name) for one in each) for part in fields(Figures)))


def average(all_figures: Iterable[Figures]) -> dict[str, float]:
    """What one booth brought on average, by the name of the figure; one digit behind the point."""
    each = list(all_figures)
    summed = total(each)
    return {part.name: round(getattr(summed, part.name) / (len(each) or 1), 1) for part in fields(Figures)}


def beside(all_figures: Iterable[Figures], own: Figures | None = None) -> dict[str, float | Cell]:
    """The average of all booths as it may be shown, to one of them if `own` is given.

    Who knows the average and the number of booths knows the total, and so what the others brought together.
    """
    each = list(all_figures)
    summed, known = total(each), own or Figures()
    shown: dict[str, float | Cell] = {}
    for name, number in average(each).items():
        others = cell(getattr(summed, name) - getattr(known, name))
        shown[name] = others if name in ABOUT_PEOPLE and others.hidden else number
    return shown


def cells(numbers: Mapping[str, int]) -> dict[str, Cell]:
    """The figures of groups of people, small ones hidden."""
    return publish(numbers)
