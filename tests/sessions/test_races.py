"""Many sign up at once, by form and over the line: nobody gets a seat that is taken or not there.

Each race is run a second time on a server without guards, where it must go wrong: that proves that the
race would have shown it.
"""

import asyncio
import json
import os
from contextlib import ExitStack
from functools import partial

import pytest

from tests.fair.test_races import ROUNDS, Course, done
from tests.racers import BROKEN, Racer, at_once
from tests.server import a_place, serving

pytestmark = pytest.mark.race

NEVER = "a server without guards showed nothing wrong"
VOTED = "SELECT person_id, choice FROM session_vote WHERE poll_id = "
SEATED = "SELECT person_id, seat FROM registration WHERE seat IS NOT NULL AND session_id = "


class SessionCourse(Course):
    """Servers on one database with sessions of two seats."""

    sessions: list[int]
    voting: int
    polls: list[int]

    def seated(self, session_id):
        """Who has which seat."""
        return [tuple(row) for row in self.ledger._ask(SEATED + str(session_id))]

    def votes(self, poll_id):
        """Who voted what."""
        return [tuple(row) for row in self.ledger._ask(VOTED + str(poll_id))]

    async def visitors(self, students, session_id):
        """A browser for each of these students with the page of a session open."""
        return [
            await Racer.ready(
                self.http,
                self.bases[n % len(self.bases)],
                self.world["cookies"][student],
                f"/sessies/{session_id}",
            )
            for n, student in enumerate(students)
        ]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("sessions")) as place, ExitStack() as servers:
        world = place.fill(booths=1, slots=1, students=60)
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        bases = [servers.enter_context(serving(place, **redis)) for _server in range(2 if redis else 1)]
        yield with_sessions(place, world, bases)


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("open-sessions")) as place:
        world = place.fill(booths=1, slots=1, students=60)
        with serving(place, "-m tests.unguarded") as base:
            yield with_sessions(place, world, [base])


def with_sessions(place, world, bases):
    made = SessionCourse(place, world, bases)
    made.sessions = json.loads(place.run("tests.sessions.fill", 2 * ROUNDS, 2).splitlines()[-1])
    voter = world["students"][0]
    made.voting, made.polls = json.loads(place.run("tests.sessions.polls", ROUNDS, voter).splitlines()[-1])
    return made


async def by_form(racer, session_id, verb, key):
    """Send the form; returns what the page then says that it refused, or nothing."""
    status, _there = await racer.post(f"/sessies/{session_id}/{verb}", key=key)
    if status != 302:
        return f"{BROKEN} {status}"
    return await racer.notices(f"/sessies/{session_id}")


def signing_up(racers, session_id):
    """Half by form and half over the line."""
    return [
        partial(racer.send, "session:sign-up", session_id=session_id, key=f"k{session_id}-{n}")
        if n % 2
        else partial(by_form, racer, session_id, "aanmelden", f"k{session_id}-{n}")
        for n, racer in enumerate(racers)
    ]


async def forty_for_two_seats(course, number):
    session_id = course.sessions[number]
    racers = await course.visitors(range(40), session_id)
    return await at_once(signing_up(racers, session_id)), session_id


def test_of_forty_two_get_the_two_seats(course):
    told, session_id = course.run(forty_for_two_seats, 0)
    assert done(told) == 2
    winners = {course.world["students"][n] for n, words in enumerate(told) if not words}
    assert {person for person, _seat in course.seated(session_id)} == winners
    assert sorted(seat for _person, seat in course.seated(session_id)) == [1, 2]
    assert not [words for words in told if words.startswith(BROKEN)]
    assert all("net voor" in words for words in told if words)


def test_without_guards_more_than_two_get_them(open_course):
    for number in range(ROUNDS):
        _told, session_id = open_course.run(forty_for_two_seats, number)
        if len(open_course.seated(session_id)) > 2:
            return
    pytest.fail(NEVER)


async def sign_off_against_wait(course, number):
    """Two come; one signs off while others get on the waiting list, one after another."""
    session_id = course.sessions[number]
    first, second, *others = await course.visitors(range(8), session_id)
    for job in signing_up([first, second], session_id):
        assert not await job()

    async def wait_in_turn(racer, turn):
        await asyncio.sleep(0.008 * turn)
        return await racer.send("session:wait", session_id=session_id, key=f"w{session_id}-{turn}")

    leave = partial(first.send, "session:sign-off", session_id=session_id, key=f"off{session_id}")
    waiting = [partial(wait_in_turn, racer, turn) for turn, racer in enumerate(others)]
    return await at_once([leave, *waiting]), session_id


def waits_for_what_is_free(course, told, session_id):
    """Whether somebody got on the list while a seat is given to nobody and held for nobody."""
    return done(told[1:]) > 0 and len(course.seated(session_id)) < 2


def test_a_seat_that_falls_free_is_for_who_waits(course):
    for number in (1, 2, 3, 4):
        told, session_id = course.run(sign_off_against_wait, number)
        assert told[0] == ""
        assert not waits_for_what_is_free(course, told, session_id)


def test_without_guards_somebody_waits_for_what_is_free(open_course):
    for number in range(ROUNDS, 2 * ROUNDS):
        told, session_id = open_course.run(sign_off_against_wait, number)
        if waits_for_what_is_free(open_course, told, session_id):
            return
    pytest.fail(NEVER)


async def one_person_votes_eight_times(course, number):
    """The same person in eight windows, half by form and half over the line."""
    poll_id = course.polls[number]
    racers = await course.visitors([0] * 8, course.voting)

    async def vote_by_form(racer, choice):
        status, _there = await racer.post(f"/sessies/peilingen/{poll_id}/vote", choice=choice)
        return "" if status == 302 else f"{BROKEN} {status}"

    jobs = [
        partial(racer.send, "poll:vote", poll_id=poll_id, choice=n // 2 % 2)
        if n % 2
        else partial(vote_by_form, racer, n // 2 % 2)
        for n, racer in enumerate(racers)
    ]
    return await at_once(jobs), poll_id


def test_one_person_has_one_vote(course):
    told, poll_id = course.run(one_person_votes_eight_times, 0)
    assert told == [""] * 8
    [(person, _choice)] = course.votes(poll_id)
    assert person == course.world["students"][0]


def test_without_guards_one_person_votes_twice(open_course):
    for number in range(ROUNDS):
        _told, poll_id = open_course.run(one_person_votes_eight_times, number)
        if len(open_course.votes(poll_id)) > 1:
            return
    pytest.fail(NEVER)
