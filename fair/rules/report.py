"""What a fair brought, in figures, and what may be shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from register.rules.figures import SMALLEST, Cell, publish

DAYS = (30, 60, 90)


@dataclass(frozen=True)
class Figures:
    """What one booth, or a whole fair, brought: times, talks, outcomes, and agreements after 30, 60, 90 days.

    `seats` are the times that could be booked; `filled` were filled in at the desk.
    """

    seats: int = 0
    booked: int = 0
    attended: int = 0
    no_show: int = 0
    filled: int = 0
    onward: int = 0
    again: int = 0
    no_fit: int = 0
    proposals: int = 0
    agreed_30: int = 0
    agreed_60: int = 0
    agreed_90: int = 0

    @property
    def fill_rate(self) -> int | None:
        """How many percent of the times were booked."""
        return share(self.booked, self.seats)

    @property
    def attendance(self) -> int | None:
        """How many percent came, of the talks of which the desk said who came."""
        return share(self.attended, self.attended + self.no_show)


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


def cells(numbers: Mapping[str, int]) -> dict[str, Cell]:
    """The figures of groups of people, small ones hidden."""
    return publish(numbers)


def cell(number: int) -> Cell:
    """A figure about people, hidden when they are fewer than five; that there was nobody may be said."""
    return Cell(None, "few") if 0 < number < SMALLEST else Cell(number)
