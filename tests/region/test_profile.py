"""Profiles and menu cards: what may stand on them, and what deserves a second look."""

from datetime import date

import pytest

from app.db import db
from app.errors import NotFound, Refused
from region.actions.profile import save_card, save_profile
from region.models import SkillsCard, StudentProfile
from region.queries import profile as queries
from region.rules import profile as rules

NOTHING = {"wanted_from": None, "wanted_until": None, "days_per_week": None, "wish": "", "languages": []}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("\n  \n", []),
        ("- Koken\n* Bakken\r\n• Wassen", ["Koken", "Bakken", "Wassen"]),
        ("  twee   woorden ", ["twee woorden"]),
        ("-20 graden", ["-20 graden"]),
    ],
)
def test_a_line_for_each_thing(text, lines):
    assert rules.lines(text) == lines


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["x"] * 9, "hoogstens 8 regels"),
        (["x" * 121], "korter dan 120 tekens"),
        (["mijn nummer is 123456782"], "burgerservicenummer"),
        (["1234.56.782"], "burgerservicenummer"),
    ],
)
def test_what_a_card_refuses(app, lines, words):
    with app.test_request_context(), pytest.raises(Refused, match=words) as refusal:
        rules.check_lines("can", lines)
    assert refusal.value.field == "can"


def test_what_a_card_takes(app):
    rules.check_lines("can", ["x" * 120] * 8)
    rules.check_lines("can", ["Wij telden 123456789 bollen"])


def test_a_period_has_an_order(app):
    rules.check_wishes(None, date(2027, 2, 1), "")
    rules.check_wishes(date(2027, 2, 1), None, "")
    rules.check_wishes(date(2027, 2, 1), date(2027, 7, 1), "")
    with app.test_request_context(), pytest.raises(Refused, match="einddatum"):
        rules.check_wishes(date(2027, 7, 1), date(2027, 7, 1), "")
    with app.test_request_context(), pytest.raises(Refused, match="burgerservicenummer"):
        rules.check_wishes(None, None, "ik ben 123456782")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ik kan koken", 0),
        ("Mail yara@school.example", 1),
        ("Bel 06 12345678", 1),
        ("Bel +31 6 1234 5678 of mail y@x.nl", 2),
        ("071-5165000", 1),
        ("Van 2024 tot 2025", 0),
        ("niveau 3 @ school", 0),
    ],
)
def test_hints_about_contact_details(app, text, number):
    with app.test_request_context():
        assert len(rules.hints(["Iets", text])) == number


def test_a_profile_is_kept_and_may_be_emptied(world, now):
    wishes = {
        "wanted_from": date(2027, 2, 1),
        "wanted_until": date(2027, 7, 1),
        "days_per_week": 3,
        "wish": "In de wijk werken",
        "languages": ["nl", "ar"],
    }
    save_profile(person_id=world.yara, now=now, **wishes)
    found = queries.own_profile(world.yara)
    assert {name: getattr(found, name) for name in wishes} == wishes
    save_profile(person_id=world.yara, now=now, **NOTHING)
    assert db.session.get(StudentProfile, world.yara).languages == []


def test_only_students_have_a_profile_and_a_card(world, now):
    with pytest.raises(NotFound):
        save_profile(person_id=world.sanne, now=now, **NOTHING)
    with pytest.raises(NotFound):
        save_card(person_id=world.sanne, now=now, can="x", wants="", must="")


def test_a_card_is_written_changed_and_emptied(world, now):
    save_card(person_id=world.yara, now=now, can="", wants="", must="")
    assert queries.card(world.yara) is None
    save_card(person_id=world.yara, now=now, can="Koken\nBakken", wants="", must="Meten")
    save_card(person_id=world.yara, now=now, can="Koken", wants="Wassen", must="")
    card = db.session.get(SkillsCard, world.yara)
    assert (card.can, card.wants, card.must) == (["Koken"], ["Wassen"], [])
    save_card(person_id=world.yara, now=now, can=" ", wants="", must="")
    assert queries.card(world.yara) is None


def test_a_refused_card_leaves_the_old_one(world, now, app):
    save_card(person_id=world.yara, now=now, can="Koken", wants="", must="")
    with app.test_request_context(), pytest.raises(Refused):
        save_card(person_id=world.yara, now=now, can="Bakken", wants="123456782", must="")
    assert queries.card(world.yara).can == ["Koken"]
