"""Rows held against what is there, and against each other."""

from typing import Any

import pytest

from region.rules.compare import compare, emails_in, read_rows
from region.rules.kinds import COORDINATORS, EMPLOYERS, PROGRAMMES, STUDENTS, Kind
from region.rules.sheets import arrange
from region.rules.trial import CHANGED, NEW, SAME, Known, School, SchoolProgramme, Trial

SCHOOL = School(1, "Oefenschool Leiden")
CARE = SchoolProgramme(1, 1, "Verzorgende IG", "mbo3", "25491")
HELP = SchoolProgramme(2, 1, "Helpende", "mbo2", "25498")
COOK = SchoolProgramme(3, 1, "Kok", "mbo2", "25180")
CHEF = SchoolProgramme(4, 1, "Kok", "mbo3", "25182")
ELSEWHERE = SchoolProgramme(5, 2, "Bakker", "mbo2", "25183")
SCHOOLS: dict[str, Any] = {
    "schools": {"oefenschool leiden": SCHOOL, "elders": School(2, "Elders")},
    "programmes": [CARE, HELP, COOK, CHEF, ELSEWHERE],
}


def outcome(kind: Kind, known: Known, *rows: dict[str, str]) -> Trial:
    """Try rows; the keys of all rows together are the columns."""
    header = list({name: None for row in rows for name in row})
    cells = [(number, [row.get(name, "") for name in header]) for number, row in enumerate(rows, 2)]
    sheet = arrange(kind, header, cells)
    return compare(sheet, *read_rows(sheet), known)


def said(trial: Trial) -> list[tuple[int, str, str]]:
    """Row, column and remedy of each fault."""
    return [(fault.row, fault.column, fault.remedy) for fault in trial.faults]


def student(**cells: str) -> dict[str, str]:
    row = {
        "email": "yara@x.example",
        "voornaam": "Yara",
        "achternaam": "Wit",
        "school": "oefenschool  LEIDEN",
    }
    return row | {"opleiding": "verzorgende ig"} | cells


def employer(**cells: str) -> dict[str, str]:
    row = {"werkgever": "De Singel", "kvk": "69599084", "sector": "zorg", "contactpersoon": "Sanne de Boer"}
    return row | {"email": "sanne@x.example"} | cells


def programme(**cells: str) -> dict[str, str]:
    row = {"school": "Oefenschool Leiden", "opleiding": "Kok", "niveau": "mbo 2", "crebo": "25180"}
    return row | {"sector": "gastvrij"} | cells


def coordinator(**cells: str) -> dict[str, str]:
    row = {"email": "fatima@x.example", "voornaam": "Fatima", "achternaam": "El Amrani"}
    return row | {"school": "Oefenschool Leiden"} | cells


def test_a_row_is_new_changed_or_the_same() -> None:
    there = {"first_name": "Yara", "last_name": "Wit", "programme": CARE, "year": None}
    known = Known({("yara@x.example",): there, ("milan@x.example",): there}, **SCHOOLS)
    trial = outcome(
        STUDENTS,
        known,
        student(email="noor@x.example"),
        student(),
        student(email="Milan@x.example", voornaam="Milan", opleiding="Helpende", leerjaar="2"),
    )
    assert [line.status for line in trial.lines] == [NEW, SAME, CHANGED]
    assert [trial.count(status) for status in (NEW, CHANGED, SAME)] == [1, 1, 1]
    assert [line.title for line in trial.changed_lines] == ["Milan Wit"]
    assert [(str(c.column), c.was, c.becomes) for c in trial.changed_lines[0].changes] == [
        ("first name", "Yara", "Milan"),
        ("programme", "Verzorgende IG (mbo 3)", "Helpende (mbo 2)"),
        ("year of study", "–", "2"),
    ]
    assert trial.is_ready
    assert not trial.changes_nothing
    assert trial.faulty == 0


def test_whether_it_is_urgent_reads_as_yes_and_no() -> None:
    there = {"first_name": "Yara", "last_name": "Wit", "programme": CARE, "year": None, "urgent": False}
    known = Known({("yara@x.example",): there}, **SCHOOLS)
    assert outcome(STUDENTS, known, student(dringend="nee")).changes_nothing
    (line,) = outcome(STUDENTS, known, student(dringend="ja")).changed_lines
    assert [(str(c.column), c.was, c.becomes) for c in line.changes] == [("urgent", "no", "yes")]


def test_an_empty_cell_changes_nothing() -> None:
    there = {"first_name": "Yara", "last_name": "Wit", "programme": CARE, "year": 2}
    trial = outcome(STUDENTS, Known({("yara@x.example",): there}, **SCHOOLS), student(leerjaar=""))
    assert trial.changes_nothing


def test_faults_stand_in_the_order_of_the_rows_and_good_rows_are_counted() -> None:
    trial = outcome(
        STUDENTS,
        Known(**SCHOOLS),
        student(school="Onbekend"),
        student(email="fout"),
        student(email="milan@x.example"),
    )
    assert [fault.row for fault in trial.faults] == [2, 3]
    assert (trial.total, trial.faulty, trial.count(NEW)) == (3, 2, 1)
    assert not trial.is_ready
    assert not trial.changes_nothing


def test_without_a_needed_column_no_row_goes_in() -> None:
    trial = outcome(STUDENTS, Known(**SCHOOLS), {"voornaam": "Yara"}, {"voornaam": "Noor"})
    assert {fault.row for fault in trial.faults} == {1}
    assert (trial.total, trial.faulty) == (2, 2)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"opleiding": "Verzorgende IG"}, CARE),
        ({"opleiding": "Andere naam", "crebo": "25491"}, CARE),
        ({"opleiding": "", "crebo": "25.491"}, CARE),
        ({"opleiding": "Kok", "niveau": "mbo 3"}, CHEF),
        ({"opleiding": "Kok", "crebo": "25180"}, COOK),
    ],
)
def test_a_programme_is_found_at_the_school(cells: dict[str, str], found: SchoolProgramme) -> None:
    assert outcome(STUDENTS, Known(**SCHOOLS), student(**cells)).lines[0].values["programme"] == found


