"""The results: what was measured, beside what it should be."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Line:
    """One figure; `bar` is the most it may be (or the least, for `at_least`), None when it has none."""

    part: str
    what: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the bar is reached, or None without one."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar

    @property
    def words(self) -> tuple[str, str, str, str]:
        """The cells of the table."""
        sign = "at least" if self.at_least else "at most"
        bar = "" if self.bar is None else f"{sign} {number(self.bar)}"
        verdict = {None: "", True: "reached", False: "NOT REACHED"}[self.reached]
        return self.what, f"{number(self.value)} {self.unit}".rstrip(), bar, verdict


def number(value: float) -> str:
    """A figure with no more digits than it deserves."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def draw(lines: list[Line]) -> str:
    """All figures in one table, part by part."""
    cells = [line.words for line in lines]
    widths = [max(len(row[column]) for row in cells) for column in range(4)]
    drawn, part = [], None
    for line, (what, value, bar, verdict) in zip(lines, cells, strict=True):
        if line.part != part:
            drawn += ["", line.part]
            part = line.part
        row = f"  {what:<{widths[0]}}  {value:>{widths[1]}}  {bar:<{widths[2]}}  {verdict}"
        drawn.append(row.rstrip())
    return "\n".join(drawn)


def as_json(lines: list[Line]) -> list[dict[str, Any]]:
    """All figures for a machine."""
    return [asdict(line) | {"reached": line.reached} for line in lines]
