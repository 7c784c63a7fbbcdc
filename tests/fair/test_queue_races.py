"""Staff call from one queue at the same moment: nobody is called twice, nobody is skipped, the order stays.

The race is run a second time on a server without guards, where somebody must be called twice: that proves
that the race would have shown it.
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

ROUNDS = 8  # the most that a race without guards may take to show a double


class Course:
    """Servers on one database with booths where people wait."""

    def __init__(self, place, bases):
        self.bases = bases
        self.engine = create_engine(place.url, poolclass=NullPool)
        self.queues = json.loads(place.run("tests.fair.queues", ROUNDS).splitlines()[-1])

    def call(self, number, staff):
        """So many staff of one booth call the next at once; returns what each was told."""
        queue = self.queues[number]
        desk = f"/balie/{queue['booth']}"

        async def play():
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                racers = [
                    await Racer.ready(http, self.bases[n % len(self.bases)], cookie, desk)
                    for n, cookie in enumerate(queue["cookies"][:staff])
                ]
                return await at_once(
                    [
                        partial(by_line if n % 2 else by_form, racer, queue["booth"])
                        for n, racer in enumerate(racers)
                    ]
                )

        return asyncio.run(play())

    def visits(self, number):
        """Of one booth: who was called by whom, and who still waits, in order."""
        rows = "SELECT person_id, state, staff_id FROM visit WHERE booth_id = :booth ORDER BY place"
        with self.engine.connect() as connection:
            found = connection.execute(text(rows), {"booth": self.queues[number]["booth"]}).all()
        called = [(person_id, staff_id) for person_id, state, staff_id in found if state == "called"]
        return called, [person_id for person_id, state, _staff in found if state == "waiting"]


async def by_line(racer, booth_id):
    return await racer.send("queue:call", booth_id=booth_id, key="")


async def by_form(racer, booth_id):
    status, _there = await racer.post(f"/balie/{booth_id}/rij", key="")
    return await racer.notices(f"/balie/{booth_id}") if status == 302 else f"{BROKEN} {status}"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real server: one process on SQLite, two with Redis between them on PostgreSQL."""
    with a_place(tmp_path_factory.mktemp("queues")) as place, ExitStack() as servers:
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        bases = [servers.enter_context(serving(place, **redis)) for _server in range(2 if redis else 1)]
        yield Course(place, bases)


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    """The same server with its guards off."""
    place_of = tmp_path_factory.mktemp("open-queues")
    with a_place(place_of) as place, serving(place, "-m tests.unguarded") as base:
        yield Course(place, [base])


@pytest.mark.parametrize(("number", "staff"), [(0, 2), (1, 10), (2, 10)])
def test_who_calls_at_once_gets_the_next_one_each(course, number, staff):
    told = course.call(number, staff)
    assert told == [""] * staff
    called, waiting = course.visits(number)
    students = course.queues[number]["students"]
    assert [person_id for person_id, _staff in called] == students[:staff]
    assert sorted(staff_id for _person, staff_id in called) == sorted(course.queues[number]["staff"][:staff])
    assert waiting == students[staff:]


def test_without_guards_somebody_is_called_twice(open_course):
    for number in range(ROUNDS):
        told = open_course.call(number, 10)
        called, _waiting = open_course.visits(number)
        if told.count("") > len(called):
            return
    pytest.fail("a server without guards called nobody twice")
