"""Which booths fit and why, in words; favourites in order; when a menu card may be shared."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import Refused
from fair.rules import prepare as rules
from fair.rules.prepare import NO, PLAIN, UNKNOWN, YES, Offer, Opening, Seeker

YARA = Seeker("mbo3", "Verzorgende IG", "25491", "zorg", "Leiden")
NOOR = Seeker("hbo", "Verpleegkunde", "34560", "zorg", None)
OWN = Opening("25491", date(2027, 2, 1), date(2027, 7, 1))
OTHER = Opening(None, date(2027, 9, 1), date(2028, 1, 31))
CARE = Offer(["mbo2", "mbo3"], "zorg", ["Leiden"], [OWN, OTHER], ["valid"])
WANTED = replace(YARA, wanted_from=date(2027, 1, 1), wanted_until=date(2027, 6, 1))


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def said(seeker, offer, about):
    return next(((r.state, r.text) for r in rules.reasons(seeker, offer) if r.about == about), None)


@pytest.mark.parametrize(
    ("seeker", "offer", "about", "state", "text"),
    [
        (YARA, CARE, "level", YES, "Past bij jouw niveau: mbo 3."),
        (YARA, replace(CARE, levels=["mbo2", "hbo"]), "level", NO, "Vraagt mbo 2, hbo. Jij doet mbo 3."),
        (YARA, replace(CARE, levels=[]), "level", NO, "Vraagt –. Jij doet mbo 3."),
        (YARA, CARE, "programme", YES, "Heeft een stageplek voor Verzorgende IG."),
        (YARA, CARE, "recognition", YES, "Erkend voor Verzorgende IG."),
        (
            YARA,
            replace(CARE, recognised=[]),
            "recognition",
            UNKNOWN,
            "of deze werkgever erkend is voor Verzorgende IG.",
        ),
        (
            YARA,
            replace(CARE, recognised=["expired", "requested"]),
            "recognition",
            UNKNOWN,
            "of de erkenning voor Verzorgende IG op tijd is. Die is aangevraagd.",
        ),
        (
            YARA,
            replace(CARE, recognised=["withdrawn"]),
            "recognition",
            NO,
            "Niet meer erkend voor Verzorgende IG.",
        ),
        (YARA, CARE, "sector", YES, "De sector van jouw opleiding: Zorg en welzijn."),
        (YARA, CARE, "town", YES, "In Leiden, net als je school."),
        (YARA, replace(CARE, towns=["Katwijk", "Lisse"]), "town", PLAIN, "In Katwijk, Lisse."),
        (YARA, replace(CARE, towns=[]), "town", UNKNOWN, "waar je dan werkt. Vraag het aan de stand."),
        (NOOR, CARE, "town", PLAIN, "In Leiden."),
        (WANTED, CARE, "period", YES, "In jouw periode: begint op 1 februari 2027."),
        (
            replace(YARA, wanted_from=date(2027, 8, 1)),
            CARE,
            "period",
            NO,
            "Niet in jouw periode: begint op 1 februari 2027.",
        ),
        (
            replace(YARA, wanted_until=date(2027, 10, 1)),
            replace(CARE, openings=[OTHER]),
            "period",
            YES,
            "In jouw periode: begint op 1 september 2027.",
        ),
        (
            WANTED,
            replace(CARE, openings=[]),
            "period",
            UNKNOWN,
            "wanneer je hier kunt beginnen. Vraag het aan de stand.",
        ),
    ],
)
def test_reasons_are_sentences(seeker, offer, about, state, text):
    assert said(seeker, offer, about) == (state, text)


@pytest.mark.parametrize(
    ("seeker", "offer", "about"),
    [
        (YARA, replace(CARE, openings=[OTHER]), "programme"),
        (NOOR, CARE, "recognition"),
        (YARA, replace(CARE, sector="techniek"), "sector"),
        (YARA, CARE, "period"),
    ],
)
def test_what_we_do_not_say(seeker, offer, about):
    assert said(seeker, offer, about) is None


@pytest.mark.parametrize(
    ("seeker", "offer", "fits", "first"),
    [
        (YARA, CARE, True, True),
        (YARA, replace(CARE, openings=[]), True, False),
        (YARA, replace(CARE, openings=[], sector="techniek"), False, False),
        (YARA, replace(CARE, sector="techniek"), True, True),
        (YARA, replace(CARE, levels=["hbo"]), False, True),
        (YARA, replace(CARE, recognised=["expired"]), False, True),
        (NOOR, replace(CARE, levels=["hbo"]), True, False),
    ],
)
def test_what_fits_and_what_is_named_first(seeker, offer, fits, first):
    found = rules.reasons(seeker, offer)
    assert (rules.fits(found), rules.is_first(found)) == (fits, first)


def test_ten_favourites_and_no_more():
    assert rules.with_booth([], 7) == [7]
    assert rules.with_booth([7, 8], 7) == [7, 8]
    nine = list(range(9))
    assert rules.with_booth(nine, 9) == [*nine, 9]
    with pytest.raises(Refused, match="al 10 favorieten"):
        rules.with_booth(list(range(10)), 10)


@pytest.mark.parametrize(
    ("booth_id", "direction", "order"),
    [
        (1, "up", [1, 2, 3]),
        (1, "down", [2, 1, 3]),
        (2, "up", [2, 1, 3]),
        (3, "up", [1, 3, 2]),
        (3, "down", [1, 2, 3]),
    ],
)
def test_up_and_down(booth_id, direction, order):
    assert rules.moved([1, 2, 3], booth_id, direction) == order


def test_sharing_needs_a_talk_and_a_card():
    rules.check_sharing(True, True)
    with pytest.raises(Refused, match="niet meer gepland"):
        rules.check_sharing(False, True)
    with pytest.raises(Refused, match="nog leeg"):
        rules.check_sharing(True, False)
