"""Tables of cases: which moment a time on the clock means while a fair is on."""

from datetime import UTC, datetime, time

import pytest

from app.clock import around, from_local
from app.errors import Refused
from fair.rules.until import next_moment


@pytest.fixture(autouse=True)
def in_dutch(app):
    with app.test_request_context():
        yield


def wall(text: str) -> datetime:
    """A moment by the clock in the region, the first of two in the October night."""
    return from_local(datetime.fromisoformat(text))


DAY = ("2026-11-26T12:00", "2026-11-26T16:00")
NIGHT = ("2026-11-26T23:30", "2026-11-27T02:00")
MARCH = ("2026-03-28T23:30", "2026-03-29T05:00")
OCTOBER = ("2026-10-24T23:30", "2026-10-25T05:00")


@pytest.mark.parametrize(
    ("now", "ends", "at", "moment"),
    [
        pytest.param(*DAY, "12:30", wall("2026-11-26T12:30"), id="later this hour"),
        pytest.param(*DAY, "16:00", wall("2026-11-26T16:00"), id="until the end"),
        pytest.param(*NIGHT, "23:45", wall("2026-11-26T23:45"), id="before midnight"),
        pytest.param(*NIGHT, "00:00", wall("2026-11-27T00:00"), id="at midnight"),
        pytest.param(*NIGHT, "01:30", wall("2026-11-27T01:30"), id="after midnight"),
        pytest.param(
            "2026-11-27T00:30", NIGHT[1], "01:30", wall("2026-11-27T01:30"), id="when midnight is past"
        ),
        pytest.param(*MARCH, "01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC), id="before March skips"),
        pytest.param(*MARCH, "03:00", datetime(2026, 3, 29, 1, tzinfo=UTC), id="after March has skipped"),
        pytest.param(
            *OCTOBER, "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="first of October's two"
        ),
        pytest.param(
            "2026-10-25T02:45",
            OCTOBER[1],
            "02:30",
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            id="second of October's two",
        ),
        pytest.param(*OCTOBER, "03:00", datetime(2026, 10, 25, 2, tzinfo=UTC), id="after October's hour"),
    ],
)
def test_what_a_time_means(now, ends, at, moment):
    assert next_moment(around(time.fromisoformat(at), wall(now)), wall(ends), wall(now)) == moment


@pytest.mark.parametrize(
    ("now", "ends", "at", "words"),
    [
        pytest.param(*DAY, "12:00", "Deze tijd is voorbij", id="this very moment"),
        pytest.param(*DAY, "11:00", "Deze tijd is voorbij", id="an hour ago"),
        pytest.param(*DAY, "17:00", r"De beurs sluit om 16\.00 uur", id="after the end"),
        pytest.param(*NIGHT, "23:00", "Deze tijd is voorbij", id="earlier this night"),
        pytest.param(*NIGHT, "03:00", r"De beurs sluit om 02\.00 uur", id="after the end of the night"),
        pytest.param(*MARCH, "02:30", "Deze tijd bestaat niet", id="the hour that March skips"),
        pytest.param(
            "2026-03-29T01:30", MARCH[1], "02:30", "Deze tijd bestaat niet", id="skipped within the day"
        ),
        pytest.param(
            "2026-03-28T12:00", "2026-03-28T16:00", "02:30", "Deze tijd is voorbij", id="a skip of tonight"
        ),
    ],
)
def test_a_time_without_a_moment_is_refused_in_words(now, ends, at, words):
    with pytest.raises(Refused, match=words) as refused:
        next_moment(around(time.fromisoformat(at), wall(now)), wall(ends), wall(now))
    assert refused.value.field == "until"
