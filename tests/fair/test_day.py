"""A small fair day with the real actions: nothing goes wrong, and when a guard is off it is found out."""

import pytest

from app import worker
from app.db import db
from fair.live import booking as live_booking
from fair.live import waiting as live_waiting
from fair.rules import waiting as rules
from tests.bench.day.figures import count
from tests.bench.day.play import Day, Size, sentence
from tests.bench.day.proof import MUST_BE_EMPTY, Violation, check, find
from tests.fair.broken import BREAKS, Breaker, drop_every_guard

SMALL = Size(booths=6, students=40, seed=1)
CROWDED = Size(booths=1, students=40, seed=1)
HAPPENS = (
    "cancelled by students",
    "no-shows",
    "walk-ins",
    "offers accepted",
    "offers lapsed",
    "talks handed over",
    "outcomes recorded",
    "rosters changed",
    "booths paused",
    "queue pulls",
    "empty minutes",
    "list wait, median, minutes",
)


@pytest.fixture(autouse=True)
def nobody_watches(monkeypatch):
    """Nobody waits for what is told within a second."""
    for gathered in (live_booking.squares, live_waiting.lines, live_waiting.standbys):
        monkeypatch.setattr(gathered, "add", lambda number: None)


def play(app, size=SMALL):
    day = Day(app, size, standby=True)
    for _minute in day.play():
        pass
    return day


def test_a_day_is_in_order_from_the_first_minute_to_the_last(app):
    day = play(app)
    with db.engine.connect() as connection:
        figures = count(connection, day)
    assert figures["talks held"] > 50
    for happened in HAPPENS:
        assert figures[happened] > 0, figures
    assert sum(day.refusals.values()) > 0
    for words in ("gereserveerd voor", "net voor"):
        assert any(words in said for said in day.refusals), day.refusals


def test_every_thing_that_must_never_be_is_found_when_it_is(app, world):
    """Each proof gets the data that it looks for, which no database would keep: that is undone each time."""
    assert BREAKS.keys() == MUST_BE_EMPTY.keys()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        drop_every_guard(connection)
        check(connection)
        for what, spoil in BREAKS.items():
            connection.exec_driver_sql("SAVEPOINT sound")
            spoil(Breaker(connection, world))
            assert find(connection, what), what
            with pytest.raises(Violation):
                check(connection)
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT sound")
            assert not find(connection, what), what
        connection.exec_driver_sql("ROLLBACK")


def test_it_finds_a_time_that_went_to_somebody_out_of_turn(app, monkeypatch):
    in_order = rules.in_order
    monkeypatch.setattr(rules, "in_order", lambda entries, groups: in_order(entries, groups)[::-1])
    with pytest.raises(Violation, match="while it was another's turn"):
        play(app, CROWDED)


def test_it_finds_what_is_only_logged(app, monkeypatch, caplog):
    monkeypatch.setattr(worker, "_jobs", [lambda now: 1 / 0])
    with pytest.raises(Violation, match="in the log"):
        play(app)
    caplog.clear()


def test_equal_refusals_are_counted_together():
    assert sentence("Om 10.20 uur met Werkgever 7.") == sentence("Om 9.40 uur met Werkgever 31.")
