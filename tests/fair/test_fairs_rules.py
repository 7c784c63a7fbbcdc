"""Who gets a booth, and what a booth needs."""

import pytest

from app.errors import Refused
from fair.models import APPROVED, ARCHIVED, CLOSED, DECLINED, OPEN, REQUESTED, Booth
from fair.rules import fairs as rules
from region.models import Organisation
from tests.conftest import NOW
from tests.fair.a_fair import a_fair


@pytest.mark.parametrize(("taken", "number"), [([], 1), ([1, 2], 3), ([3, 1], 2), ([2, 3], 1)])
def test_a_booth_gets_the_first_free_number(taken, number):
    assert rules.next_number(taken) == number


@pytest.mark.parametrize(
    ("fields", "welcome"),
    [
        ({}, True),
        ({"state": OPEN}, True),
        ({"state": CLOSED}, False),
        ({"state": ARCHIVED}, False),
        ({"ends_at": NOW}, False),
    ],
)
def test_a_fair_that_is_over_takes_no_booths(app, fields, welcome):
    if welcome:
        return rules.check_welcomes_booths(a_fair(**fields), NOW)
    with app.test_request_context(), pytest.raises(Refused, match="voorbij"):
        rules.check_welcomes_booths(a_fair(**fields), NOW)


def test_an_employer_has_one_booth(app):
    booths = [Booth(organisation_id=1), Booth(organisation_id=2)]
    rules.check_only_booth(booths, 3)
    with app.test_request_context(), pytest.raises(Refused, match="al een stand"):
        rules.check_only_booth(booths, 2)


@pytest.mark.parametrize(
    ("levels", "fits"), [(["hbo"], True), (["mbo2", "hbo"], True), ([], False), (["wo"], False)]
)
def test_a_booth_welcomes_levels_of_its_fair(app, levels, fits):
    if fits:
        return rules.check_levels(levels, a_fair())
    with app.test_request_context(), pytest.raises(Refused, match="niveaus"):
        rules.check_levels(levels, a_fair())


@pytest.mark.parametrize(
    ("before", "after"), [(APPROVED, APPROVED), (DECLINED, REQUESTED), (REQUESTED, REQUESTED)]
)
def test_new_texts_ask_for_approval_again_unless_there_is_one(before, after):
    assert rules.state_after_edit(Booth(state=before)) == after


def test_a_booth_with_talks_stays(app):
    rules.check_decline(0, 0)
    with app.test_request_context(), pytest.raises(Refused, match="2 gesprekken"):
        rules.check_decline(2, 1)
    with app.test_request_context(), pytest.raises(Refused, match="in de rij van deze stand"):
        rules.check_decline(0, 1)


@pytest.mark.parametrize(
    ("sector", "levels", "word"),
    [
        ("zorg", ["mbo2", "hbo"], ""),
        ("groen", ["mbo2"], "sector .* doet niet mee"),
        ("zorg", ["mbo2", "mbo4", "wo"], "mbo 4, wo"),
    ],
)
def test_only_what_takes_part_gets_a_booth(app, sector, levels, word):
    booth = Booth(organisation=Organisation(name="Kwekerij", sector=sector), levels=levels)
    if not word:
        return rules.check_approval(booth, a_fair())
    with app.test_request_context(), pytest.raises(Refused, match=word):
        rules.check_approval(booth, a_fair())
