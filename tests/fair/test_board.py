"""The organiser's board: each stall in numbers, what needs attention, filters, and few queries."""

from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from fair.actions.booking import book_slot
from fair.actions.queue import begin_talk, call_next, join_queue
from fair.actions.stall import pause_stall
from fair.live import organiser as live_organiser
from fair.live import queue as live_queue
from fair.models import NO_SHOW, Booking, Fair
from fair.models.queue import Visit
from fair.models.waiting import STANDBY, TAKEN, SlotOffer
from fair.queries import square
from fair.rules.board import Idle, Queue
from tests.factories import make_booth, make_member, make_organisation, make_slots

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def changed(monkeypatch):
    """Which fairs would be drawn within a second."""
    fairs: list[int] = []
    monkeypatch.setattr(live_organiser.changed, "add", fairs.append)
    monkeypatch.setattr(live_queue.crowds, "add", lambda number: None)
    return fairs


@pytest.fixture
def noon(now, monkeypatch):
    """12.20 in Leiden: everybody is on the roster, the first time is over."""
    at = now + 38 * MINUTE
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def stalls(world, at):
    today = square.today(db.session.get(Fair, world.fair, populate_existing=True), at)
    return today, {stall.booth.id: stall for stall in today.stalls}


def test_who_is_there_who_waits_and_who_needs_somebody(world, noon):
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon - 21 * MINUTE)
    join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon - 5 * MINUTE)
    pause_stall(booth_id=world.tech_booth, reason="break", until=None, person_id=world.daan, now=noon)
    today, found = stalls(world, noon)
    care, tech = found[world.care_booth], found[world.tech_booth]
    assert (care.staffed, care.paused, care.queue) == (True, False, Queue(2, 21))
    assert care.needs == ("queue", "empty")
    assert (tech.staffed, tech.paused, tech.needs) == (True, True, ("paused",))
    assert (today.open, today.waiting) == (1, Queue(2, 21))
    assert [each.booth.id for each in today.longest_queues] == [world.care_booth]
    assert [each.booth.id for each in today.emptiest] == [world.care_booth, world.tech_booth]
    today, found = stalls(world, noon + timedelta(hours=2))
    assert (today.open, found[world.care_booth].needs[0]) == (0, "no_staff")
    today, found = stalls(world, noon + timedelta(days=1))
    assert (today.open, found[world.care_booth].needs) == (0, ())


def test_empty_minutes_and_those_that_were_filled(world, noon):
    book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=noon - 30 * MINUTE)
    missed = book_slot(
        slot_id=world.omar_slots[0], person_id=world.milan, question="", now=noon - 30 * MINUTE
    )
    with transaction() as work:
        work.get(Booking, missed).state = NO_SHOW
    today, found = stalls(world, noon)
    assert found[world.care_booth].idle == Idle(15 + 5 + 5)
    assert found[world.tech_booth].idle == Idle(20)
    assert today.idle == Idle(45)
    with transaction() as work:
        work.add(
            SlotOffer(
                booth_id=world.care_booth,
                slot_id=world.sanne_slots[0],
                person_id=world.yara,
                kind=STANDBY,
                state=TAKEN,
                offered_at=noon - 30 * MINUTE,
                expires_at=noon - 29 * MINUTE,
            )
        )
    assert stalls(world, noon)[1][world.care_booth].idle == Idle(25, 15)


def test_a_walk_in_fills_minutes(world, noon):
    join_queue(booth_id=world.tech_booth, person_id=world.milan, now=noon)
    call_next(booth_id=world.tech_booth, short=False, person_id=world.daan, now=noon)
    visit = db.session.query(Visit).one()
    begin_talk(visit_id=visit.id, person_id=world.daan, now=noon)
    assert stalls(world, noon + 6 * MINUTE)[1][world.tech_booth].idle == Idle(20, 6)


def test_filters_are_plain_and_narrow(world, visit, noon):
    bram = visit(world.bram)
    page = bram.get("/organisatie").text
    assert 'id="board">' in page
    page = bram.get("/organisatie?sector=zorg&aandacht=empty").text
    assert 'id="board" data-only="zorg" data-need="empty"' in page
    assert 'selected value="zorg"' in page
    assert 'data-needs="empty"' in page
    assert 'id="board">' in bram.get("/organisatie?sector=x&aandacht=y").text
    assert "Yara" not in page


@pytest.mark.parametrize("many", [3, 30])
def test_the_board_asks_as_little_for_many_booths(visit, world, noon, count_queries, many):
    for number in range(many):
        host = make_organisation(f"Extra {number}")
        booth = make_booth(world.fair, host)
        make_slots(booth, make_member("Els", "staff", organisation_id=host), noon, 2)
    fair = db.session.get(Fair, world.fair)
    assert count_queries(lambda: square.today(fair, noon)) == 8  # one for what is free, as students see it
    bram = visit(world.bram)
    bram.get("/organisatie")
    assert count_queries(lambda: bram.get("/organisatie")) <= 12


def test_queues_and_walk_ins_reach_the_board_live(world, visit, noon, changed):
    bram = visit(world.bram)
    bram.open_line(f"organiser:{world.fair}")
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    assert changed == [world.fair]
    pause_stall(booth_id=world.tech_booth, reason="break", until=None, person_id=world.daan, now=noon)
    assert changed == [world.fair] * 2
    live_organiser.draw({world.fair})
    seen = {each.split('id="')[1].split('"')[0]: each for each in bram.patches()}
    assert {"today", "square-now", "lists", "help-calls"} <= set(seen)
    assert "rij 1" in seen["square-now"]
    assert "Milan" not in "".join(seen.values())
