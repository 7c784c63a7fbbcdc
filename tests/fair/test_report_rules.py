"""How the figures of booths are put together, and which of them are shown."""

import pytest

from app.figures import cell, parts
from fair.rules import report as rules
from fair.rules.report import Figures


@pytest.mark.parametrize(
    ("figures", "fill_rate", "attendance"),
    [
        (Figures(), None, None),
        (Figures(seats=12), 0, None),
        (Figures(seats=12, booked=9, attended=6, no_show=2), 75, 75),
        (Figures(seats=3, booked=1, no_show=1), 33, 0),
        (Figures(seats=4, booked=2, attended=4, no_show=1, walk_ins=3), 50, 50),
    ],
)
def test_shares_are_whole_percents_of_something(figures, fill_rate, attendance):
    assert (figures.fill_rate, figures.attendance) == (fill_rate, attendance)


def test_booths_are_added_and_averaged_by_figure():
    booths = [Figures(seats=10, booked=4, proposals=1), Figures(seats=5, booked=1), Figures()]
    assert rules.total(booths) == Figures(seats=15, booked=5, proposals=1)
    average = rules.average(booths)
    assert (average["seats"], average["booked"], average["proposals"]) == (5, 1.7, 0.3)
    assert rules.average([])["seats"] == 0


@pytest.mark.parametrize(("number", "shown"), [(0, "0"), (1, "few"), (4, "few"), (5, "5")])
def test_figures_about_fewer_than_five_people_are_hidden(number, shown):
    found = cell(number)
    assert (found.hidden or str(found.number)) == shown


def test_groups_are_hidden_so_that_none_can_be_worked_out():
    found = rules.cells({"mbo2": 3, "mbo3": 9, "hbo": 20})
    assert [found[name].hidden for name in ("mbo2", "mbo3", "hbo")] == ["few", "covering", ""]


def test_small_figures_of_a_booth_cannot_be_worked_out_from_the_others():
    found = parts({1: 3, 2: 9, 3: 20, 4: 0})
    assert [found[booth].hidden for booth in (1, 2, 3)] == ["few", "covering", ""]
    assert str(found[4]) == "0"


@pytest.mark.parametrize(
    ("own", "shown"),
    [(None, 4), (Figures(proposals=8), 4), (Figures(proposals=5), "few"), (Figures(proposals=3), 4)],
)
def test_an_average_says_nothing_of_a_few_others(own, shown):
    found = rules.beside([Figures(proposals=5), Figures(proposals=3)], own)
    assert getattr(found["proposals"], "hidden", found["proposals"]) == shown


def test_an_average_of_a_few_is_hidden_and_of_times_never():
    found = rules.beside([Figures(seats=3, onward=1), Figures()])
    assert (found["seats"], found["onward"].hidden, found["again"]) == (1.5, "few", 0)
