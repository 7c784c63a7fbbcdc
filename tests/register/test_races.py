"""Many yeses at the same moment, by form and over the line: one is kept, the others read why.

Each race is run a second time on a server without guards, where too many yeses must appear: that proves
that the race would have shown them.
"""

import asyncio
import json
import os
from contextlib import ExitStack
from functools import partial

import aiohttp
import pytest

from tests.ledger import Ledger
from tests.racers import BROKEN, Racer, at_once
from tests.register.proposals import PLACES, STUDENTS
from tests.server import a_place, serving

pytestmark = pytest.mark.race

ROUNDS = 8  # the most that a race without guards may take to show too many


class Course:
    """Servers on one database in which proposals wait for an answer."""

    def __init__(self, place, bases):
        self.bases, self.ledger = bases, Ledger(place.url)
        self.rounds = json.loads(place.run("tests.register.proposals", ROUNDS).splitlines()[-1])

    def run(self, kind, number):
        """All who are asked in this round say yes at once; returns what each was told."""

        async def play():
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                asked = self.rounds[kind][number]
                racers = [
                    await Racer.ready(
                        http, self.bases[n % len(self.bases)], cookie, f"/plaatsingen/{placement}"
                    )
                    for n, (placement, cookie) in enumerate(asked)
                ]
                return await at_once(
                    [
                        partial(by_line if n % 2 else by_form, racer, placement)
                        for n, (racer, (placement, _cookie)) in enumerate(zip(racers, asked, strict=True))
                    ]
                )

        return asyncio.run(play())

    def kept(self, kind, number):
        """How many of the yeses of this round the database kept."""
        return self.ledger.live_placements([placement for placement, _cookie in self.rounds[kind][number]])


def yes(placement):
    return {"placement_id": placement, "version": 1, "answer": "yes", "key": f"yes-{placement}"}


async def by_line(racer, placement):
    return await racer.send("placement:answer", **yes(placement))


async def by_form(racer, placement):
    status, _where = await racer.post(f"/plaatsingen/{placement}/antwoord", **yes(placement))
    return await racer.notices(f"/plaatsingen/{placement}") if status == 302 else f"{BROKEN} {status}"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real server: one process on SQLite, two with Redis between them on PostgreSQL."""
    with a_place(tmp_path_factory.mktemp("course")) as place, ExitStack() as servers:
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        number = 2 if redis else 1
        yield Course(place, [servers.enter_context(serving(place, **redis)) for _server in range(number)])


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    """The same server with its guards off."""
    with a_place(tmp_path_factory.mktemp("open")) as place, serving(place, "-m tests.unguarded") as base:
        yield Course(place, [base])


def test_the_last_seat_goes_to_one(course):
    for number in range(ROUNDS):
        told = course.run("seat", number)
        assert sorted(told) == ["", *["Er is geen plek meer vrij bij deze stageplek."] * (STUDENTS - 1)]
        assert course.kept("seat", number) == 1


def test_without_guards_the_last_seat_goes_to_many(open_course):
    for number in range(ROUNDS):
        if open_course.run("seat", number).count("") > 1 and open_course.kept("seat", number) > 1:
            return
    pytest.fail("a server without guards gave the seat once")


def test_of_three_yeses_of_one_student_one_is_kept(course):
    for number in range(ROUNDS):
        told = course.run("time", number)
        assert sorted(told) == ["", *["Je hebt in die tijd al een stage."] * (PLACES - 1)]
        assert course.kept("time", number) == 1


def test_without_guards_one_student_has_two_internships(open_course):
    for number in range(ROUNDS):
        if open_course.run("time", number).count("") > 1 and open_course.kept("time", number) > 1:
            return
    pytest.fail("a server without guards kept one yes")
