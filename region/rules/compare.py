"""Rows held against what is there already, and against each other."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from flask_babel import gettext as _

from region.rules.fields import Wrong, folded
from region.rules.kinds import KINDS
from region.rules.sheets import HEADER, Fault, Row, Sheet, check_row, check_shape, shown
from region.rules.trial import CHANGED, NEW, SAME, Change, Key, Known, Line, School, SchoolProgramme, Trial
from region.sectors import SECTORS

Through = Callable[[Iterable[Any]], Iterable[Any]]


def read_rows(sheet: Sheet, through: Through = iter) -> tuple[list[Row], list[Fault]]:
    """Read all rows; returns those without faults, and the faults. `through` may show progress."""
    rows: list[Row] = []
    faults = check_shape(sheet)
    skipped = {fault.row for fault in faults}
    for cells in through(sheet.rows):
        row, wrong = check_row(sheet, cells)
        faults += wrong
        if not wrong and row.number not in skipped:
            rows.append(row)
    # Without a column that is needed no row can be told apart from another.
    return [] if HEADER in skipped else rows, faults


def emails_in(rows: Iterable[Row]) -> set[str]:
    """The e-mail addresses of the people in a list; a list of programmes has none."""
    columns = ("email", "contact_email")
    return {row.values[name] for row in rows for name in columns if name in row.values}


def compare(sheet: Sheet, rows: list[Row], faults: list[Fault], known: Known) -> Trial:
    """Hold rows against what is there, and against each other."""
    kind, comparison = KINDS[sheet.kind], _Comparison(sheet, known)
    faults = list(faults)
    lines = []
    for row in rows:
        try:
            lines.append(comparison.line(row))
        except Wrong as wrong:
            faults.append(comparison.fault(row, wrong))
    faults.sort(key=lambda fault: fault.row)
    return Trial(
        kind,
        len(sheet.rows),
        faults,
        lines,
        sheet.unused,
        sheet.unused_secret,
        sorted(comparison.new_schools.values()),
    )


class _Comparison:
    """Rows one after the other, remembering what earlier rows said."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.kind = KINDS[sheet.kind]
        self.new_schools: dict[str, str] = {}
        self.seen: dict[Key, int] = {}
        self.said: dict[tuple[str, str], tuple[int, Any]] = {}
        self.establishments = dict(known.establishments)
        self.found: dict[Key, SchoolProgramme | Wrong] = {}

    def line(self, row: Row) -> Line:
        key, values = _PLACES[self.kind.name](self, row.values)
        self.check_twice(key, row)
        self.check_agrees(row)
        before = self.known.current.get(key)
        compared = before or self.known.owners.get(values.get(self.kind.owner, ""), {})
        changes = [
            Change(self.label(name), _readable(name, compared[name]), _readable(name, value))
            for name, value in values.items()
            if name in compared and compared[name] != value
        ]
        status = NEW if before is None else CHANGED if changes else SAME
        return Line(row.number, self.title(values), values, status, changes)

    def fault(self, row: Row, wrong: Wrong) -> Fault:
        name = wrong.column
        heading = self.sheet.headings.get(name, str(self.kind.column(name).label))
        found = str(row.values.get(name, ""))
        return Fault(row.number, heading, shown(found), str(wrong), wrong.remedy)

    def label(self, name: str) -> Any:
        return _("booth team") if name == "staff" else self.kind.column(name).label

    def title(self, values: dict[str, Any]) -> str:
        if self.kind.name in ("students", "coordinators"):
            return f"{values['first_name']} {values['last_name']}"
        return str(values["name" if self.kind.name == "employers" else "programme"])

    def check_twice(self, key: Key, row: Row) -> None:
        first = self.seen.setdefault(key, row.number)
        if first != row.number:
            raise Wrong(
                _("The same is in row %(row)s.", row=first),
                _("Take one of the two rows away."),
                self.kind.mark,
            )

    def check_agrees(self, row: Row) -> None:
        """Rows about one employer or person must say the same, or the last one would win by chance."""
        for name in self.kind.shared:
            if name not in row.values:
                continue
            said = row.number, row.values[name]
            number, value = self.said.setdefault((row.values[self.kind.owner], name), said)
            if value != row.values[name]:
                raise Wrong(
                    _("Row %(row)s says something else: %(text)s.", row=number, text=_readable(name, value)),
                    _("Make both rows the same."),
                    name,
                )

    def school(self, name: str) -> School:
        found = self.known.schools.get(folded(name))
        if not found:
            names = {key: school.name for key, school in self.known.schools.items()}
            raise Wrong(
                _("We do not know this school."),
                _suggest(name, names) or _("Read in the programmes of this school first."),
                "school",
            )
        return found

    def programme(self, school: School, values: dict[str, Any]) -> SchoolProgramme:
        asked = (school.id, values.get("code"), folded(values.get("programme", "")), values.get("level"))
        if asked not in self.found:
            self.found[asked] = self.find_programme(*asked)
        found = self.found[asked]
        if isinstance(found, Wrong):
            raise found
        return found

    def find_programme(
        self, school_id: int, code: str | None, name: str, level: str | None
    ) -> SchoolProgramme | Wrong:
        """A code counts for more than a name; the level decides when there are several."""
        offered = [each for each in self.known.programmes if each.school_id == school_id]
        fitting = [
            each
            for each in offered
            if (each.code == code if code else folded(each.name) == name) and level in (None, each.level)
        ]
        if len(fitting) == 1:
            return fitting[0]
        column = "code" if code else "programme"
        if fitting:
            return Wrong(
                _("This school has this programme more than once."),
                _("Add the column level, or the column programme code."),
                column,
            )
        by_name = {folded(each.name): f"{each}, {each.code}" for each in offered}
        by_code = {each.code: f"{each}, {each.code}" for each in offered}
        return Wrong(
            _("This school does not have this programme."),
            _suggest(name, by_name)
            or _suggest(code or "", by_code)
            or _("Read in the programmes of this school first."),
            column,
        )


def _place_programme(comparison: _Comparison, values: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
    school = folded(values["school"])
    if school not in comparison.known.schools:
        comparison.new_schools.setdefault(school, values["school"])
    return (school, values["code"], values["level"]), values


def _place_employer(comparison: _Comparison, values: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
    kvk, number = values["kvk_number"], values.get("number", "")
    if number and comparison.establishments.setdefault(number, kvk) != kvk:
        raise Wrong(
            _("This establishment belongs to another employer."),
            _("Look up both numbers at kvk.nl."),
            "number",
        )
    return (kvk, number), values | {"staff": values["contact_email"]}


def _place_student(comparison: _Comparison, values: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
    programme = comparison.programme(comparison.school(values["school"]), values)
    return (values["email"],), values | {"programme": programme}


def _place_coordinator(comparison: _Comparison, values: dict[str, Any]) -> tuple[Key, dict[str, Any]]:
    school = comparison.school(values["school"])
    named = "programme" in values or "code" in values
    programme = comparison.programme(school, values) if named else None
    key = (values["email"], school.id, programme.id if programme else None)
    return key, values | {"school": school, "programme": programme}


_PLACES = {
    "programmes": _place_programme,
    "employers": _place_employer,
    "students": _place_student,
    "coordinators": _place_coordinator,
}


def _suggest(name: str, names: dict[str, str]) -> str:
    near = get_close_matches(folded(name), names, 1, 0.6)
    return _("Do you mean %(name)s?", name=names[near[0]]) if near else ""


def _readable(name: str, value: Any) -> str:
    if name == "sector" and value in SECTORS:
        return str(SECTORS[value].label)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in (None, "") else "–"
