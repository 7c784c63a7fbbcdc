"""What may be published of figures about people without pointing at anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

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


def parts(numbers: Mapping[Any, int]) -> dict[Any, Cell]:
    """Figures of groups whose total is shown: small ones hidden, so that none can be worked out.

    That there was nobody may be said.
    """
    some = publish({name: number for name, number in numbers.items() if number})
    return {name: some.get(name, Cell(0)) for name in numbers}


def cell(number: int) -> Cell:
    """A figure about people, hidden when they are fewer than five; that there was nobody may be said."""
    return Cell(None, "few") if 0 < number < SMALLEST else Cell(number)
