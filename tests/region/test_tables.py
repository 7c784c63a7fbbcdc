"""Reading files however a spreadsheet wrote them, and writing files that no spreadsheet runs."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl import Workbook

from app.errors import Refused
from region import tables
from region.tables import Table, read, write

ROWS = Table(["naam", "plaats"], [(2, ["Café Zoë", "Leiden"]), (3, ["Ülkü", "Den Haag"])])


def as_text(separator: str, end: str = "\r\n") -> str:
    return end.join(separator.join(cells) for cells in [ROWS.header, *(cells for _n, cells in ROWS.rows)])


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_separator_and_encoding_of_excel_gives_the_same(
    separator: str, encoding: str, end: str
) -> None:
    assert read(as_text(separator, end).encode(encoding)) == ROWS


def test_excels_own_line_with_the_separator_is_not_a_row() -> None:
    assert read(f"sep=,\r\n{as_text(',')}".encode()) == ROWS


def test_a_separator_inside_quotes_does_not_count() -> None:
    table = read(b'"naam, voornaam, roepnaam";plaats\n"Wit; de, Yara";"Lei\nden"\n')
    assert table.header == ["naam, voornaam, roepnaam", "plaats"]
    assert table.rows == [(2, ["Wit; de, Yara", "Lei\nden"])]


def test_rows_keep_their_number_and_empty_rows_are_left_out() -> None:
    assert read(b"naam\n\nYara\n ;;\nNoor\n").rows == [(3, ["Yara"]), (5, ["Noor"])]


def test_one_column_is_a_list_too() -> None:
    assert read(b"naam\nYara").rows == [(2, ["Yara"])]


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_gives_what_people_see_in_it() -> None:
    day = datetime(2026, 11, 26)
    table = read(workbook(["naam", "kvk", "deel", "dag", "leeg"], ["Zoë", 69599084.0, 1.5, day, None]))
    assert table.header == ["naam", "kvk", "deel", "dag", "leeg"] + [""] * 55
    assert table.rows[0][1][:5] == ["Zoë", "69599084", "1.5", "2026-11-26", ""]


def test_rows_of_a_workbook_keep_their_number() -> None:
    assert [number for number, _cells in read(workbook(["naam"], [], ["Yara"])).rows] == [3]


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (tables.MOST_UNPACKED + 1))
    return data.getvalue()


def not_a_workbook() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("hello.txt", "hello")
    return data.getvalue()


def with_sheet(change: Callable[[bytes], bytes], *rows: list[object]) -> bytes:
    """A workbook whose sheet is not as we would write it."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(*rows))) as ours, zipfile.ZipFile(data, "w") as other:
        for part in ours.namelist():
            content = ours.read(part)
            other.writestr(part, change(content) if part.endswith("sheet1.xml") else content)
    return data.getvalue()


def test_long_numbers_of_a_workbook_keep_all_digits() -> None:
    shortened = with_sheet(lambda sheet: sheet.replace(b"69599084", b"6.9599084E7"), ["kvk"], [69599084])
    assert read(shortened).rows[0][1][0] == "69599084"


def with_entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet>&l11;</worksheet>'
    return with_sheet(lambda _sheet: sheet.encode(), ["naam"], ["Yara"])


def damaged() -> bytes:
    """A workbook of which a part was written over on its way."""
    data = bytearray(workbook(["naam"], ["Yara"]))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = packed.getinfo("xl/workbook.xml")
    start = part.header_offset + 30 + len(part.filename)
    data[start : start + part.compress_size] = b"\xff" * part.compress_size
    return bytes(data)


def with_flags(flag: int, method: int) -> bytes:
    """A workbook with parts that are said to be packed otherwise."""
    data = bytearray(workbook(["naam"], ["Yara"]))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= flag
            data[place + offset + 2] = method
            place = data.find(mark, place + 4)
    return bytes(data)


def without_types() -> bytes:
    """A workbook that does not say which of its parts is the workbook."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["naam"]))) as ours, zipfile.ZipFile(data, "w") as other:
        for part in ours.namelist():
            other.writestr(part, b"<x/>" if part == "[Content_Types].xml" else ours.read(part))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x" * (tables.MOST_BYTES + 1), "5 MB"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel"),
        (b"PK\x03\x04 broken", "cannot open"),
        (not_a_workbook(), "cannot open"),
        (with_entities(), "cannot open"),
        (damaged(), "cannot open"),
        (with_flags(1, zipfile.ZIP_DEFLATED), "cannot open"),
        (with_flags(0, 99), "cannot open"),
        (without_types(), "cannot open"),
        (bomb(), "too large when it is opened"),
        (b"", "no rows"),
        (b"naam;plaats\n", "no rows"),
        (b"naam\n\x00\x01", "not a list"),
        (b"naam\n\x81", "not a list"),
        (b"\xff\xfen", "not a list"),
        (b'naam\n"Yara', "quotation mark"),
        (b"naam\n" + b"x\n" * (tables.MOST_ROWS + 1), "20000 rows"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        read(data)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "a;=1", "a, =1", "  =1", "＝1", "a\n=1"]
)
def test_nothing_we_write_is_a_formula_in_any_spreadsheet(text: str) -> None:
    data = write(["naam"], [[text]])
    for separator in ";,\t":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator):
            for cell in row:
                assert not cell.strip().strip('"').strip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("text", ["=1+1", "+31715165000", "a;=1", "gewoon", "d'Artagnan", "'s-Hertogenbosch"])
def test_what_we_wrote_is_read_back_as_it_was(text: str) -> None:
    assert read(write(["naam", "plaats"], [[text, "Leiden"]])).rows[0][1][0] == text


def test_what_we_write_opens_in_excel_with_all_signs() -> None:
    assert write(["naam"], [["Zoë"]]) == '\ufeff"naam"\r\n"Zoë"\r\n'.encode()
