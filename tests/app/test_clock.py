"""UTC inside, Amsterdam on screens, right in the nights when the clock changes."""

from datetime import UTC, datetime

import pytest

from app.clock import NoSuchTime, from_local, local, working_days_after


@pytest.mark.parametrize(
    ("wall", "utc"),
    [
        (datetime(2026, 11, 26, 10, 0), datetime(2026, 11, 26, 9, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 10, 0), datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (datetime(2027, 3, 28, 3, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_wall_time_means_one_moment(wall, utc):
    assert from_local(wall) == utc
    assert local(utc).replace(tzinfo=None) == wall


def test_a_skipped_hour_does_not_exist():
    with pytest.raises(NoSuchTime):
        from_local(datetime(2027, 3, 28, 2, 30))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (datetime(2026, 11, 26, 11, 0, tzinfo=UTC), 1, datetime(2026, 11, 27, 11, 0, tzinfo=UTC)),
        (datetime(2026, 11, 26, 11, 0, tzinfo=UTC), 2, datetime(2026, 11, 30, 11, 0, tzinfo=UTC)),
        (datetime(2026, 11, 28, 11, 0, tzinfo=UTC), 1, datetime(2026, 11, 30, 11, 0, tzinfo=UTC)),
        (datetime(2026, 10, 23, 8, 0, tzinfo=UTC), 1, datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),
    ],
)
def test_working_days_skip_the_weekend_and_keep_the_wall_time(start, days, end):
    assert working_days_after(start, days) == end
