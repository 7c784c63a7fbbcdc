"""Races for times that are held: taken by one, never twice, and nobody holds two at once.

By form and over the line, on real servers; each race is run a second time on a server without guards,
where it must go wrong: that proves that the race would have shown it.
"""

import asyncio
import os
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text

from tests.fair.test_races import ROUNDS, Course, by_turns, done
from tests.racers import at_once
from tests.server import a_place, serving

pytestmark = pytest.mark.race

NEVER = "a server without guards showed nothing wrong"
HELD = "SELECT id, person_id, slot_id FROM slot_offer WHERE state = 'offered'"
WAITING = "SELECT person_id, booth_id FROM waitlist_entry"
EXPIRE = "UPDATE slot_offer SET expires_at = :at WHERE id = :id"


class WaitingCourse(Course):
    """A course with what waits and what is held."""

    def held(self, slot_id=None):
        """The live offers, of one slot if asked: id, person and slot."""
        rows = [tuple(row) for row in self.ledger._ask(HELD)]
        return [row for row in rows if slot_id in (None, row[2])]

    def waiting(self, booth):
        """Who waits at a booth."""
        return [p for p, b in self.ledger._ask(WAITING) if b == self.world["booths"][booth]]

    def expire(self, offer_id, at):
        """Let an offer end at a moment."""
        moment = at if "postgresql" in str(self.ledger.engine.url) else at.strftime("%Y-%m-%d %H:%M:%S.%f")
        with self.ledger.engine.begin() as connection:
            connection.execute(text(EXPIRE), {"at": moment, "id": offer_id})

    def both(self):
        """Slots that are booked and held at once."""
        booked = {slot for _person, slot in self.ledger.booked()}
        return [row for row in self.held() if row[2] in booked]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("waiting")) as place, ExitStack() as servers:
        world = place.fill(booths=4, slots=24, students=150)
        redis = {"REDIS_URL": os.environ["TEST_REDIS_URL"]} if "postgresql" in place.url else {}
        number = 2 if redis else 1
        bases = [servers.enter_context(serving(place, **redis)) for _server in range(number)]
        yield WaitingCourse(place, world, bases)


@pytest.fixture(scope="module")
def open_course(tmp_path_factory):
    with a_place(tmp_path_factory.mktemp("open-waiting")) as place:
        world = place.fill(booths=4, slots=24, students=150)
        with serving(place, "-m tests.unguarded") as base:
            yield WaitingCourse(place, world, [base])


async def wait_for(racer, booth_id, slot_id):
    """Get on the list of a booth for one slot."""
    return await racer.send("waiting:join", booth_id=booth_id, slot_id=slot_id, key=f"join-{slot_id}")


async def cancel(course, racer, student, slot_id):
    """Call off the talk in a slot."""
    [(number, _slot)] = course.ledger.bookings_of(course.world["students"][student], slot_id)
    return await racer.send("booking:cancel", booking_id=number, key=f"off-{number}")


async def take_by_form(racer, offer_id, key):
    """Take what is held with the form of the page; returns the refusal, or nothing."""
    _status, there = await racer.post(f"/aangeboden/{offer_id}/nemen", key=key)
    return "" if "tijd=" in there else "refused"


async def hold(course, booth, number, holder, waiter):
    """One student has a slot, another waits for it; it is called off, and held for the other."""
    slot_id, booth_id = course.slot(booth, number), course.world["booths"][booth]
    first, second = await course.racers([holder, waiter], booth)
    assert not await first.book(slot_id, f"first-{slot_id}")
    assert not await wait_for(second, booth_id, slot_id)
    assert not await cancel(course, first, holder, slot_id)
    [(offer_id, _person, _slot)] = course.held(slot_id)
    return slot_id, offer_id, second


async def take_against_book(course, number):
    slot_id, offer_id, second = await hold(course, 0, number, 40 + number, 60 + number)
    others = await course.racers(range(16))
    take = partial(second.send, "offer:accept", offer_id=offer_id, key=f"take-{offer_id}")
    told = await at_once([*by_turns(others[:8], [slot_id] * 8), take, *by_turns(others[8:], [slot_id] * 8)])
    return told, slot_id, 60 + number


def test_what_is_held_is_booked_by_whom_it_is_held_for(course):
    told, slot_id, student = course.run(take_against_book, 0)
    assert done(told) == 1
    assert course.holders(slot_id) == [course.world["students"][student]]
    assert course.both() == []
    course.assert_in_order(told)


def test_without_guards_others_book_what_is_held(open_course):
    for number in range(ROUNDS):
        told, slot_id, _student = open_course.run(take_against_book, number)
        if done(told) > 1 and len(open_course.holders(slot_id)) > 1:
            return
    pytest.fail(NEVER)


