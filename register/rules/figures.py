"""What counts, and how it grew."""

from collections.abc import Mapping
from datetime import date

from app.figures import SMALLEST, Cell
from register.models import COUNTED, IN_TALKS


def rung(state: str | None) -> str | None:
    """Where a state stands on the ladder of the counter: agreed, in talks, or nowhere."""
    if state in COUNTED:
        return "agreed"
    return "in_talks" if state in IN_TALKS else None


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
