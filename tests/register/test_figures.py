"""What may be published: no group under 5 can be read or worked out."""

from datetime import date
from itertools import product

import pytest

from app.figures import publish
from register.rules import figures


def shown(numbers):
    return {group: cell.hidden or cell.number for group, cell in publish(numbers).items()}


@pytest.mark.parametrize(
    ("numbers", "published"),
    [
        ({"a": 5, "b": 12}, {"a": 5, "b": 12}),
        ({"a": 4, "b": 12, "c": 30}, {"a": "few", "b": "covering", "c": 30}),
        ({"a": 4, "b": 5, "c": 12, "d": 30}, {"a": "few", "b": "covering", "c": 12, "d": 30}),
        ({"a": 0, "b": 5, "c": 12, "d": 30}, {"a": "few", "b": "covering", "c": "covering", "d": 30}),
        ({"a": 2, "b": 3, "c": 30}, {"a": "few", "b": "few", "c": "covering"}),
        ({"a": 2, "b": 2, "c": 30}, {"a": "few", "b": "few", "c": 30}),
        ({"a": 4, "b": 4, "c": 30}, {"a": "few", "b": "few", "c": "covering"}),
        ({"a": 1, "b": 0}, {"a": "few", "b": "few"}),
        ({}, {}),
    ],
)
def test_small_groups_are_hidden_with_enough_company(numbers, published):
    assert shown(numbers) == published


def test_nobody_can_work_out_a_hidden_group():
    """Every reader knows the total and this rule; each number from 0 to 4 stays possible."""
    for numbers in product((0, 1, 3, 4, 5, 6, 9, 40), repeat=3):
        cells = list(publish(dict(zip("abc", numbers, strict=True))).values())
        few = [index for index, cell in enumerate(cells) if cell.hidden == "few"]
        hidden = [index for index, cell in enumerate(cells) if cell.hidden]
        if not few or len(hidden) == len(cells):
            continue
        total = sum(numbers[index] for index in hidden)
        ranges = [range(5) if index in few else range(5, total + 1) for index in hidden]
        possible = [guess for guess in product(*ranges) if sum(guess) == total]
        assert {guess[hidden.index(few[0])] for guess in possible} == set(range(5)), numbers


def test_a_hidden_figure_says_why(test_app):
    with test_app.test_request_context():
        assert [str(cell) for cell in publish({"a": 4, "b": 12, "c": 30}).values()] == [
            "minder dan 5",
            "niet getoond",
            "30",
        ]


def test_growth_adds_up_by_month_until_now():
    days = {date(2026, 7, 3): 4, date(2026, 9, 30): 6, date(2026, 11, 2): 1}
    grown = figures.growth(days, date(2026, 8, 1), date(2027, 7, 31), date(2026, 11, 26))
    assert [(month.month, cell.hidden or cell.number) for month, cell in grown] == [
        (8, "few"),
        (9, 10),
        (10, 10),
        (11, 11),
    ]


@pytest.mark.parametrize(("today", "last"), [(date(2026, 1, 1), 8), (date(2028, 1, 1), 7)])
def test_growth_stays_within_the_window(today, last):
    assert figures.growth({}, date(2026, 8, 1), date(2027, 7, 31), today)[-1][0].month == last


def test_only_agreed_and_what_followed_counts():
    assert figures.rung("terminated_early") == "agreed"
    assert figures.rung("signing") == "in_talks"
    assert figures.rung("cancelled") is None
    assert figures.rung(None) is None
