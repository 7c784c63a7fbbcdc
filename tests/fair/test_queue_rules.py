"""How long a queue takes, who is next, and what staff and students may: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import Refused
from fair.models import ATTENDED, BOOKED, NO_SHOW, Booking
from fair.models.queue import CALLED, LEFT, WAITING, Visit
from fair.rules import line as lines
from fair.rules import queue as rules
from fair.rules.line import Line, Server, Talk, Waiter
from fair.rules.queue import OnlyShort

NOW = datetime(2026, 11, 26, 10, 42, tzinfo=UTC)
LENGTH = timedelta(minutes=15)
CLOSES = 240


@pytest.fixture(autouse=True)
def in_dutch(app):
    """The words of the rules, in the language of the site."""
    with app.test_request_context():
        yield


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def serves(number, *talks, until=CLOSES):
    """A member of staff with talks from one minute to another."""
    held = tuple(Talk(at(start), at(end)) for start, end in talks)
    return Server(number, f"Staff{number}", at(until), talks=held)


def waits(number, minutes=0, **fields):
    values = {"level": "mbo3", "programme": "Verzorgende", "state": WAITING, "joined_at": at(-minutes)}
    return Waiter(number, number, f"Student{number}", **values | fields)


ONE = (serves(1),)


def line(*waiters, servers=ONE, is_on=True, is_paused=False, is_closed=False):
    return Line(7, is_on, is_paused, LENGTH, waiters, servers, NOW, is_closed)


def talk(start, end, booth_id=9, state=BOOKED):
    return Booking(booth_id=booth_id, starts_at=at(start), ends_at=at(end), state=state)


# before, servers, minutes
WAITS = [
    (0, [], None),
    (0, [serves(1)], 0),
    (1, [serves(1)], 15),
    (3, [serves(1)], 45),
    (3, [serves(1), serves(2)], 15),
    (4, [serves(1), serves(2)], 30),
    (0, [serves(1, (-3, 7))], 7),
    (0, [serves(1, (-3, 7)), serves(2)], 0),
    (0, [serves(1, (10, 25))], 25),  # ten minutes are no whole talk
    (0, [serves(1, (15, 30))], 0),
    (1, [serves(1, (15, 30))], 30),
    (0, [serves(1, (30, 45), (-3, 12), (12, 20))], 45),  # booked talks in any order
    (0, [serves(1, (-3, 7), until=7)], None),
    (0, [serves(1, (-3, 7), until=8)], 7),
    (2, [serves(1, until=30)], None),  # the third would come after she has gone home
    (2, [serves(1, until=30), serves(2, (-3, 60))], 60),
]


@pytest.mark.parametrize(("before", "servers", "minutes"), WAITS)
def test_how_long_one_waits(before, servers, minutes):
    wait = lines.expected(before, servers, LENGTH, NOW)
    assert wait == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "Hoe lang het duurt? Dat weten we niet."),
        (0, "Je bent zo aan de beurt."),
        (1, "Je bent over ongeveer 5 minuten aan de beurt."),
        (5, "Je bent over ongeveer 5 minuten aan de beurt."),
        (6, "Je bent over ongeveer 10 minuten aan de beurt."),
        (45, "Je bent over ongeveer 45 minuten aan de beurt."),
    ],
)
def test_a_wait_in_words(minutes, words):
    assert lines.wait_words(None if minutes is None else timedelta(minutes=minutes)) == words


def test_a_line_knows_its_order():
    called = waits(1, state=CALLED, staff_id=1, come_by=at(3))
    here = line(called, waits(2, minutes=12), waits(3, minutes=20), servers=[serves(1, (-3, 7)), serves(2)])
    assert [here.place(2), here.place(3), here.place(99)] == [1, 2, 3]
    assert (here.longest, here.version) == (20, int(NOW.timestamp() * 1000))
    assert [each.id for each in here.talking] == [1]
    assert here.of(3).first_name == "Student3"
    assert here.of(None) is None
    assert here.called_by(1) is called
    assert here.called_by(2) is None
    assert here.server(None) is None
    assert line().longest == 0


def test_who_is_called_counts_as_a_talk_that_begins_now():
    called = waits(1, state=CALLED, staff_id=1, come_by=at(3))
    assert line(called, waits(2)).words(2) == "Je bent over ongeveer 15 minuten aan de beurt."
    assert line(waits(2)).words(2) == "Je bent zo aan de beurt."
    assert line(waits(2), is_paused=True).words(2) == "Hoe lang het duurt? Dat weten we niet."
    assert line(is_closed=True).words(2) == "Hoe lang het duurt? Dat weten we niet."


def test_who_is_in_a_talk_elsewhere_keeps_the_place_and_is_not_called():
    here = line(waits(1, busy=True), waits(2))
    assert here.next().person_id == 2
    assert here.place(1) == 1
    assert line(waits(1, busy=True)).next() is None


def join(here, **fields):
    values = {"is_student": True, "person_id": 50, "talks": [], "queues": 0, "one_talk": True}
    rules.check_join(here, **values | fields)


@pytest.mark.parametrize(
    ("here", "fields", "words"),
    [
        (line(), {"is_student": False}, "Alleen studenten"),
        (line(is_on=False), {}, "De rij gaat open als de beurs begint."),
        (line(is_paused=True), {}, "De stand heeft pauze."),
        (line(is_closed=True), {}, "De organisatie heeft deze stand gesloten."),
        (line(waits(50)), {}, "Je staat al in deze rij."),
        (line(waits(50, state=CALLED, staff_id=1)), {}, "Je staat al in deze rij."),
        (line(), {"queues": 2}, "Je staat al in 2 rijen."),
        (line(), {"talks": [talk(60, 75, booth_id=7)]}, r"om 12\.42 uur al een gesprek"),
        (
            line(),
            {"talks": [talk(-60, -45, booth_id=7, state=ATTENDED)]},
            "Je hebt hier je gesprek al gehad.",
        ),
    ],
)
def test_joining_is_refused_in_words(here, fields, words):
    with pytest.raises(Refused, match=words):
        join(here, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"queues": 1},
        {"talks": [talk(60, 75)]},
        {"talks": [talk(-60, -45, booth_id=7, state=NO_SHOW)]},
        {"talks": [talk(-60, -45, booth_id=7)]},  # booked, over, and nobody said who came
        {"talks": [talk(-60, -45, booth_id=7, state=ATTENDED)], "one_talk": False},
    ],
)
def test_joining_is_allowed(fields):
    join(line(waits(1)), **fields)


@pytest.mark.parametrize(
    ("here", "words"),
    [
        (line(waits(1), is_on=False), "De rij gaat open als de beurs begint."),
        (line(waits(1), is_paused=True), "Uw stand heeft pauze."),
        (line(waits(1), is_closed=True), "De organisatie heeft deze stand gesloten."),
        (line(waits(1), servers=[serves(2)]), "U staat nu niet op het rooster."),
        (line(waits(1, state=CALLED, staff_id=1), waits(2)), "U hebt Student1 geroepen."),
        (line(), "Er wacht niemand die nu kan komen."),
        (line(waits(1, busy=True)), "Er wacht niemand die nu kan komen."),
        (line(waits(1), servers=[serves(1, (-3, 12))]), r"gesprek van 11\.39 uur is bezig"),
        (line(waits(1), servers=[serves(1, (4, 19))]), "Geboekte gesprekken gaan voor."),
        (line(waits(1), servers=[serves(1, (9, 24))]), "U hebt nog 9 minuten."),
    ],
)
def test_calling_is_refused_in_words(here, words):
    with pytest.raises(Refused, match=words):
        rules.check_call(here, 1, short=False)


@pytest.mark.parametrize("start", [5, 9, 14.9])
def test_a_short_talk_is_called_for_knowingly(start):
    here = line(waits(1), servers=[serves(1, (start, start + 15))])
    with pytest.raises(OnlyShort):
        rules.check_call(here, 1, short=False)
    assert rules.check_call(here, 1, short=True).person_id == 1


def test_a_walk_in_that_is_on_ends_when_the_next_is_called():
    on = Server(1, "Sanne", at(CLOSES), talks=(Talk(at(-3), at(12), walk_in=True),))
    assert rules.check_call(line(waits(1), servers=[on]), 1, short=False).person_id == 1


def test_a_colleague_who_waits_for_somebody_is_not_in_the_way():
    here = line(waits(1, state=CALLED, staff_id=2), waits(2), servers=[serves(1), serves(2)])
    assert rules.check_call(here, 1, short=False).person_id == 2


@pytest.mark.parametrize(
    ("servers", "own", "minutes"),
    [
        ([serves(1)], [], 15),
        ([serves(1, (9, 24))], [], 9),
        ([serves(1, (2, 17))], [], 2),
        ([serves(1)], [talk(6, 21)], 6),
        ([serves(1, (9, 24))], [talk(6, 21)], 6),
        ([serves(1)], [talk(-20, -5)], 15),
        ([serves(1, (-20, -5))], [], 15),
    ],
)
def test_how_long_a_walk_in_lasts(servers, own, minutes):
    assert rules.talk_until(line(servers=servers), 1, own) == at(minutes)


@pytest.mark.parametrize(
    ("servers", "own", "words"),
    [
        ([serves(2)], [], "U staat nu niet op het rooster."),
        ([serves(1, (0, 15))], [], r"gesprek van 11\.42 uur is bezig"),
        ([serves(1)], [talk(-3, 12)], "Deze student is nu in een ander gesprek."),
        ([serves(1)], [talk(0, 15, state=NO_SHOW)], "Deze student is nu in een ander gesprek."),
    ],
)
def test_a_walk_in_cannot_begin(servers, own, words):
    with pytest.raises(Refused, match=words):
        rules.talk_until(line(servers=servers), 1, own)


def test_turns_that_are_over_are_not_taken():
    called = Visit(state=CALLED, come_by=at(3), misses=0)
    rules.check_called(called)
    rules.check_leave(called)
    rules.check_missed(called, at(3))
    with pytest.raises(Refused, match=r"heeft tot 11\.45 uur"):
        rules.check_missed(called, at(2))
    with pytest.raises(Refused, match="niet meer aan de beurt"):
        rules.check_called(Visit(state=WAITING))
    with pytest.raises(Refused, match="niet meer in deze rij"):
        rules.check_leave(Visit(state=LEFT))


@pytest.mark.parametrize(("misses", "out"), [(0, False), (1, False), (2, True)])
def test_one_turn_may_be_missed(misses, out):
    assert rules.is_out(Visit(misses=misses)) is out


@pytest.mark.parametrize(
    ("here", "queues", "says"),
    [
        (line(waits(1)), 0, ""),
        (line(is_on=False), 2, ""),
        (line(waits(9)), 2, ""),
        (line(waits(1)), 2, "Je staat al in 2 rijen"),
    ],
    ids=["nothing", "not on", "in it already", "in two others"],
)
def test_what_stands_in_the_way_of_joining_is_said_beforehand(here, queues, says):
    said = rules.why_not(here, 9, [], queues, one_talk=True)
    assert said.startswith(says)
    assert bool(said) == bool(says)
