"""What of a file is kept, and what is wrong in its rows."""

from region.rules.fields import HIDDEN
from region.rules.kinds import COORDINATORS, EMPLOYERS, KINDS, PROGRAMMES, STUDENTS, example
from region.rules.sheets import Fault, arrange, check_row, check_shape, faulty_rows, shown

STUDENT = ["E-mail", "voornaam", "Achternaam", "SCHOOL", "opleiding"]


def test_headings_are_found_in_dutch_and_english_whatever_capitals_and_spaces() -> None:
    dutch = arrange(PROGRAMMES, [" School", "OPLEIDING ", "mbo-niveau", "Crebo code", "sector"], [])
    english = arrange(PROGRAMMES, ["institution", "Programme", "Level", "programme_code", "Sector"], [])
    assert set(dutch.headings) == set(english.headings) == {"school", "programme", "level", "code", "sector"}
    assert dutch.headings["code"] == "Crebo code"
    assert check_shape(dutch) == check_shape(english) == []


def test_a_column_is_needed_when_a_row_cannot_do_without_it() -> None:
    assert STUDENTS.requires("code")
    assert not STUDENTS.requires("year")


def test_every_example_is_a_list_that_can_be_read_in() -> None:
    for kind in KINDS.values():
        header, rows = example(kind)
        sheet = arrange(kind, header, [(2, rows[0])])
        assert sheet.unused == []
        assert check_shape(sheet) == []
        assert check_row(sheet, sheet.rows[0])[1] == []


def test_columns_that_are_of_no_use_are_named_and_not_kept() -> None:
    sheet = arrange(COORDINATORS, [*STUDENT, "kleur", "", "bsn"], [(2, [*"abcde", "rood", "x", "123456782"])])
    assert sheet.unused == ["kleur", "bsn"]
    assert sheet.unused_secret == ["bsn"]
    assert sheet.rows == [[2, *"abcde"]]


def test_a_short_row_has_empty_cells() -> None:
    assert arrange(STUDENTS, STUDENT, [(2, ["a@x.example"])]).rows == [[2, "a@x.example", "", "", "", ""]]


def test_citizen_service_numbers_are_hidden_before_anything_is_kept() -> None:
    header = ["kvk", "over", "e-mail", "123456782"]
    row = ["123456782", "bel 123456782", "123456782@x.example", "x"]
    sheet = arrange(EMPLOYERS, header, [(2, row)])
    assert sheet.rows == [[2, HIDDEN, "bel 123456782", "123456782@x.example"]]
    assert sheet.unused == [HIDDEN]
    _row, faults = check_row(sheet, sheet.rows[0])
    assert faults[0].column == "kvk"
    assert faults[0].found == "9 digits, hidden"
    assert "BSN" in faults[0].reason


def test_a_missing_column_is_said_once_with_its_other_names() -> None:
    sheet = arrange(
        STUDENTS, ["voornaam", "achternaam", "school"], [(2, ["a", "b", "c"]), (3, ["a", "b", "c"])]
    )
    faults = check_shape(sheet)
    assert [(fault.row, fault.column) for fault in faults] == [
        (1, "e-mail"),
        (1, "programme or programme code"),
    ]
    assert check_row(sheet, sheet.rows[0])[1] == []


def test_a_column_that_stands_there_twice_is_said() -> None:
    sheet = arrange(STUDENTS, [*STUDENT, "mail"], [])
    assert [(fault.row, fault.column) for fault in check_shape(sheet)] == [(1, "mail")]


def test_a_row_that_is_too_long_is_said_and_empty_cells_at_its_end_are_not() -> None:
    sheet = arrange(STUDENTS, STUDENT, [(2, [*"abcde", ""]), (3, [*"abcde", " ", "x"])])
    assert [fault.row for fault in check_shape(sheet)] == [3]


def test_every_wrong_cell_of_a_row_is_a_fault() -> None:
    sheet = arrange(STUDENTS, STUDENT, [(7, ["yara", "Y4ra", "", "Oefenschool", ""])])
    row, faults = check_row(sheet, sheet.rows[0])
    assert {fault.row for fault in faults} == {7}
    assert [fault.column for fault in faults] == ["E-mail", "voornaam", "Achternaam", "opleiding"]
    assert row.values == {"school": "Oefenschool"}


def test_an_infix_stands_before_the_last_name() -> None:
    header = [*STUDENT, "tussenvoegsel"]
    rows = [
        (2, ["yara@x.example", "Yara", "Wit", "School", "Kok", "de"]),
        (3, ["noor@x.example", "Noor", "Wit", "School", "Kok", ""]),
        (4, ["bo@x.example", "Bo", "", "School", "Kok", "de"]),
    ]
    sheet = arrange(STUDENTS, header, rows)
    read = [check_row(sheet, row)[0].values for row in sheet.rows]
    assert [values.get("last_name") for values in read] == ["de Wit", "Wit", None]
    assert "infix" not in read[0]


def test_long_cells_are_shown_short() -> None:
    assert shown("x" * 60) == "x" * 60
    assert shown("x" * 61) == "x" * 59 + "…"


def test_faulty_rows_come_with_what_is_wrong() -> None:
    sheet = arrange(STUDENTS, STUDENT[:2], [(2, ["a", "b"]), (3, ["c", "d"])])
    faults = [Fault(3, "E-mail", "c", "Wrong.", "Do so."), Fault(3, "", "", "Long.", "Cut.")]
    header, rows = faulty_rows(sheet, faults)
    assert header == ["E-mail", "voornaam", "row", "what is wrong"]
    assert rows == [["c", "d", 3, "E-mail: Wrong. Do so. Long. Cut."]]
