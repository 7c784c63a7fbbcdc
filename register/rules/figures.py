"""What counts, and what may be published of it without pointing at anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from register.models import COUNTED, IN_TALKS

SMALLEST = 5  # groups below this are not shown
WORDS = {"few": _l("fewer than 5"), "covering": _l("not shown")}


@dataclass(frozen=True)
class Cell:
    """A figure of one group: the number, or why it is not shown (`few` or `covering`)."""

    number: int | None
    hidden: str = ""

    def __str__(self) -> str:
        """The figure, or why it is not shown, in words."""
        return str(WORDS[self.hidden] if self.hidden else self.number)


def rung(state: str | None) -> str | None:
    """Where a state stands on the ladder of the counter: agreed, in talks, or nowhere."""
    if state in COUNTED:
        return "agreed"
    return "in_talks" if state in IN_TALKS else None


def publish(numbers: Mapping[str, int]) -> dict[str, Cell]:
    """The figures of groups whose total is public, so that no group under 5 can be worked out.

    Groups under 5 are hidden. As long as the total tells more about them than that they are under 5,
    the smallest of the other groups is hidden too.
    """
    few = [group for group, number in numbers.items() if number < SMALLEST]
    shown = sorted(set(numbers) - set(few), key=lambda group: (numbers[group], group))
    covering: list[str] = []
    while few and shown and _total_tells(sum(map(numbers.__getitem__, few + covering)), few, covering):
        covering.append(shown.pop(0))
    hidden = dict.fromkeys(few, "few") | dict.fromkeys(covering, "covering")
    return {
        group: Cell(None, hidden[group]) if group in hidden else Cell(number)
        for group, number in numbers.items()
    }


def _total_tells(hidden: int, few: list[str], covering: list[str]) -> bool:
    """Whether the sum of the hidden groups rules out any number from 0 to 4 for a group under 5."""
    most = SMALLEST - 1
    highest = hidden - SMALLEST * len(covering)
    lowest = 0 if covering else hidden - most * (len(few) - 1)
    return highest < most or lowest > 0


def months(starts_on: date, ends_on: date) -> list[date]:
    """The first day of each month from one day to another."""
    found = [starts_on.replace(day=1)]
    while (following := month_after(found[-1])) <= ends_on:
        found.append(following)
    return found


def growth(
    per_day: Mapping[date, int], starts_on: date, ends_on: date, today: date
) -> list[tuple[date, Cell]]:
    """The months of the window so far, each with how many were agreed by its end."""
    return [
        (month, _cell(sum(number for day, number in per_day.items() if day < month_after(month))))
        for month in months(starts_on, min(max(today, starts_on), ends_on))
    ]


def _cell(number: int) -> Cell:
    return Cell(None, "few") if number < SMALLEST else Cell(number)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
