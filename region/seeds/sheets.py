"""The sheets of the demo world, kept as CSV beside this file."""

import csv
import unicodedata
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    """All rows of a sheet, by the names of its columns."""
    with (Path(__file__).parent / f"{name}.csv").open(newline="", encoding="utf-8") as sheet:
        return list(csv.DictReader(sheet))


def plain(text: str) -> str:
    """A name as it can stand in an address: small letters without accents and spaces."""
    spelled = unicodedata.normalize("NFKD", text.lower().replace("ı", "i"))
    return "".join(sign for sign in spelled if sign.isascii() and sign.isalnum())