@pytest.mark.parametrize(
    ("cells", "column", "remedy"),
    [
        ({"school": "Oefenschol Leiden"}, "school", "Do you mean Oefenschool Leiden?"),
        ({"school": "Universiteit"}, "school", "Read in the programmes of this school first."),
        ({"opleiding": "Verzorgend IG"}, "opleiding", "Do you mean Verzorgende IG (mbo 3), 25491?"),
        ({"opleiding": "Bakker"}, "opleiding", "Read in the programmes of this school first."),
        ({"crebo": "25419"}, "crebo", "Do you mean Verzorgende IG (mbo 3), 25491?"),
        ({"opleiding": "", "crebo": "25499"}, "crebo", "Do you mean Helpende (mbo 2), 25498?"),
        ({"opleiding": "", "crebo": "71111"}, "crebo", "Read in the programmes of this school first."),
        ({"niveau": "wo"}, "opleiding", "Do you mean Verzorgende IG (mbo 3), 25491?"),
        ({"opleiding": "Kok"}, "opleiding", "Add the column level, or the column programme code."),
    ],
)
def test_a_programme_that_is_not_at_the_school_gets_the_nearest(
    cells: dict[str, str], column: str, remedy: str
) -> None:
    # Twice, because what is not found is remembered.
    trial = outcome(STUDENTS, Known(**SCHOOLS), student(**cells), student(email="a@x.example", **cells))
    assert said(trial) == [(2, column, remedy), (3, column, remedy)]


def test_the_same_row_twice_is_refused_for_each_kind() -> None:
    for kind, row in (
        (STUDENTS, student()),
        (COORDINATORS, coordinator()),
        (EMPLOYERS, employer()),
        (PROGRAMMES, programme()),
    ):
        trial = outcome(kind, Known(**SCHOOLS), row, row)
        assert [(fault.row, fault.reason) for fault in trial.faults] == [(3, "The same is in row 2.")]
        assert trial.count(NEW) == 1


def test_rows_of_one_employer_say_the_same() -> None:
    trial = outcome(
        EMPLOYERS,
        Known(),
        employer(vestigingsnummer="000012345678"),
        employer(vestigingsnummer="000012345679", sector="techniek", over="Wij zorgen"),
        employer(vestigingsnummer="000012345670", over="Wij zorgen"),
        employer(vestigingsnummer="000012345671", over="Wij rennen"),
    )
    assert [(f.row, f.column, f.reason) for f in trial.faults] == [
        (3, "sector", "Row 2 says something else: Care and welfare."),
        (5, "over", "Row 4 says something else: Wij zorgen."),
    ]


def test_an_establishment_belongs_to_one_employer() -> None:
    known = Known(establishments={"000012345678": "11111111"})
    trial = outcome(
        EMPLOYERS,
        known,
        employer(vestigingsnummer="000012345678"),
        employer(vestigingsnummer="000012345679", kvk="68750110"),
        employer(vestigingsnummer="000012345679"),
    )
    assert [(fault.row, fault.column) for fault in trial.faults] == [
        (2, "vestigingsnummer"),
        (4, "vestigingsnummer"),
    ]


def test_a_new_establishment_may_rename_its_employer_and_that_is_shown() -> None:
    shared = {"name": "De Singel", "sector": "techniek", "about": ""}
    known = Known(owners={"69599084": shared})
    line = outcome(EMPLOYERS, known, employer()).lines[0]
    assert (line.status, line.title) == (NEW, "De Singel")
    assert [(str(c.column), c.was, c.becomes) for c in line.changes] == [
        ("sector", "Technology and building", "Care and welfare")
    ]


def test_a_contact_who_cannot_sign_in_yet_is_a_change() -> None:
    shared = {"name": "De Singel", "sector": "zorg", "about": "", "staff": ""}
    known = Known({("69599084", ""): shared})
    line = outcome(EMPLOYERS, known, employer()).lines[0]
    assert [(c.column, c.was, c.becomes) for c in line.changes] == [("booth team", "–", "sanne@x.example")]


def test_schools_of_programmes_may_be_new_and_are_named_once() -> None:
    trial = outcome(
        PROGRAMMES,
        Known(**SCHOOLS),
        programme(),
        programme(school="Nieuwe School"),
        programme(school="nieuwe school", niveau="mbo3"),
    )
    assert trial.new_schools == ["Nieuwe School"]
    assert trial.lines[0].title == "Kok"


def test_coordinators_look_after_a_programme_or_a_school() -> None:
    names = {"first_name": "Fatima", "last_name": "El Amrani"}
    known = Known({("fatima@x.example", 1, None): names}, {"fatima@x.example": names}, **SCHOOLS)
    trial = outcome(
        COORDINATORS, known, coordinator(), coordinator(opleiding="Helpende"), coordinator(crebo="25491")
    )
    assert [line.status for line in trial.lines] == [SAME, NEW, NEW]
    assert [line.values["programme"] for line in trial.lines] == [None, HELP, CARE]
    assert trial.changed_lines == []


def test_addresses_of_people_are_found_in_every_list() -> None:
    for kind, row, found in (
        (STUDENTS, student(), {"yara@x.example"}),
        (EMPLOYERS, employer(), {"sanne@x.example"}),
        (PROGRAMMES, programme(), set()),
    ):
        sheet = arrange(kind, list(row), [(2, list(row.values()))])
        assert emails_in(read_rows(sheet)[0]) == found
