"""At one moment: organisers answer the same call, and a booth closes while students come in.

One organiser answers; nobody is left with a talk to come or a place in line at a booth that is closed. Each
race is run a second time on a server without guards, where it must go wrong.
"""

import asyncio
import json
import os
from contextlib import ExitStack
from functools import partial

import aiohttp
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from tests.racers import BROKEN, Racer, at_once
from tests.server import a_place, serving

pytestmark = pytest.mark.race

ROUNDS = 8  # the most that a race without guards may take to go wrong
NEVER = "a server without guards did nothing wrong"
LEFT = {
    "talks": "SELECT count(*) FROM booking WHERE booth_id = :booth AND state = 'booked'",
    "line": "SELECT count(*) FROM visit WHERE booth_id = :booth AND state IN ('waiting', 'called')",
}
CLOSED = "SELECT count(*) FROM booth WHERE id = :booth AND closed_at IS NOT NULL"


class Course:
    """Servers on one database with booths that ask for help and can be closed."""

    def __init__(self, place, bases):
        self.bases = bases
        self.engine = create_engine(place.url, poolclass=NullPool)
        self.world = json.loads(place.run("tests.fair.boards", ROUNDS).splitlines()[-1])

    def play(self, scene, number):
        """Play a scene at one booth; returns what each was told."""

        async def play():
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                return await at_once(await scene(self, http, self.world["stalls"][number]))

        return asyncio.run(play())

    async def racers(self, http, cookies, page):
        """A browser for each of these people, spread over the servers."""
        return [
            await Racer.ready(http, self.bases[n % len(self.bases)], cookie, page)
            for n, cookie in enumerate(cookies)
        ]

    def count(self, question, number):
        """A number about a booth."""
        with self.engine.connect() as connection:
            return connection.execute(
                text(question), {"booth": self.world["stalls"][number]["booth"]}
            ).scalar()


async def answer_by_form(racer, call):
    status, _there = await racer.post("/organisatie/hulp/antwoord", call_id=call, key="")
    return await racer.notices("/organisatie") if status == 302 else f"{BROKEN} {status}"


async def answer_by_line(racer, call):
    return await racer.send("help:answer", call_id=call, key="")


async def close(racer, booth):
    return await racer.send("booth:close", booth_id=booth, reason="nobody", words="", key="")


async def all_answer(course, http, stall):
    racers = await course.racers(http, course.world["organisers"], "/organisatie")
    return [
        partial(answer_by_line if n % 2 else answer_by_form, racer, stall["call"])
        for n, racer in enumerate(racers)
    ]


async def close_while_students_come(course, http, stall):
    """Half of the students book, half of them queue; the organiser is in the middle."""
    booth = stall["booth"]
    racers = await course.racers(http, stall["students"], f"/stands/{booth}")
    jobs = [
        partial(racer.book, slot_id, "")
        if n % 2
        else partial(racer.send, "queue:join", booth_id=booth, key="")
        for n, (racer, slot_id) in enumerate(zip(racers, stall["times"], strict=True))
    ]
    [organiser] = await course.racers(http, course.world["organisers"][:1], "/organisatie")
    middle = len(jobs) // 2
    return [*jobs[:middle], partial(close, organiser, booth), *jobs[middle:]]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real server: one process on SQLite, two with Redis between them on PostgreSQL."""
    with a_place(tmp_path_factory.mktemp("boards")) as place, ExitStack() as servers:
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        bases = [servers.enter_context(serving(place, **redis)) for _server in range(2 if redis else 1)]
        yield Course(place, bases)


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    """The same server with its guards off."""
    with (
        a_place(tmp_path_factory.mktemp("open-boards")) as place,
        serving(place, "-m tests.unguarded") as base,
    ):
        yield Course(place, [base])


@pytest.mark.parametrize("number", range(2))
def test_of_all_organisers_one_answers_a_call(course, number):
    told = course.play(all_answer, number)
    assert told.count("") == 1
    assert not [words for words in told if words.startswith(BROKEN)]


def test_without_guards_two_organisers_answer_a_call(open_course):
    assert any(open_course.play(all_answer, n).count("") > 1 for n in range(ROUNDS)), NEVER


@pytest.mark.parametrize("number", range(3))
def test_nobody_is_left_at_a_booth_that_closes(course, number):
    told = course.play(close_while_students_come, number)
    assert told[len(told) // 2] == ""
    assert not [words for words in told if words.startswith(BROKEN)]
    assert course.count(CLOSED, number) == 1
    assert {what: course.count(question, number) for what, question in LEFT.items()} == {
        "talks": 0,
        "line": 0,
    }


@pytest.mark.parametrize("what", LEFT)
def test_without_guards_somebody_is_left(open_course, what):
    first = list(LEFT).index(what) * ROUNDS // 2
    for number in range(first, first + ROUNDS // 2):
        open_course.play(close_while_students_come, number)
        if open_course.count(CLOSED, number) and open_course.count(LEFT[what], number):
            return
    pytest.fail(NEVER)
