"""Let four programs read every case: `python -m tests.calendars` writes docs/calendar-matrix.md."""

import sys
import tempfile
from pathlib import Path

from tests.calendars import readers
from tests.calendars.cases import CASES, Case, with_single_dates

PAGE = readers.ROOT / "docs/calendar-matrix.md"
READERS = ("ical.js", "node-ical", "libical", "Radicale")

# What a reader itself does wrong, in words for the page. When it does so no longer, that is a difference too.
KNOWN = {
    ("node-ical", "a backslash before an n"): "It takes a backslash before an n for an end of the line, "
    "although the file writes the backslash as the standard wants.",
}

HEAD = """\
# What calendar programs read

Made by `make calendar-matrix`; do not edit by hand. Each case is written by `app/ical/` and read back by four
programs.

* **ok** means that every moment in UTC, every state, title, uid and sequence is as it was written, in each
  file of the case and for each time of a series.
* *Standard*: libical checks each file against the tables of RFC 5546, and counts its errors.
* *Entries*: how many Radicale keeps after the last file. What is moved, sent again or cancelled is still one.
* A file of a letter loses its METHOD before it goes to Radicale, as in every program that keeps what it read.
* A zone of single dates goes along, which ical.js is known to read an hour late: that must be seen.

Read by {versions}. Node runs as if it stood in New York, so that nothing is right by chance.

| # | Case | Files | ical.js | node-ical | libical | Standard | Radicale | Entries |
|---|---|---|---|---|---|---|---|---|
"""

FOOT = """
{known}

{result}

Outlook, Gmail and Apple Calendar are not in this table, because they cannot be run here. What to expect of
them is in [calendars.md](calendars.md).
"""


class Matrix:
    """What every program read of every case."""

    def __init__(self, folder: Path) -> None:
        files = folder / "files"
        files.mkdir()
        for number, case in enumerate(CASES, 1):
            for turn, body in enumerate(case.bodies, 1):
                (files / name(number, turn)).write_bytes(body)
        say("ical.js and node-ical read ...")
        self.read = readers.by_node(files, folder)
        say("libical reads ...")
        seen, self.keeps = readers.by_libical(files, folder)
        say("Radicale keeps and gives back ...")
        kept, self.entries = readers.by_radicale(files, folder)
        self.read |= seen | kept
        self.faults: list[str] = []
        self._expect(sees_a_wrong_hour(folder), "ical.js reads the control right, so this sees no fault")

    def row(self, number: int, case: Case) -> str:
        """One line of the table."""
        turns = range(1, len(case.bodies) + 1)
        marks = {reader: self._mark(reader, number, case) for reader in READERS}
        keeps = all(self.keeps[name(number, turn)] for turn in turns)
        entries = self.entries[name(number, len(turns))]
        wanted = len({each.uid for each in case.seen[-1]})
        self._expect(keeps, f"{case.name}: libical finds it against the standard")
        self._expect(entries == wanted, f"{case.name}: Radicale keeps {entries} entries of {wanted}")
        cells = [number, case.name, len(turns), marks["ical.js"], marks["node-ical"], marks["libical"]]
        cells += ["ok" if keeps else "**no**", marks["Radicale"], entries]
        return f"| {' | '.join(map(str, cells))} |"

    def _mark(self, reader: str, number: int, case: Case) -> str:
        read = [self.read[reader, name(number, turn)] for turn in range(1, len(case.seen) + 1)]
        both = zip(read, case.seen, strict=True)
        wrong = [short(found, wanted) for found, wanted in both if found != wanted]
        known = (reader, case.name) in KNOWN
        self._expect(
            bool(wrong) == known, f"{case.name}: {reader} reads {wrong or 'what it could not before'}"
        )
        if known:
            return f"differs ({list(KNOWN).index((reader, case.name)) + 1})"
        return "**no**" if wrong else "ok"

    def _expect(self, is_so: bool, fault: str) -> None:
        if not is_so:
            self.faults.append(fault)


def sees_a_wrong_hour(folder: Path) -> bool:
    """Whether ical.js reads a file wrong that it must read wrong, or this comparison would see nothing.

    In a folder of its own: Radicale would use the zone of that file for all that came after it.
    """
    control, files = with_single_dates(), folder / "control"
    files.mkdir()
    (files / name(0, 1)).write_bytes(control.bodies[0])
    return readers.by_node(files, folder)["ical.js", name(0, 1)] != control.seen[0]


def name(number: int, turn: int) -> str:
    """The file of a case."""
    return f"{number:02d}-{turn}.ics"


def short(found: object, wanted: list) -> str:
    """Where two readings differ, in one line."""
    if not isinstance(found, list):
        return str(found)
    wrong = [each for each in found if each not in wanted]
    lost = [each for each in wanted if each not in found]
    return f"{wrong[:2]} instead of {lost[:2]}"[:600]


def say(words: str) -> None:
    """Progress."""
    print(words, flush=True)


def main() -> int:
    """Write the page; the exit status is whether anything was read otherwise."""
    with tempfile.TemporaryDirectory(prefix="calendars.") as folder:
        say("Installing the programs that read ...")
        readers.install(Path(folder))
        matrix = Matrix(Path(folder))
    rows = [matrix.row(number, case) for number, case in enumerate(CASES, 1)]
    known = ", ".join(f"{reader} {version}" for reader, version in readers.versions().items())
    result = f"{len(CASES)} cases, {len(matrix.faults) or 'no'} differences."
    notes = "\n".join(f"({n}) {reader}: {words}" for n, ((reader, _), words) in enumerate(KNOWN.items(), 1))
    PAGE.write_text(
        HEAD.format(versions=known) + "\n".join(rows) + "\n" + FOOT.format(known=notes, result=result)
    )
    for fault in matrix.faults:
        print(fault, file=sys.stderr)
    say(f"{result} See {PAGE.relative_to(readers.ROOT)}.")
    return min(len(matrix.faults), 1)


if __name__ == "__main__":
    sys.exit(main())
