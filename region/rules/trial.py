"""The outcome of trying a list: each row new, changed or the same, and the faults."""

from dataclasses import dataclass, field
from typing import Any

from region.rules.kinds import Kind
from region.rules.sheets import Fault
from region.sectors import LEVELS

NEW, CHANGED, SAME = "new", "changed", "same"
Key = tuple[Any, ...]


@dataclass(frozen=True)
class School:
    """A school that is already there."""

    id: int
    name: str


@dataclass(frozen=True)
class SchoolProgramme:
    """A programme that is already there."""

    id: int
    school_id: int
    name: str
    level: str
    code: str

    def __str__(self) -> str:
        return f"{self.name} ({LEVELS[self.level]})"


@dataclass
class Known:
    """What is there already, as far as these rows touch it.

    `current` holds per key of a row the values now; `owners` those that rows of one owner share.
    """

    current: dict[Key, dict[str, Any]] = field(default_factory=dict)
    owners: dict[str, dict[str, Any]] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    programmes: list[SchoolProgramme] = field(default_factory=list)
    establishments: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One value that becomes another."""

    column: Any
    was: str
    becomes: str


@dataclass
class Line:
    """A row that can be read in: what it is about, its values, and what it changes."""

    number: int
    title: str
    values: dict[str, Any]
    status: str
    changes: list[Change]


@dataclass
class Trial:
    """The outcome of trying a list: nothing is kept yet."""

    kind: Kind
    total: int
    faults: list[Fault]
    lines: list[Line]
    unused: list[str]
    unused_secret: list[str]
    new_schools: list[str]

    def count(self, status: str) -> int:
        """How many rows are new, changed or the same."""
        return sum(line.status == status for line in self.lines)

    @property
    def changed_lines(self) -> list[Line]:
        """The rows that change a value which is already there."""
        return [line for line in self.lines if line.changes]

    @property
    def faulty(self) -> int:
        """How many rows cannot be read in."""
        return self.total - len(self.lines)

    @property
    def is_ready(self) -> bool:
        """Whether all rows can be read in."""
        return not self.faults

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is there already, exactly so."""
        return self.is_ready and all(line.status == SAME for line in self.lines)
