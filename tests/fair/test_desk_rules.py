"""The day at a booth, as tables of cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from fair.models import APPROVED, ATTENDED, BOOKED, CLOSED, DECLINED, DRAFT, NO_SHOW, OPEN, Booth, Fair
from fair.rules import desk as rules
from fair.rules.desk import Day, Talk, Tiles, Time

NOON = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SANNE, OMAR = 1, 2


def talk(number: int, start: int, staff_id: int = SANNE, **fields: Any) -> Talk:
    """A talk of a quarter, so many minutes after noon."""
    nothing = dict.fromkeys(Talk.__annotations__)
    values = {
        "id": number,
        "staff_id": staff_id,
        "starts_at": NOON + start * MINUTE,
        "ends_at": NOON + (start + 15) * MINUTE,
        "state": BOOKED,
    }
    return Talk(**nothing | values | fields)


def free(start: int, **fields: Any) -> Time:
    """A time of Sanne that nobody took."""
    starts_at = NOON + start * MINUTE
    return Time(100 + start, SANNE, "Sanne", starts_at, starts_at + 15 * MINUTE, None, **fields)


def day(*talks: Talk, at: int = 0) -> Day:
    """A day with these talks, so many minutes after noon."""
    names = {SANNE: "Sanne", OMAR: "Omar"}
    times = [Time(t.id, t.staff_id, names[t.staff_id], t.starts_at, t.ends_at, t) for t in talks]
    free = Time(99, OMAR, "Omar", NOON + 60 * MINUTE, NOON + 75 * MINUTE, None)
    return Day(3, [*times, free], NOON + at * MINUTE)


@pytest.mark.parametrize(
    ("at", "current", "coming"), [(-1, None, 1), (0, 1, 2), (14, 1, 2), (15, 2, None), (30, None, None)]
)
def test_now_and_next_follow_the_clock(at: int, current: int | None, coming: int | None) -> None:
    today = day(talk(1, 0), talk(2, 15), at=at)
    assert getattr(today.current(SANNE), "id", None) == current
    assert getattr(today.coming(SANNE), "id", None) == coming
    assert today.current(OMAR) is None


def test_who_did_not_show_up_is_not_now() -> None:
    assert day(talk(1, 0, state=NO_SHOW)).current(SANNE) is None


@pytest.mark.parametrize(
    ("asked", "person_id", "opened"),
    [
        (3, OMAR, 3),
        (None, SANNE, 1),
        (None, OMAR, 2),
        (77, OMAR, 2),  # not of this booth
        (None, 5, 1),
    ],
)
def test_one_opens_ones_own_talk_unless_another_is_asked_for(
    asked: int | None, person_id: int, opened: int
) -> None:
    today = day(talk(1, 0), talk(2, 0, OMAR), talk(3, 30, OMAR), at=1)
    assert today.opened(asked, person_id).id == opened  # type: ignore[union-attr]


def test_ones_own_next_talk_comes_before_that_of_a_colleague_now() -> None:
    today = day(talk(1, 30), talk(2, 0, OMAR), at=1)
    assert today.opened(None, SANNE).id == 1  # type: ignore[union-attr]


def test_free_times_that_follow_each_other_are_one_row() -> None:
    held = free(45, held_until=NOON)
    today = Day(1, [free(-15), free(0), free(15), free(30), held, free(60), free(75, title="Tour")], NOON)
    assert [[time.starts_at for time in row] for row in today.rows(SANNE)] == [
        [NOON + 15 * MINUTE, NOON + 30 * MINUTE],
        [NOON + 45 * MINUTE],
        [NOON + 60 * MINUTE],
        [NOON + 75 * MINUTE],
    ]
    group = Day(1, [free(15), *(Time(1, SANNE, "Sanne", NOON, NOON, talk(n, 30)) for n in (1, 2))], NOON)
    assert [len(row) for row in group.rows(SANNE)] == [1, 1, 1]
    settled = day(talk(1, -30, state=NO_SHOW), talk(2, 15))
    assert [row[0].talk.id for row in settled.rows(SANNE) if row[0].talk] == [2]


def test_before_the_first_talk_the_next_one_is_open_and_without_talks_nothing() -> None:
    today = day(talk(1, 30), talk(2, 15, OMAR))
    assert today.opened(None, SANNE).id == 1  # type: ignore[union-attr]
    assert day().opened(None, SANNE) is None


@pytest.mark.parametrize(
    ("fields", "at", "standing", "settled"),
    [
        ({}, -1, "planned", False),
        ({}, 5, "expected", False),
        ({}, 15, "to_fill", False),
        ({"state": ATTENDED}, 5, "present", False),
        ({"state": ATTENDED}, -5, "present", False),
        ({"state": ATTENDED}, 15, "to_fill", False),
        ({"state": NO_SHOW}, 5, "no_show", False),
        ({"state": NO_SHOW}, 15, "no_show", True),
        ({"state": ATTENDED, "outcome": "again"}, 5, "again", False),
        ({"state": ATTENDED, "outcome": "again"}, 15, "again", True),
        ({"state": NO_SHOW, "outcome": "no_show"}, 15, "no_show", True),
    ],
)
def test_how_a_talk_stands(fields: dict[str, Any], at: int, standing: str, settled: bool) -> None:
    one = talk(1, 0, **fields)
    today = day(one, at=at)
    assert today.standing(one) == standing
    assert (one in today.settled) == settled


def test_the_tiles_count_the_day() -> None:
    today = day(
        talk(1, -30, state=ATTENDED, outcome="onward", placement_id=1, placement_state="in_review"),
        talk(2, -30, OMAR, state=ATTENDED, outcome="onward", placement_id=2, placement_state="declined"),
        talk(3, -15, state=NO_SHOW),
        talk(4, -15, OMAR, state=ATTENDED),  # held, its outcome still has to be filled in
        talk(5, 0, state=ATTENDED),
        talk(6, 0, OMAR),
        talk(7, 15),
        talk(8, -45),  # nobody said who came
    )
    assert today.tiles == Tiles(done=3, to_go=3, proposals=2, yes=1)


@pytest.mark.parametrize(
    ("at", "change"), [(-60, -10), (-10, 0), (0, 15), (15, 50), (50, 60), (60, 75), (75, None)]
)
def test_when_the_clock_changes_the_page(at: int, change: int | None) -> None:
    expected = None if change is None else NOON + change * MINUTE
    assert day(talk(1, 0), at=at).next_change == expected


def test_a_later_drawing_has_a_higher_version() -> None:
    assert day(at=1).version > day(at=0).version


def test_the_times_of_one_colleague() -> None:
    today = day(talk(1, 0), talk(2, 0, OMAR))
    assert [time.slot_id for time in today.of(OMAR)] == [2, 99]
    assert today.staff == {SANNE: "Sanne", OMAR: "Omar"}


def test_outcomes_wait_until_ten_minutes_before() -> None:
    one = talk(1, 0)
    assert not day(at=-11).can_record(one)
    assert day(at=-10).can_record(one)


def test_while_it_is_too_early_the_day_says_from_when(app: Flask) -> None:
    with app.test_request_context():
        assert day(at=-11).why_not_yet(talk(1, 0)) == "Dit gesprek begint pas om 12.00 uur."


def test_ones_own_times_come_first() -> None:
    today = day(talk(1, 0), talk(2, 0, OMAR))
    assert today.own_first(OMAR) == [OMAR, SANNE]
    assert today.own_first(5) == [SANNE, OMAR]


def booth(number: int, start: int, hours: int = 1, fair_state: str = OPEN, **fields: Any) -> Booth:
    starts_at = NOON + timedelta(hours=start)
    fair = Fair(id=start, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), state=fair_state)
    return Booth(**{"id": number, "fair_id": start, "fair": fair, "state": APPROVED} | fields)


@pytest.mark.parametrize(
    ("booths", "chosen"),
    [
        ([], []),
        ([booth(1, -24), booth(2, 0), booth(3, 24)], [2]),
        ([booth(1, -24), booth(3, 24), booth(4, 48)], [3]),
        ([booth(1, -24), booth(2, 24, fair_state=DRAFT)], [2]),
        ([booth(1, -48), booth(2, -24)], [2]),
        ([booth(1, -48), booth(2, 0, fair_state=CLOSED)], [2]),
        ([booth(1, 0), booth(2, 0), booth(3, 24)], [1, 2]),
        ([booth(1, 0, state=DECLINED), booth(2, -24)], [2]),
    ],
    ids=["none", "open", "next", "next, not public yet", "last", "last, closed", "several", "declined"],
)
def test_the_booth_of_the_open_fair_else_the_next_else_the_last(
    booths: list[Booth], chosen: list[int]
) -> None:
    assert [each.id for each in rules.booths_now(booths, NOON)] == chosen
