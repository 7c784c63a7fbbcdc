"""Many at once, by form and over the line: one gets it, the others read why, and nothing is lost.

Each race is run a second time on a server without guards, where doubles must appear: that proves that the
race would have shown them.
"""

import asyncio
import os
from collections import Counter
from contextlib import ExitStack
from functools import partial

import aiohttp
import pytest

from tests.ledger import Ledger
from tests.line import Line
from tests.racers import BROKEN, Racer, at_once
from tests.server import a_place, running, serving

pytestmark = pytest.mark.race

ROUNDS = 8  # the most that a race without guards may take to show a double
NEVER = "a server without guards showed no double"


class Course:
    """Servers on one database, and a fair at which nobody has booked yet."""

    def __init__(self, place, world, bases):
        self.world, self.bases, self.ledger = world, bases, Ledger(place.url)
        self.http = None

    def run(self, scene, *arguments):
        """Play a scene to its end."""

        async def play():
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as self.http:
                return await scene(self, *arguments)

        return asyncio.run(play())

    async def racers(self, students, booth=0):
        """A browser for each of these students, spread over the servers."""
        page, cookies = f"/stands/{self.world['booths'][booth]}", self.world["cookies"]
        return [
            await Racer.ready(self.http, self.bases[n % len(self.bases)], cookies[student], page)
            for n, student in enumerate(students)
        ]

    def slot(self, booth, number):
        """The id of a slot."""
        return self.world["slots"][booth][number]

    def holders(self, slot_id):
        """Who has a slot."""
        return [person for person, slot in self.ledger.booked() if slot == slot_id]

    def assert_in_order(self, told):
        """Everybody was answered in words, nothing was given twice, and nobody is in two places."""
        assert not [words for words in told if words.startswith(BROKEN)]
        assert self.ledger.doubles() == 0
        assert self.ledger.overlaps() == 0


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real server: one process on SQLite, two with Redis between them on PostgreSQL."""
    with a_place(tmp_path_factory.mktemp("course")) as place, ExitStack() as servers:
        world = place.fill(booths=4, slots=24, students=60)
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        number = 2 if redis else 1
        bases = [servers.enter_context(serving(place, **redis)) for _server in range(number)]
        yield Course(place, world, bases)


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    """The same server with its guards off."""
    with a_place(tmp_path_factory.mktemp("open-course")) as place:
        world = place.fill(booths=4, slots=24, students=60)
        with serving(place, "-m tests.unguarded") as base:
            yield Course(place, world, [base])


def by_turns(racers, slot_ids):
    """Every other racer books by form, the rest over the line; each with a key of its own."""
    return [
        partial(racer.book if n % 2 else racer.book_by_form, slot_id, f"key-{slot_id}-{n}")
        for n, (racer, slot_id) in enumerate(zip(racers, slot_ids, strict=True))
    ]


def done(told):
    """How many were told that it was done."""
    return Counter(told)[""]


async def fifty_on_one_slot(course, number):
    slot_id = course.slot(0, number)
    racers = await course.racers(range(50))
    return await at_once(by_turns(racers, [slot_id] * 50)), slot_id


def test_of_fifty_on_one_slot_one_gets_it(course):
    told, slot_id = course.run(fifty_on_one_slot, 0)
    assert done(told) == 1
    assert course.holders(slot_id) == [course.world["students"][told.index("")]]
    course.assert_in_order(told)


def test_without_guards_fifty_on_one_slot_get_it_twice(open_course):
    assert any(done(open_course.run(fifty_on_one_slot, number)[0]) > 1 for number in range(ROUNDS)), NEVER
    assert open_course.ledger.doubles()


async def fifty_on_three_seats(course, number):
    slot_id = course.slot(3, number)
    course.ledger.widen(slot_id, 3)
    racers = await course.racers(range(50), booth=3)
    return await at_once(by_turns(racers, [slot_id] * 50)), slot_id


def test_of_fifty_on_three_seats_three_get_one(course):
    told, slot_id = course.run(fifty_on_three_seats, 12)
    assert done(told) == 3
    winners = [course.world["students"][n] for n, words in enumerate(told) if not words]
    assert sorted(course.holders(slot_id)) == sorted(winners)
    assert course.ledger.seats(slot_id) == [1, 2, 3]
    course.assert_in_order(told)


def test_without_guards_more_than_three_get_three_seats(open_course):
    for number in range(14, 14 + ROUNDS):
        told, slot_id = open_course.run(fifty_on_three_seats, number)
        if done(told) > 3:
            assert len(open_course.ledger.seats(slot_id)) > 3
            return
    pytest.fail(NEVER)


async def one_student_everywhere(course, student, number):
    racers = await course.racers([student] * 8)
    slots = [course.slot(n // 2, number) for n in range(8)]
    return await at_once(by_turns(racers, slots))


def test_one_student_is_in_one_talk_at_a_time(course):
    told = course.run(one_student_everywhere, 50, 1)
    assert done(told) == 1
    assert [person for person, _slot in course.ledger.booked()].count(course.world["students"][50]) == 1
    course.assert_in_order(told)


def test_without_guards_one_student_is_in_two_talks(open_course):
    for number in range(ROUNDS):
        open_course.run(one_student_everywhere, 50 + number, 10 + number)
        if open_course.ledger.overlaps():
            return
    pytest.fail(NEVER)


async def cancel_against_book(course, student, number):
    slot_id = course.slot(1, number)
    holder, *others = await course.racers([student, *range(16)], booth=1)
    assert not await holder.book(slot_id, f"first-{slot_id}")
    [(booking_id, _slot)] = course.ledger.bookings_of(course.world["students"][student], slot_id)

    async def cancel():
        return await holder.send("booking:cancel", booking_id=booking_id, key=f"off-{slot_id}")

    told = await at_once([cancel, *by_turns(others, [slot_id] * 16)])
    # Who comes late finds it free for certain: the slot is not lost.
    late = await at_once(by_turns(others, [slot_id] * 16)) if done(told) == 1 else []
    return told, late, slot_id


def test_a_slot_that_is_called_off_goes_to_one_other(course):
    told, late, slot_id = course.run(cancel_against_book, 51, 2)
    assert told[0] == ""
    assert done(told[1:]) + done(late) == 1
    winner = (told[1:] if done(told[1:]) else late).index("")
    assert course.holders(slot_id) == [course.world["students"][winner]]
    course.assert_in_order(told)


def test_without_guards_a_slot_that_is_called_off_goes_to_two(open_course):
    for number in range(ROUNDS):
        told, late, _slot = open_course.run(cancel_against_book, 51 + number, 2 + number)
        if done(told[1:]) + done(late) > 1:
            return
    pytest.fail(NEVER)


async def move_against_book(course, first):
    movers = await course.racers(range(52, 58), booth=2)
    bookers = await course.racers(range(20, 26), booth=2)
    old, wanted = [course.slot(2, first + n) for n in range(6)], course.slot(2, first + 6)
    assert done(await at_once(by_turns(movers, old))) == 6
    jobs = []
    for mover, student, slot_id in zip(movers, range(52, 58), old, strict=True):
        [(number, _slot)] = course.ledger.bookings_of(course.world["students"][student], slot_id)
        fields = {"booking_id": number, "slot_id": wanted, "key": f"move-{number}"}
        jobs.append(partial(mover.send, "booking:move", **fields))
    return await at_once(jobs + by_turns(bookers, [wanted] * 6)), wanted


def test_moving_and_booking_to_one_slot_succeed_once(course):
    told, wanted = course.run(move_against_book, 10)
    assert done(told) == 1
    students = course.world["students"]
    assert course.holders(wanted) == [[*students[52:58], *students[20:26]][told.index("")]]
    course.assert_in_order(told)


def test_without_guards_moving_and_booking_to_one_slot_succeed_twice(open_course):
    told, wanted = open_course.run(move_against_book, 0)
    assert done(told) > 1, NEVER
    assert len(open_course.holders(wanted)) > 1


async def the_same_key_ten_times(course, number):
    racers = await course.racers([59] * 10, booth=3)
    slot_id = course.slot(3, number)
    jobs = [
        partial(racer.book if n % 2 else racer.book_by_form, slot_id, f"same-{number}")
        for n, racer in enumerate(racers)
    ]
    return await at_once(jobs), slot_id


def test_the_same_key_gives_one_row_and_the_first_answer(course):
    told, slot_id = course.run(the_same_key_ten_times, 5)
    assert told == [""] * 10
    assert course.holders(slot_id) == [course.world["students"][59]]
    course.assert_in_order(told)


def test_without_guards_the_same_key_gives_several_rows(open_course):
    for number in range(5, 5 + ROUNDS):
        _told, slot_id = open_course.run(the_same_key_ten_times, number)
        if len(open_course.holders(slot_id)) > 1:
            return
    pytest.fail(NEVER)


async def watch_the_other_process(course):
    person, slot_id = course.world["cookies"][58], course.slot(3, 20)
    here, there = course.bases
    watcher, booker = await Line.open(course.http, there), await Line.open(course.http, here, person)
    await watcher.watch(f"booth:{course.world['booths'][3]}")
    assert (await booker.command("slot:book", slot_id=slot_id, question="", key="across"))["ok"]
    for _moment in range(100):
        if any(f'id="slot-{slot_id}"' in patch for patch in watcher.patches):
            return True
        await asyncio.sleep(0.1)
    return False


def test_who_watches_another_process_sees_it_too(course):
    if len(course.bases) == 1:
        pytest.skip("SQLite has one process")
    assert course.run(watch_the_other_process)


@pytest.fixture(scope="module")
def fragile(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("fragile")) as place:
        yield place, place.fill(booths=10, slots=12, students=100)


async def book_until_the_lights_go_out(base, kill, world, slots):
    """Everybody books a slot of their own; returns what was acknowledged and what was not."""
    acknowledged, unknown = [], []

    async def book(line, student, slot_id):
        try:
            answer = await line.command("slot:book", slot_id=slot_id, question="", key=f"key-{slot_id}")
            assert answer.get("ok"), answer
            acknowledged.append((world["students"][student], slot_id))
        except (asyncio.CancelledError, ConnectionError):
            unknown.append((student, slot_id))
        if len(acknowledged) == 1:
            kill()  # while the others are on their way

    async with aiohttp.ClientSession() as http:
        lines = [await Line.open(http, base, world["cookies"][student]) for student, _slot in slots]
        await asyncio.gather(*(book(line, *each) for line, each in zip(lines, slots, strict=True)))
    return acknowledged, unknown


async def try_again(base, world, unknown):
    async with aiohttp.ClientSession() as http:
        for student, slot_id in unknown:
            line = await Line.open(http, base, world["cookies"][student])
            answer = await line.command("slot:book", slot_id=slot_id, question="", key=f"key-{slot_id}")
            assert answer.get("ok"), answer
            await line.close()


def test_what_was_acknowledged_survives_a_power_cut(fragile):
    place, world = fragile
    ledger, unknown, cut = Ledger(place.url), [], 0
    for turn in range(5):
        slots = [(s, world["slots"][s % 10][s // 10]) for s in range(20 * turn, 20 * turn + 20)]
        with running(place) as server:
            asyncio.run(try_again(server.url, world, unknown))
            acknowledged, unknown = asyncio.run(
                book_until_the_lights_go_out(server.url, server.kill, world, slots)
            )
        assert set(acknowledged) <= set(ledger.booked())
        cut += len(unknown)
    with serving(place) as base:
        asyncio.run(try_again(base, world, unknown))
    assert cut, "no round was cut short, so nothing was shown"
    assert len(set(ledger.booked())) == len(ledger.booked()) == 100
