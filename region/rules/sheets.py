"""A sheet of cells: what of a file is kept, and what is wrong in its rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from region.rules.fields import HIDDEN, Wrong, hide_bsn, plain, refuse_hidden
from region.rules.kinds import KINDS, Column, Kind

HEADER = 1
"""The row that holds the names of the columns."""

LONGEST_HEADING = 40


@dataclass(frozen=True)
class Sheet:
    """The cells of a file that are of use: nothing else of it is kept, and no citizen service number.

    `headings` says per column how the file calls it; a row is its number in the file and its cells.
    """

    kind: str
    headings: dict[str, str]
    rows: list[list[Any]]
    unused: list[str] = field(default_factory=list)
    unused_secret: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    too_wide: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, in words."""

    row: int
    column: str
    found: str
    reason: str
    remedy: str


@dataclass
class Row:
    """A row in which every cell could be read; empty cells are left out."""

    number: int
    values: dict[str, Any]


def arrange(kind: Kind, header: list[str], rows: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Keep of a file the columns of this kind of list, with citizen service numbers hidden."""
    header = [hide_bsn(heading).strip()[:LONGEST_HEADING] for heading in header]
    places, double, unused = _find_columns(kind, header)
    kept: list[list[Any]] = []
    too_wide: list[int] = []
    secret: set[int] = set()
    for number, cells in rows:
        kept.append([number, *(_cell(column, cells, place) for column, place in places)])
        if any(cell.strip() for cell in cells[len(header) :]):
            too_wide.append(number)
        secret |= {place for place in unused if place < len(cells) and HIDDEN in hide_bsn(cells[place])}
    return Sheet(
        kind.name,
        {column.name: header[place] for column, place in places},
        kept,
        [header[place] for place in unused],
        [header[place] for place in sorted(secret)],
        double,
        too_wide,
    )


def _find_columns(kind: Kind, header: list[str]) -> tuple[list[tuple[Column, int]], list[str], list[int]]:
    """Where each column stands; headings that say the same twice; places that are of no use here."""
    names = {plain(each): column for column in kind.columns for each in (column.name, *column.also)}
    places: dict[str, tuple[Column, int]] = {}
    double, unused = [], []
    for place, heading in enumerate(header):
        column = names.get(plain(heading))
        if column is None:
            unused += [place] if heading else []
        elif column.name in places:
            double.append(heading)
        else:
            places[column.name] = (column, place)
    return list(places.values()), double, unused


def _cell(column: Column, cells: list[str], place: int) -> str:
    text = cells[place].strip() if place < len(cells) else ""
    return text if column.may_hold_long_numbers else hide_bsn(text)


def check_shape(sheet: Sheet) -> list[Fault]:
    """Columns that miss or stand there twice, said once for the file, and rows that are too long."""
    kind = KINDS[sheet.kind]
    missing = [
        Fault(
            HEADER,
            _or(kind, group),
            "",
            _("This column is missing."),
            _("Add it to the file. The example shows how."),
        )
        for group in kind.needs
        if not any(name in sheet.headings for name in group)
    ]
    double = [
        Fault(HEADER, heading, "", _("This column stands here twice."), _("Take one of the two away."))
        for heading in sheet.double
    ]
    too_wide = [
        Fault(
            number,
            "",
            "",
            _("This row has more cells than there are columns."),
            _("Look for a semicolon or comma inside a cell, and put quotes around that cell."),
        )
        for number in sheet.too_wide
    ]
    return missing + double + too_wide


def check_row(sheet: Sheet, row: list[Any]) -> tuple[Row, list[Fault]]:
    """Read all cells of a row; every cell that is wrong gives a fault."""
    kind = KINDS[sheet.kind]
    number, cells = row[0], dict(zip(sheet.headings, row[1:], strict=True))
    values: dict[str, Any] = {}
    faults = []
    for name, text in cells.items():
        if not text:
            continue
        try:
            refuse_hidden(text)
            values[name] = kind.column(name).read(text)
        except Wrong as wrong:
            faults.append(Fault(number, sheet.headings[name], shown(text), str(wrong), wrong.remedy))
    faults += _empty_cells(sheet, kind, number, cells)
    return Row(number, _joined(values)), faults


def _empty_cells(sheet: Sheet, kind: Kind, number: int, cells: dict[str, str]) -> Iterator[Fault]:
    for group in kind.needs:
        there = [name for name in group if name in sheet.headings]
        if there and not any(cells[name] for name in there):
            heading = sheet.headings[there[0]]
            yield Fault(number, heading, "", _("This cell is empty."), _("Fill it in."))


def _joined(values: dict[str, Any]) -> dict[str, Any]:
    """Put an infix before the last name: that is how names are kept."""
    infix = values.pop("infix", "")
    if infix and "last_name" in values:
        values["last_name"] = f"{infix} {values['last_name']}"
    return values


def shown(text: str, longest: int = 60) -> str:
    """A cell as the report shows it: short, and without a citizen service number."""
    if HIDDEN in text:
        return _("9 digits, hidden")
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _or(kind: Kind, names: tuple[str, ...]) -> str:
    return _(" or ").join(str(kind.column(name).label) for name in names)


def faulty_rows(sheet: Sheet, faults: list[Fault]) -> tuple[list[str], list[list[Any]]]:
    """The rows with a fault as in the file, and what is wrong with them: columns and rows."""
    said: dict[int, list[str]] = {}
    for fault in faults:
        said.setdefault(fault.row, []).append(f"{fault.column}: {fault.reason} {fault.remedy}".lstrip(": "))
    header = [*sheet.headings.values(), _("row"), _("what is wrong")]
    rows = [[*row[1:], row[0], " ".join(said[row[0]])] for row in sheet.rows if row[0] in said]
    return header, rows