async def take_twice(course, number):
    slot_id, offer_id, second = await hold(course, 1, number, 40 + number, 60 + number)
    again = await course.racers([60 + number] * 6, 1)
    jobs = [
        partial(racer.send, "offer:accept", offer_id=offer_id, key=f"twice-{offer_id}-{n}")
        if n % 2
        else partial(take_by_form, racer, offer_id, f"twice-{offer_id}-{n}")
        for n, racer in enumerate([second, *again])
    ]
    return await at_once(jobs), slot_id


def test_what_is_taken_on_two_devices_is_one_talk(course):
    told, slot_id = course.run(take_twice, 1)
    assert done(told) == 1
    assert len(course.holders(slot_id)) == 1
    course.assert_in_order(told)


def test_without_guards_it_is_taken_twice(open_course):
    for number in range(8, 8 + ROUNDS):
        _told, slot_id = open_course.run(take_twice, number)
        if len(open_course.holders(slot_id)) > 1:
            return
    pytest.fail(NEVER)


async def take_against_lapse(course, number):
    """The time to answer ends while she answers and others try, each of whom lets it lapse by trying."""
    slot_id, offer_id, second = await hold(course, 2, number, 40 + number, 60 + number)
    others = await course.racers(range(20, 32), 2)
    end = datetime.now().astimezone() + timedelta(seconds=0.4)
    course.expire(offer_id, end)

    async def at_the_end(job, turn):
        left = (end - datetime.now().astimezone()).total_seconds()
        await asyncio.sleep(max(0, left + turn * 0.004 - 0.02))
        return await job()

    take = partial(second.send, "offer:accept", offer_id=offer_id, key=f"take-{offer_id}")
    jobs = [take, *by_turns(others, [slot_id] * 12)]
    told = await at_once([partial(at_the_end, job, turn) for turn, job in enumerate(jobs)])
    return told, slot_id


def test_at_the_end_of_her_time_one_gets_it(course):
    for number in (2, 3, 4):
        told, slot_id = course.run(take_against_lapse, number)
        assert done(told) == 1
        assert len(course.holders(slot_id)) == 1
        assert course.held(slot_id) == []
        course.assert_in_order(told)


def test_without_guards_two_get_it_at_the_end(open_course):
    for number in range(16, 16 + ROUNDS):
        _told, slot_id = open_course.run(take_against_lapse, number)
        if len(open_course.holders(slot_id)) > 1:
            return
    pytest.fail(NEVER)


async def cancel_against_join(course, number):
    slot_id, booth_id = course.slot(3, number), course.world["booths"][3]
    holder = 40 + number
    first, *others = await course.racers([holder, *range(80 + 4 * number, 84 + 4 * number)], 3)
    assert not await first.book(slot_id, f"first-{slot_id}")

    async def join_in_turn(racer, turn):
        await asyncio.sleep(0.006 * (1 + number % 5) * turn)  # nobody knows how long calling off takes here
        return await wait_for(racer, booth_id, slot_id)

    joining = [partial(join_in_turn, racer, turn) for turn, racer in enumerate(others)]
    return await at_once([partial(cancel, course, first, holder, slot_id), *joining]), slot_id


def waits_for_what_is_free(course, slot_id, told):
    """Whether somebody is on the list while the slot is neither booked nor held."""
    joined = done(told[1:])
    return joined > 0 and not course.held(slot_id) and not course.holders(slot_id)


def test_nobody_waits_for_what_has_just_become_free(course):
    for number in range(6):
        told, slot_id = course.run(cancel_against_join, number)
        assert not waits_for_what_is_free(course, slot_id, told)
        course.assert_in_order(told)


def test_without_guards_somebody_waits_for_what_is_free(open_course):
    for number in range(16):
        told, slot_id = open_course.run(cancel_against_join, number)
        if waits_for_what_is_free(open_course, slot_id, told):
            return
    pytest.fail(NEVER)


async def two_fall_free(course, number):
    """One student waits at two booths, where talks at different times are called off at one moment."""
    slots = [course.slot(0, number), course.slot(1, number + 3)]
    holders, waiter = [110 + number, 120 + number], 130 + number
    racers = await course.racers(holders)
    [hopeful] = await course.racers([waiter])
    for booth, (racer, slot_id) in enumerate(zip(racers, slots, strict=True)):
        assert not await racer.book(slot_id, f"first-{slot_id}")
        assert not await wait_for(hopeful, course.world["booths"][booth], slot_id)
    jobs = [
        partial(cancel, course, racer, student, slot_id)
        for racer, student, slot_id in zip(racers, holders, slots, strict=True)
    ]
    return await at_once(jobs), course.world["students"][waiter]


def held_for(course, person_id):
    return [row for row in course.held() if row[1] == person_id]


def test_nobody_holds_two_at_once(course):
    for number in (10, 11, 12):
        told, person_id = course.run(two_fall_free, number)
        assert told == ["", ""]
        assert len(held_for(course, person_id)) == 1


def test_without_guards_somebody_holds_two(open_course):
    for number in range(10, 18):
        _told, person_id = open_course.run(two_fall_free, number)
        if len(held_for(open_course, person_id)) > 1:
            return
    pytest.fail(NEVER)
