"""How the figures of booths are put together, and which of them are shown."""

import pytest

from fair.rules import report as rules
from fair.rules.report import Figures


@pytest.mark.parametrize(
    ("figures", "fill_rate", "attendance"),
    [
        (Figures(), None, None),
        (Figures(seats=12), 0, None),
        (Figures(seats=12, booked=9, attended=6, no_show=2), 75, 75),
        (Figures(seats=3, booked=1, no_show=1), 33, 0),
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
    found = rules.cell(number)
    assert (found.hidden or str(found.number)) == shown


def test_groups_are_hidden_so_that_none_can_be_worked_out():
    found = rules.cells({"mbo2": 3, "mbo3": 9, "hbo": 20})
    assert [found[name].hidden for name in ("mbo2", "mbo3", "hbo")] == ["few", "covering", ""]
