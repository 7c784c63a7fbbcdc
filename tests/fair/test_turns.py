"""Which free times can be offered to somebody, found in one look at everybody."""

from datetime import timedelta

import pytest

from app.db import db
from fair.actions import booking
from fair.models import CANCELLED_BY_EMPLOYER, Booking, Slot
from fair.models.waiting import LAPSED, LET_GO, OFFERED, SlotOffer, Standby, WaitlistEntry
from fair.queries import asker as asker_queries
from fair.queries import turns, waiting
from fair.rules.waiting import UNCLAIMED
from tests.factories import make_student, save

MINUTE = timedelta(minutes=1)


def wait(world, person_id, now, slot_id=None):
    """Somebody is on Daan's list, however that came about."""
    here = {"fair_id": world.fair, "booth_id": world.tech_booth, "slot_id": slot_id}
    return save(WaitlistEntry(**here, person_id=person_id, joined_at=now))


def stand_by(world, person_id, now):
    ready = {"sectors": [], "booth_ids": [], "until": now + timedelta(hours=5), "signed_up_at": now}
    return save(Standby(fair_id=world.fair, person_id=person_id, **ready))


def offer(world, slot_id, person_id, state, now):
    times = {"offered_at": now - 9 * MINUTE, "expires_at": now + MINUTE}
    closed = None if state == OFFERED else now
    where = {"booth_id": world.tech_booth, "slot_id": slot_id, "person_id": person_id}
    return save(SlotOffer(**where, kind="waiting", state=state, closed_at=closed, **times))


def book(slot_id, person_id, now):
    return booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def waited_for(now):
    """What is found, which is what asking about each time by itself finds."""
    db.session.expire_all()
    found = turns.waited_for(now)
    alone = [slot for slot in waiting.to_offer(now) if next(turns.candidates(slot, now, UNCLAIMED), None)]
    assert found == alone
    return [slot.id for slot in found]


def test_nobody_waits_so_nothing_is_waited_for(world, now):
    assert waited_for(now) == []


def test_who_waits_for_any_time_waits_for_all_that_she_can_have(world, now):
    wait(world, world.yara, now)
    assert waited_for(now) == world.daan_slots
    book(world.omar_slots[0], world.yara, now)
    assert waited_for(now) == world.daan_slots[1:]


def test_who_waits_for_one_time_waits_for_no_other(world, now):
    wait(world, world.yara, now, slot_id=world.daan_slots[1])
    assert waited_for(now) == [world.daan_slots[1]]


def test_whom_the_booth_does_not_talk_with_is_not_asked(world, now):
    db.session.get(Slot, world.daan_slots[0]).booth.levels = ["hbo"]
    db.session.commit()
    wait(world, world.yara, now)
    assert waited_for(now) == []
    wait(world, world.noor, now)
    assert waited_for(now) == world.daan_slots


def test_who_is_no_student_any_more_is_not_asked(world, now):
    wait(world, world.sanne, now)
    assert waited_for(now) == []


@pytest.mark.parametrize("state", [LET_GO, LAPSED])
def test_what_she_let_go_she_is_not_offered_again(world, now, state):
    wait(world, world.yara, now)
    offer(world, world.daan_slots[0], world.yara, state, now)
    assert waited_for(now) == world.daan_slots[1:]


def test_while_one_time_is_held_for_her_she_is_not_asked_for_another(world, now):
    wait(world, world.yara, now)
    stand_by(world, world.yara, now)
    offer(world, world.daan_slots[0], world.yara, OFFERED, now)
    assert waited_for(now) == []
    wait(world, world.milan, now)
    assert waited_for(now) == world.daan_slots[1:]


def test_the_time_that_the_employer_called_off_is_not_offered_to_the_same_student(world, now):
    talk = db.session.get(Booking, book(world.daan_slots[0], world.yara, now))
    talk.state = CANCELLED_BY_EMPLOYER
    db.session.commit()
    wait(world, world.yara, now)
    assert waited_for(now) == world.daan_slots[1:]


def test_who_stands_by_is_asked_for_what_begins_shortly(world, now):
    stand_by(world, world.yara, now)
    first = db.session.get(Slot, world.daan_slots[0]).starts_at
    here = {world.sanne_slots[0], world.omar_slots[0], world.daan_slots[0]}
    assert waited_for(first - 11 * MINUTE) == []
    assert set(waited_for(first - 10 * MINUTE)) == here
    offer(world, world.daan_slots[0], world.yara, LET_GO, now)
    assert set(waited_for(first - 10 * MINUTE)) == here - {world.daan_slots[0]}
    assert waited_for(first - MINUTE / 2) == []  # nobody can answer any more


def test_the_list_comes_before_who_stands_by_while_there_is_time_to_answer(world, now):
    wait(world, world.yara, now)
    stand_by(world, world.milan, now)
    slot = db.session.get(Slot, world.daan_slots[0])

    def asked(moment):
        return [each.person_id for each in turns.candidates(slot, moment, UNCLAIMED)]

    assert asked(slot.starts_at - 11 * MINUTE) == [world.yara]
    assert asked(slot.starts_at - 10 * MINUTE) == [world.yara, world.milan]
    assert asked(slot.starts_at - 5 * MINUTE) == [world.milan]


def test_no_more_days_are_read_than_it_takes_to_find_somebody(world, now, monkeypatch):
    monkeypatch.setattr(turns, "AT_ONCE", 2)
    line = [make_student(f"Robin{number}", world.programme_mbo3) for number in range(5)]
    for number, person_id in enumerate(line):
        wait(world, person_id, now + number * MINUTE)
    book(world.omar_slots[0], line[0], now)
    book(world.sanne_slots[0], line[1], now)
    read, askers = [], asker_queries.askers
    monkeypatch.setattr(
        asker_queries, "askers", lambda slot, who, now: read.append(who) or askers(slot, who, now)
    )
    slot = db.session.get(Slot, world.daan_slots[0])
    assert next(turns.candidates(slot, now, UNCLAIMED)).person_id == line[2]
    assert read == [line[:2], line[2:4]]
