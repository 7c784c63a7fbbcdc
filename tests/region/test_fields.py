"""Every rule for one value: what is read right, and what is refused with which reason."""

from collections.abc import Callable
from typing import Any

import pytest

from region.rules import fields
from region.rules.fields import HIDDEN, Wrong
from region.sectors import LEVELS, SECTORS


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (fields.line, "  Rijnkade 12 \t", "Rijnkade 12"),
        (fields.line, "Rijn\N{NO-BREAK SPACE}kade   12", "Rijn kade 12"),
        (fields.name, "Cafe\N{COMBINING ACUTE ACCENT}", "Café"),
        (fields.name, "Studio 71", "Studio 71"),
        (fields.person_name, "van 't Hoff-de Wit", "van 't Hoff-de Wit"),
        (fields.full_name, "Sanne de Boer", "Sanne de Boer"),
        (fields.paragraph, "Wij zorgen.\r\nElke dag. ", "Wij zorgen.\nElke dag."),
        (fields.email, " Yara@School.EXAMPLE ", "yara@school.example"),
        (fields.kvk_number, "69599084", "69599084"),
        (fields.kvk_number, " 6959 9084", "69599084"),
        (fields.establishment_number, "0000 1234 5678", "000012345678"),
        (fields.programme_code, "25.080", "25080"),
        (fields.postcode, "2312 ab", "2312AB"),
        (fields.phone, "071 516 50 00", "+31715165000"),
        (fields.phone, "(071) 516-50.00", "+31715165000"),
        (fields.phone, "06-12345678", "+31612345678"),
        (fields.phone, "+31 (0)71 516 50 00", "+31715165000"),
        (fields.phone, "0031715165000", "+31715165000"),
        (fields.phone, "+32 470 12 34 56", "+32470123456"),
        (fields.year, " 3 ", 3),
        (fields.yes_or_no, " JA ", True),
        (fields.yes_or_no, "nee", False),
        (fields.yes_or_no, "Yes", True),
    ],
)
def test_values_are_read_however_people_write_them(read: Callable[[str], Any], text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "reason", "remedy"),
    [
        (fields.line, "twee\nregels", "line break", "one line"),
        (fields.line, "van\N{RIGHT-TO-LEFT OVERRIDE}achter", "invisible", "again"),
        (fields.line, "x" * 201, "201", "200"),
        (fields.name, "12345", "no letter", "whole name"),
        (fields.name, "naam\rnaam", "line break", "one line"),
        (fields.person_name, "Yara2", "no digits", "another column"),
        (fields.person_name, "=Yara", "no digits", "another column"),
        (fields.full_name, "Sanne", "only one name", "first name and last name"),
        (fields.paragraph, "goed\nfout\0", "invisible", "again"),
        (fields.email, "yara.school.example", "one @", "name@school.nl"),
        (fields.email, "yara@@school.example", "one @", "name@school.nl"),
        (fields.email, "tess@school", "after the @", "name@school.nl"),
        (fields.email, "te ss@school.nl", "not an e-mail", "name@school.nl"),
        (fields.kvk_number, "6959906", "Excel leaves out a zero", "06959906"),
        (fields.kvk_number, "695990", "8 digits. Here are 6", "kvk.nl"),
        (fields.kvk_number, "695990681", "8 digits. Here are 9", "kvk.nl"),
        (fields.kvk_number, "NL69599084", "Only digits", "not a digit"),
        (fields.kvk_number, "٦٩٥٩٩٠٨٤", "Only digits", "not a digit"),
        (fields.establishment_number, "12345678", "Here are 8", "000012345678"),
        (fields.establishment_number, "1234", "12 digits. Here are 4", "kvk.nl"),
        (fields.establishment_number, "0000123456789", "12 digits. Here are 13", "kvk.nl"),
        (fields.establishment_number, "1,23E+11", "shortened", "column text"),
        (fields.programme_code, "2549", "5 digits. Here are 4", "25491"),
        (fields.level, "mbo-5", "does not exist", "mbo 1, mbo 2, mbo 3, mbo 4, hbo, wo"),
        (fields.sector, "Logistiek", "do not know this sector", "Care and welfare"),
        (fields.postcode, "0312 AB", "not a postcode", "2312 AB"),
        (fields.postcode, "2312 SS", "not a postcode", "2312 AB"),
        (fields.phone, "612345678", "zero in front", "0612345678"),
        (fields.phone, "+31 071 516 50 00", "not a telephone", "ten digits"),
        (fields.phone, "bel maar", "not a telephone", "ten digits"),
        (fields.year, "2026", "not a year", "1 to 8"),
        (fields.yes_or_no, "misschien", "not yes or no", "ja or nee"),
    ],
)
def test_what_is_wrong_is_said_with_how_to_put_it_right(
    read: Callable[[str], Any], text: str, reason: str, remedy: str
) -> None:
    with pytest.raises(Wrong) as wrong:
        read(text)
    assert reason in str(wrong.value)
    assert remedy in wrong.value.remedy


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("mbo 3", "mbo3"),
        ("MBO-3", "mbo3"),
        ("mbo niveau 3", "mbo3"),
        ("Niveau 2", "mbo2"),
        ("4", "mbo4"),
        ("entree", "mbo1"),
        ("HBO bachelor", "hbo"),
        ("wo-master", "wo"),
    ],
)
def test_levels_may_be_written_in_many_ways(text: str, level: str) -> None:
    assert fields.level(text) == level


def test_every_level_and_sector_is_known_by_its_key_and_its_name() -> None:
    assert [fields.level(key) for key in LEVELS] == [fields.level(label) for label in LEVELS.values()]
    assert [fields.sector(key) for key in SECTORS] == list(SECTORS)
    assert [fields.sector(str(each.label)) for each in SECTORS.values()] == list(SECTORS)
    assert fields.sector("Techniek en bouw") == "techniek"


@pytest.mark.parametrize("number", ["123456782", "111222333"])
def test_the_test_of_eleven_finds_citizen_service_numbers(number: str) -> None:
    assert fields.passes_bsn_test(number)


@pytest.mark.parametrize("number", ["123456789", "000000000", "12345678", "1234567890", "12345678x", ""])
def test_other_numbers_do_not_pass_the_test_of_eleven(number: str) -> None:
    assert not fields.passes_bsn_test(number)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("123456782", HIDDEN),
        ("1234.56.782", HIDDEN),
        ("nr 123456782!", f"nr {HIDDEN}!"),
        ("123456789", "123456789"),
        ("0000 12345 678 2", "0000 12345 678 2"),
        ("69599084", "69599084"),
        ("0123456782", "0123456782"),
    ],
)
def test_citizen_service_numbers_are_hidden_and_others_are_not(text: str, shown: str) -> None:
    assert fields.hide_bsn(text) == shown


def test_a_hidden_number_is_refused_and_other_text_passes() -> None:
    fields.refuse_hidden("gewoon")
    with pytest.raises(Wrong, match="BSN"):
        fields.refuse_hidden(f"x {HIDDEN}")
