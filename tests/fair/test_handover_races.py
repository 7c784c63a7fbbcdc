"""Staff and student change one talk at the same moment: one change is made, or one after the other.

Each race is run a second time on a server without guards, where a change must get lost: that proves that the
race would have shown it.
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
from tests.server import a_place, serving

pytestmark = pytest.mark.race

ROUNDS = 8  # the most that a race without guards may take to lose a change
RACES = ("two colleagues", "given and called off", "given and moved")
NEVER = "a server without guards lost nothing"


class Course:
    """Servers on one database, with talks that wait to be changed."""

    def __init__(self, place, bases):
        self.bases, self.ledger = bases, Ledger(place.url)
        world = json.loads(place.run("tests.fair.rosters", ROUNDS * len(RACES)).splitlines()[-1])
        self.booth, self.staff, self.rounds = world["booth"], world["staff"], world["rounds"]

    def run(self, race, number):
        """One round; returns what each was told, and the talk as it is kept."""
        at = self.rounds[RACES.index(race) * ROUNDS + number]

        async def play():
            async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
                return await at_once(await self.jobs(http, race, at))

        return asyncio.run(play()), self.ledger.talk(at["talk"])

    async def jobs(self, http, race, at):
        """What the two do, half of it by form."""
        page, [_els, kim, ad] = f"/stands/{self.booth}", self.staff
        one = await Racer.ready(http, self.bases[0], kim["cookie"], page)
        if race == "given and moved":
            two = await Racer.ready(http, self.bases[-1], at["student"], page)
            wish = {"booking_id": at["talk"], "slot_id": at["free"], "key": "move"}
            return [partial(give, one, at["talk"], kim["id"]), partial(two.send, "booking:move", **wish)]
        two = await Racer.ready(http, self.bases[-1], ad["cookie"], page)
        if race == "two colleagues":
            return [
                partial(give, one, at["talk"], kim["id"]),
                partial(give_by_form, two, at["talk"], ad["id"]),
            ]
        return [partial(give_by_form, one, at["talk"], kim["id"]), partial(call_off, two, at["talk"])]


async def give(racer, talk, staff_id):
    return await racer.send("talk:hand-over", booking_id=talk, seen=0, staff_id=staff_id, key=f"give-{talk}")


async def give_by_form(racer, talk, staff_id):
    status, said = await racer.post(
        f"/gesprekken/{talk}/overdragen", seen=0, staff_id=staff_id, key=f"f-{talk}"
    )
    return (
        ""
        if status == 302
        else "refused"
        if status == 422 and 'class="errsum' in said
        else f"{BROKEN} {status}"
    )


async def call_off(racer, talk):
    wish = {"booking_id": talk, "seen": 0, "reason": "illness", "words": "", "key": f"off-{talk}"}
    return await racer.send("talk:call-off", **wish)


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


@pytest.mark.parametrize("race", RACES)
def test_every_change_that_was_told_is_kept(course, race):
    for number in range(ROUNDS):
        told, talk = course.run(race, number)
        assert not [words for words in told if words.startswith(BROKEN)]
        assert 1 <= told.count("") <= (2 if race == "given and moved" else 1)
        assert talk.sequence == told.count("")
        assert (talk.starts_at, talk.slot_state) == (talk.slot_starts_at, "open") or talk.state != "booked"
    assert course.ledger.doubles() == 0
    assert course.ledger.overlaps() == 0


@pytest.mark.parametrize("race", RACES)
def test_without_guards_a_change_is_lost(open_course, race):
    for number in range(ROUNDS):
        told, talk = open_course.run(race, number)
        if told.count("") > talk.sequence:
            return
    pytest.fail(NEVER)
