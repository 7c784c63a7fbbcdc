"""Tables of cases: empty minutes, and why an organiser should look at a stall."""

from datetime import UTC, datetime, timedelta

import pytest

from fair.models import Booth
from fair.rules.board import ALONE, CAME, Idle, Queue, Time, away_now, idle, needs, span_words

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
SANNE, OMAR = 1, 2


def time(first: int, last: int, kind: str = ALONE, staff: int = SANNE) -> Time:
    """A time from so many minutes after noon until so many."""
    return Time(staff, NOON + timedelta(minutes=first), NOON + timedelta(minutes=last), kind)


@pytest.mark.parametrize(
    ("times", "minutes", "rescued"),
    [
        pytest.param([], 0, 0, id="nothing was cut"),
        pytest.param([time(0, 10)], 10, 0, id="a whole time with nobody"),
        pytest.param([time(25, 40)], 5, 0, id="a time that runs counts until now"),
        pytest.param([time(30, 40)], 0, 0, id="what is still to come does not count"),
        pytest.param([time(0, 10), time(0, 10, staff=OMAR)], 20, 0, id="each member of staff counts"),
        pytest.param([time(0, 10, CAME)], 0, 10, id="somebody on standby took a whole time"),
        pytest.param([time(0, 10), time(4, 14, CAME)], 4, 10, id="a walk-in halfway"),
        pytest.param([time(0, 10), time(4, 14, CAME, OMAR)], 10, 10, id="a walk-in at a colleague"),
        pytest.param([time(0, 10), time(10, 20, CAME)], 10, 10, id="a walk-in right after"),
        pytest.param([time(20, 40), time(25, 45, CAME)], 5, 5, id="a walk-in that goes on"),
        pytest.param([time(0, 20), time(2, 7, CAME), time(9, 14, CAME)], 10, 10, id="two walk-ins in one"),
    ],
)
def test_empty_minutes(times, minutes, rescued):
    assert idle(times, (), NOON + timedelta(minutes=30)) == Idle(minutes, rescued)


@pytest.mark.parametrize(
    ("times", "away", "minutes"),
    [
        pytest.param([time(0, 20)], [(5, 10)], 15, id="a pause halfway"),
        pytest.param([time(0, 20)], [(-5, 5), (15, 60)], 10, id="a pause at both ends"),
        pytest.param([time(0, 20)], [(0, 20)], 0, id="away all the time"),
        pytest.param([time(0, 20)], [(20, 30)], 20, id="a pause right after"),
        pytest.param([time(0, 20)], [(2, 10), (5, 12)], 10, id="a closure that began in a pause"),
        pytest.param([time(0, 20), time(5, 10, CAME)], [(8, 14)], 11, id="a walk-in that ran into a pause"),
        pytest.param(
            [time(0, 20), time(0, 20, staff=OMAR)], [(0, 10)], 20, id="nobody of the stall was there"
        ),
        pytest.param([time(0, 20, CAME)], [(0, 10)], 0, id="who came counts for whole"),
    ],
)
def test_no_empty_minutes_while_a_stall_is_away(times, away, minutes):
    spans = [(NOON + timedelta(minutes=first), NOON + timedelta(minutes=last)) for first, last in away]
    assert idle(times, spans, NOON + timedelta(minutes=30)).minutes == minutes


@pytest.mark.parametrize(
    ("fields", "spans"),
    [
        ({}, []),
        ({"paused_at": 5}, [(5, 30)]),
        ({"paused_at": 5, "paused_until": 40}, [(5, 30)]),
        ({"paused_at": 5, "paused_until": 20}, [(5, 20)]),
        ({"closed_at": 10}, [(10, 30)]),
    ],
)
def test_what_goes_on_now(fields, spans):
    booth = Booth(**{name: NOON + timedelta(minutes=value) for name, value in fields.items()})
    found = away_now(booth, NOON + timedelta(minutes=30))
    assert [tuple((at - NOON) // timedelta(minutes=1) for at in span) for span in found] == spans


CALM = {
    "is_on": True,
    "staffed": True,
    "paused": False,
    "closed": False,
    "queue": Queue(),
    "idle": Idle(),
    "asks_help": False,
}


@pytest.mark.parametrize(
    ("differs", "expected"),
    [
        ({}, ()),
        ({"asks_help": True}, ("help",)),
        ({"staffed": False}, ("no_staff",)),
        ({"staffed": False, "paused": True}, ("paused",)),
        ({"queue": Queue(4, 19)}, ()),
        ({"queue": Queue(5, 1)}, ("queue",)),
        ({"queue": Queue(1, 20)}, ("queue",)),
        ({"idle": Idle(29, 100)}, ()),
        ({"idle": Idle(30)}, ("empty",)),
        (
            {"asks_help": True, "staffed": False, "queue": Queue(9, 9), "idle": Idle(99)},
            ("help", "no_staff", "queue", "empty"),
        ),
        ({"closed": True, "staffed": False, "queue": Queue(9, 9), "idle": Idle(99)}, ()),
        ({"closed": True, "asks_help": True}, ("help",)),
        ({"is_on": False, "staffed": False, "asks_help": True}, ()),
    ],
)
def test_why_to_look(differs, expected):
    assert needs(**CALM | differs) == expected


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 uur"), (90, "1,5 uur"), (599, "10 uur"), (3539, "58 uur")],
)
def test_a_length_of_time_is_said_as_people_do(app, minutes, words):
    with app.test_request_context():
        assert span_words(minutes) == words
