"""Files with rows: reading CSV and XLSX that people made with whatever they had, and writing safe ones."""

import csv
import io
import re
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from flask_babel import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_UNPACKED = 40 * 1024 * 1024
SEPARATORS = ";,\t"

# A cell that a spreadsheet would run as a formula, also when it splits our line at another sign.
_FORMULA = re.compile(r"(^|[,;\t\r\n])(?=\s*[=+\-@＝＋－＠])")
_NEUTRALISED = re.compile(r"(^|[,;\t\r\n])'(?=\s*[=+\-@＝＋－＠])")


# openpyxl has no error of its own for a workbook that is broken.
_NOT_A_WORKBOOK = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,  # a part that is packed in another way, or behind a password
)


@dataclass(frozen=True)
class Table:
    """The names of the columns, and the rows by their number in the file; empty rows are left out."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read(data: bytes) -> Table:
    """Read a file as CSV or XLSX, whatever it is called; what cannot be read is refused in words."""
    if len(data) > MOST_BYTES:
        raise Refused(_("This file is too large. Choose a file of at most 5 MB."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(_("This is a file of an old Excel. Save it as .xlsx or as CSV and choose that."))
    lines = _xlsx(data) if data.startswith(b"PK\x03\x04") else _csv(data)
    numbered = ((number, [_plain(cell) for cell in cells]) for number, cells in enumerate(lines, 1))
    filled = ((number, cells) for number, cells in politely(numbered) if any(map(str.strip, cells)))
    _number, header = next(filled, (0, []))
    rows: list[tuple[int, list[str]]] = []
    for row in filled:
        if len(rows) == MOST_ROWS:
            raise Refused(_("This file has more than %(number)s rows. Split it.", number=MOST_ROWS))
        rows.append(row)
    if not rows:
        raise Refused(_("There are no rows in this file. The first row holds the names of the columns."))
    return Table(header, rows)


def write(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """A CSV file that Excel opens with a double click, and in which nothing is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([_FORMULA.sub(r"\1'", str(cell)) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def write_workbook(title: str, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """An Excel file with one sheet: numbers are numbers, and text stays text even where it begins with =."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append([_written(sheet, cell, bold=True) for cell in header])
    for row in rows:
        sheet.append([_written(sheet, cell) for cell in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _written(sheet: Any, value: Any, bold: bool = False) -> WriteOnlyCell:
    number = isinstance(value, int | float)
    cell = WriteOnlyCell(sheet, value if number else ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    if not number:
        cell.data_type = "s"
    cell.font = Font(bold=bold)
    return cell


def politely(rows: Iterable[Any]) -> Iterator[Any]:
    """The same rows, but other visitors of this process get their turn in between."""
    for number, row in enumerate(rows):
        if number % 100 == 0:
            time.sleep(0)
        yield row


def _plain(cell: str) -> str:
    """A cell without the sign that `write` puts before a formula."""
    return _NEUTRALISED.sub(r"\1", cell)


def _csv(data: bytes) -> Iterator[list[str]]:
    text = _decode(data)
    lines = io.StringIO(text, newline="")
    first = text[: text.find("\n")] if "\n" in text else text
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own way to name the separator; it shows no such row
        lines.readline()
        separator = first[4]
    else:
        separator = _separator(text)
    try:
        for cells in csv.reader(lines, delimiter=separator, strict=True):
            yield cells[:MOST_COLUMNS]
    except csv.Error:
        raise Refused(_("We cannot read this file. Look for a quotation mark that is not closed.")) from None


def _decode(data: bytes) -> str:
    """UTF-8 with or without a mark in front, Excel's Unicode text, else Windows-1252."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(_("This is not a list. Choose a CSV or an XLSX file."))


def _separator(text: str) -> str:
    """The sign between cells: the one that is most often in the first row, outside quotes."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", header)
    return max(SEPARATORS, key=outside.count)


def _xlsx(data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet; a small file that unpacks into a huge one is not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused(_("This file is too large when it is opened. Save it as CSV."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for cells in sheet.iter_rows(max_col=MOST_COLUMNS, max_row=2 * MOST_ROWS, values_only=True):
            yield [_text(cell) for cell in cells]
        book.close()
    except _NOT_A_WORKBOOK:
        raise Refused(_("We cannot open this Excel file. Save it again, or save it as CSV.")) from None


def _text(cell: Any) -> str:
    """A cell as people see it: whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)
