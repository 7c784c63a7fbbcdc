"""The queue of a booth as students and staff meet it: with real rows, by form and over the line."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import queue as actions
from fair.actions.booking import book_slot
from fair.actions.roster import remove_shift
from fair.actions.talk import mark_attendance, record_outcome
from fair.facts import RosterChanged
from fair.live import queue as live_queue
from fair.live.queue import show_serving, tell_crowds
from fair.models import (
    ATTENDED,
    CLOSED,
    DECLINED,
    DRAFT,
    FREE,
    WALK_IN,
    WITHDRAWN,
    Booking,
    Booth,
    Fair,
    Slot,
)
from fair.models.queue import CALLED, LEFT, MISSED, TALKED, WAITING, Visit
from fair.queries import queue as queries
from fair.queries import square
from tests.factories import make_booth, make_fair, make_organisation, make_student, save

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Those who wait are told by hand."""
    monkeypatch.setattr(live_queue.crowds, "add", lambda number: None)


@pytest.fixture
def noon(now, monkeypatch):
    """12.05 in Leiden: Sanne, Omar and Daan are on the roster until 13.00 and have no talks."""
    at = now + timedelta(minutes=23)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def join(world, person_id, now, booth_id=None):
    return actions.join_queue(booth_id=booth_id or world.care_booth, person_id=person_id, now=now)


def call(world, now, staff_id=None, short=False):
    staff_id = staff_id or world.sanne
    return actions.call_next(booth_id=world.care_booth, short=short, person_id=staff_id, now=now)


def begin(world, visit_id, now):
    return actions.begin_talk(visit_id=visit_id, person_id=world.sanne, now=now)


def miss(world, visit_id, now):
    actions.miss_turn(visit_id=visit_id, person_id=world.sanne, now=now)


def row(visit_id) -> Visit:
    return db.session.get(Visit, visit_id, populate_existing=True)


def order(booth_id):
    """Who waits at a booth, in order."""
    found = select(Visit.person_id).where(Visit.booth_id == booth_id, Visit.state == WAITING)
    return list(db.session.scalars(found.order_by(Visit.place)))


def change(kind, number, **fields):
    with transaction() as work:
        changed = work.get(kind, number)
        for name, value in fields.items():
            setattr(changed, name, value)


# ---- in the queue ----


def test_students_stand_in_the_order_in_which_they_came(world, noon):
    for person_id in (world.milan, world.yara, world.noor):
        join(world, person_id, noon)
    assert order(world.care_booth) == [world.milan, world.yara, world.noor]


def test_a_place_cannot_be_had_twice(world, noon):
    join(world, world.yara, noon)
    with pytest.raises(Refused, match="al in deze rij"):
        join(world, world.yara, noon)
    row = Visit(booth_id=world.care_booth, person_id=world.yara, place=9, joined_at=noon)
    with pytest.raises(IntegrityError, match=r"one_live_visit|visit\.booth_id"), transaction() as work:
        work.add(row)


def test_in_two_queues_but_not_in_three(world, noon):
    third = make_booth(world.fair, make_organisation("Bollenkade"))
    join(world, world.yara, noon)
    visit_id = join(world, world.yara, noon, world.tech_booth)
    with pytest.raises(Refused, match="al in 2 rijen"):
        join(world, world.yara, noon, third)
    actions.leave_queue(visit_id=visit_id, person_id=world.yara, now=noon)
    join(world, world.yara, noon, third)


def test_who_has_a_talk_here_need_not_queue(world, noon):
    book_slot(slot_id=world.sanne_slots[2], person_id=world.yara, question="", now=noon)
    with pytest.raises(Refused, match=r"om 12\.30 uur al een gesprek"):
        join(world, world.yara, noon)


def test_staff_do_not_queue(world, noon):
    with pytest.raises(Refused, match="Alleen studenten"):
        join(world, world.daan, noon)


@pytest.mark.parametrize(
    ("kind", "which", "fields"),
    [(Booth, "care_booth", {"state": DECLINED}), (Fair, "fair", {"state": DRAFT})],
)
def test_there_is_no_queue_at_a_booth_that_is_not_there(world, noon, kind, which, fields):
    change(kind, getattr(world, which), **fields)
    with pytest.raises(NotFound):
        join(world, world.yara, noon)


def test_before_the_fair_there_is_no_queue(world, visit, now):
    change(Fair, world.fair, starts_at=now + MINUTE)
    with pytest.raises(Refused, match="als de beurs begint"):
        join(world, world.yara, now)
    assert "Sluit aan" not in visit(world.yara).get(f"/stands/{world.care_booth}").text


def test_leaving_is_for_oneself_and_once(world, noon):
    visit_id = join(world, world.yara, noon)
    with pytest.raises(NotFound):
        actions.leave_queue(visit_id=visit_id, person_id=world.milan, now=noon)
    actions.leave_queue(visit_id=visit_id, person_id=world.yara, now=noon)
    assert (row(visit_id).state, row(visit_id).ended_at) == (LEFT, noon)
    with pytest.raises(Refused, match="niet meer in deze rij"):
        actions.leave_queue(visit_id=visit_id, person_id=world.yara, now=noon)


# ---- being called ----


def test_the_first_is_called_and_has_three_minutes(world, noon):
    first, second = join(world, world.milan, noon), join(world, world.yara, noon)
    assert call(world, noon) == first
    assert (row(first).state, row(first).staff_id) == (CALLED, world.sanne)
    assert row(first).come_by == noon + 3 * MINUTE
    assert call(world, noon, world.omar) == second


def test_one_at_a_time_for_a_member_of_staff(world, noon):
    join(world, world.milan, noon)
    other = join(world, world.yara, noon)
    call(world, noon)
    with pytest.raises(Refused, match="U hebt Milan geroepen"):
        call(world, noon)
    called = {"state": CALLED, "staff_id": world.sanne, "come_by": noon}
    with pytest.raises(IntegrityError, match=r"one_call_per_staff|visit\.staff_id"):
        change(Visit, other, **called)


def test_the_database_calls_nobody_twice(world, noon):
    visit_id = join(world, world.milan, noon)
    call(world, noon)
    with pytest.raises(IntegrityError, match="place_is_called_once"):
        change(Visit, visit_id, staff_id=world.omar)


def test_only_those_who_work_there_call(world, noon):
    visit_id = join(world, world.milan, noon)
    with pytest.raises(NotFound):
        call(world, noon, world.daan)
    with pytest.raises(NotFound):
        actions.begin_talk(visit_id=visit_id, person_id=world.daan, now=noon)
    with pytest.raises(NotFound):
        actions.begin_talk(visit_id=99, person_id=world.sanne, now=noon)


def test_booked_talks_go_first(world, noon):
    join(world, world.milan, noon)
    book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=noon)
    with pytest.raises(Refused, match="U hebt nog 10 minuten"):
        call(world, noon)
    with pytest.raises(Refused, match="is bezig"):
        call(world, noon + 12 * MINUTE)
    visit_id = call(world, noon, short=True)
    booking = db.session.get(Booking, begin(world, visit_id, noon + MINUTE))
    assert booking.ends_at == noon + 10 * MINUTE


def test_a_talk_with_an_outcome_is_no_longer_in_the_way(world, noon):
    join(world, world.milan, noon)
    booking_id = book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=noon)
    later = noon + 12 * MINUTE
    record_outcome(booking_id=booking_id, outcome="again", person_id=world.sanne, now=later)
    assert call(world, later)


def test_who_did_not_come_to_a_booked_talk_is_not_in_the_way(world, noon):
    join(world, world.milan, noon)
    booking_id = book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=noon)
    later = noon + 12 * MINUTE
    mark_attendance(booking_id=booking_id, state="no_show", person_id=world.sanne, now=later)
    assert call(world, later)


def test_off_the_roster_nobody_calls(world, noon):
    join(world, world.milan, noon)
    shift_id = db.session.get(Slot, world.sanne_slots[0]).shift_id
    before = noon - 10 * MINUTE  # what has begun would stay
    remove_shift(shift_id=shift_id, decisions={}, person_id=world.sanne, now=before)
    with pytest.raises(Refused, match="niet op het rooster"):
        call(world, noon)


def test_who_is_in_a_talk_or_called_elsewhere_keeps_the_place(world, noon):
    book_slot(slot_id=world.daan_slots[1], person_id=world.yara, question="", now=noon)
    later = noon + 12 * MINUTE
    join(world, world.yara, noon)
    milan = join(world, world.milan, noon)
    assert call(world, later) == milan
    noor = join(world, world.noor, later)
    join(world, world.noor, later, world.tech_booth)
    actions.call_next(booth_id=world.tech_booth, short=False, person_id=world.daan, now=later + 15 * MINUTE)
    assert order(world.care_booth) == [world.yara, world.noor]
    actions.leave_queue(visit_id=noor, person_id=world.noor, now=later)
    assert order(world.care_booth) == [world.yara]


# ---- who does not come ----


def test_who_does_not_come_goes_back_one_place_and_then_out(world, noon):
    yara = join(world, world.yara, noon)
    for person_id in (world.milan, world.noor):
        join(world, person_id, noon)
    call(world, noon)
    with pytest.raises(Refused, match=r"heeft tot 12\.08 uur"):
        miss(world, yara, noon + 2 * MINUTE)
    miss(world, yara, noon + 3 * MINUTE)
    assert order(world.care_booth) == [world.milan, world.yara, world.noor]
    assert (row(yara).state, row(yara).staff_id, row(yara).come_by) == (WAITING, None, None)
    call(world, noon + 3 * MINUTE, world.omar)
    assert call(world, noon + 3 * MINUTE) == yara
    miss(world, yara, noon + 6 * MINUTE)
    assert (row(yara).state, row(yara).called_at) == (MISSED, noon)
    assert order(world.care_booth) == [world.noor]


def test_who_is_alone_in_the_queue_keeps_the_place(world, noon):
    yara = join(world, world.yara, noon)
    call(world, noon)
    miss(world, yara, noon + 3 * MINUTE)
    assert order(world.care_booth) == [world.yara]
    with pytest.raises(Refused, match="niet meer aan de beurt"):
        miss(world, yara, noon + 3 * MINUTE)


def test_a_turn_passes_by_itself_with_a_minute_of_grace(world, noon):
    yara = join(world, world.yara, noon)
    call(world, noon)
    worker.do_what_is_due(noon + 3.9 * MINUTE)
    assert row(yara).state == CALLED
    worker.do_what_is_due(noon + 4 * MINUTE)
    assert (row(yara).state, row(yara).misses) == (WAITING, 1)
    assert actions.give_turn_away(visit_id=yara, now=noon + 4 * MINUTE) == 0


def test_who_left_just_before_the_end_is_not_sent_home_again(world, noon):
    visit_id = join(world, world.yara, noon)
    actions.leave_queue(visit_id=visit_id, person_id=world.yara, now=noon)
    assert actions.send_home(visit_id=visit_id, now=noon + MINUTE) == 0
    assert row(visit_id).ended_at == noon


def test_queues_of_a_fair_that_is_over_stand_in_nobodys_way(world, visit, noon):
    over = make_fair(noon - timedelta(days=3))
    for number in (1, 2):
        booth_id = make_booth(over, make_organisation(f"Voorbij {number}"), number=number)
        save(Visit(booth_id=booth_id, person_id=world.yara, place=1, joined_at=noon - timedelta(days=3)))
    assert "Sluit aan" in visit(world.yara).get(f"/stands/{world.care_booth}").text
    assert join(world, world.yara, noon)


def test_when_the_fair_is_over_nobody_stands_in_a_queue(world, noon):
    yara = join(world, world.yara, noon)
    worker.do_what_is_due(noon)
    assert row(yara).state == WAITING
    change(Fair, world.fair, state=CLOSED)
    worker.do_what_is_due(noon)
    assert row(yara).state == LEFT


# ---- the talk ----


def test_a_walk_in_is_a_talk_like_any_other(world, noon):
    visit_id = join(world, world.yara, noon)
    call(world, noon)
    booking_id = begin(world, visit_id, noon + MINUTE)
    booking = db.session.get(Booking, booking_id)
    assert (booking.state, booking.slot.state, booking.slot.staff_id) == (ATTENDED, WALK_IN, world.sanne)
    assert (booking.starts_at, booking.ends_at) == (noon + MINUTE, noon + 16 * MINUTE)
    assert (row(visit_id).state, row(visit_id).booking_id) == (TALKED, booking_id)
    assert (
        record_outcome(
            booking_id=booking_id,
            outcome="onward",
            place_id=world.place,
            person_id=world.sanne,
            now=noon + 9 * MINUTE,
        )
        is not None
    )
    with pytest.raises(Refused, match="al gehad"):
        join(world, world.yara, noon + 20 * MINUTE)


def test_times_that_a_walk_in_covers_can_no_longer_be_booked(world, noon):
    visit_id = join(world, world.yara, noon)
    call(world, noon)
    begin(world, visit_id, noon)
    states = [db.session.get(Slot, slot_id).state for slot_id in world.sanne_slots]
    assert states == [FREE, WITHDRAWN, FREE, FREE]
    with pytest.raises(Refused, match="ingetrokken"):
        book_slot(slot_id=world.sanne_slots[1], person_id=world.milan, question="", now=noon)


def test_a_walk_in_ends_when_the_student_has_another_talk(world, noon):
    visit_id = join(world, world.yara, noon)
    book_slot(slot_id=world.daan_slots[1], person_id=world.yara, question="", now=noon)
    call(world, noon)
    assert db.session.get(Booking, begin(world, visit_id, noon)).ends_at == noon + 10 * MINUTE


def test_a_student_in_a_talk_of_her_own_is_not_in_two(world, noon):
    visit_id = join(world, world.yara, noon)
    book_slot(slot_id=world.daan_slots[1], person_id=world.yara, question="", now=noon)
    call(world, noon + 9 * MINUTE)
    with pytest.raises(Refused, match="in een ander gesprek"):
        begin(world, visit_id, noon + 10 * MINUTE)


def test_calling_the_next_ends_the_walk_in_that_was_on(world, noon):
    first, second = join(world, world.yara, noon), join(world, world.milan, noon)
    call(world, noon)
    booking_id = begin(world, first, noon)
    later = noon + 7 * MINUTE
    assert call(world, later) == second
    ended = db.session.get(Booking, booking_id, populate_existing=True)
    assert (ended.ends_at, ended.slot.ends_at) == (later, later)
    begin(world, second, later)
    with pytest.raises(Refused, match="niet meer aan de beurt"):
        begin(world, second, later)


def test_the_database_holds_no_two_walk_ins_at_once(world, noon):
    visit_id = join(world, world.yara, noon)
    call(world, noon)
    slot = db.session.get(Booking, begin(world, visit_id, noon)).slot
    again = {
        name: getattr(slot, name) for name in ("booth_id", "shift_id", "staff_id", "starts_at", "ends_at")
    }
    with pytest.raises(IntegrityError, match="no_overlapping_walk_ins"), transaction() as work:
        work.add(Slot(**again, state=WALK_IN))


def test_a_walk_in_is_no_time_that_others_see(world, visit, noon):
    slots = len(world.sanne_slots + world.omar_slots)
    visit_id = join(world, world.yara, noon)
    call(world, noon)
    booking_id = begin(world, visit_id, noon)
    slot_id = db.session.get(Booking, booking_id).slot_id
    milan = visit(world.milan)
    assert milan.get(f"/stands/{world.care_booth}?tijd={slot_id}").status_code == 404
    assert f"slot-{slot_id}" not in milan.get(f"/stands/{world.care_booth}").text
    assert f"slot-{slot_id}" not in visit(world.sanne).get(f"/stands/{world.care_booth}/rooster").text
    stall = next(
        each
        for each in square.today(db.session.get(Fair, world.fair), noon + MINUTE).stalls
        if each.booth.id == world.care_booth
    )
    figures = stall.figures
    assert (figures.slots, figures.booked, figures.talking, figures.attended) == (slots - 1, 0, 1, 1)
    assert "Zorggroep Rijnoever" in visit(world.yara).get("/mijn-dag").text


# ---- pages and forms ----


def key(page, form):
    return re.search(rf'id="{form}".*?name="key" value="([^"]+)"', page, re.S)[1]


def test_without_javascript_a_student_joins_and_leaves(world, visit, noon):
    yara, there = visit(world.yara), f"/stands/{world.care_booth}"
    page = yara.get(there).text
    assert "Er staat niemand in de rij." in page
    assert "Je bent zo aan de beurt." in page
    page = yara.post(f"{there}/rij", {"key": key(page, f"join-{world.care_booth}")}).text
    assert "Je staat in de rij." in page
    assert "Er staat 1 persoon in de rij." in page
    assert "2 medewerkers helpen de rij." in page
    assert "Je staat in de rij bij Zorggroep Rijnoever" in yara.get("/mijn-dag").text
    assert "al in deze rij" in yara.post(f"{there}/rij", {"key": "new"}).text
    visit_id = queries.queues_of(world.yara, noon)[0].id
    page = yara.post(f"/rij/{visit_id}/verlaten", {"key": "k"}).text
    assert "Je bent uit de rij." in page
    assert "Je staat in de rij" not in yara.get("/mijn-dag").text


def test_the_page_says_why_one_cannot_join(world, visit, noon):
    book_slot(slot_id=world.sanne_slots[2], person_id=world.yara, question="", now=noon)
    page = visit(world.yara).get(f"/stands/{world.care_booth}").text
    assert "Je hebt hier om 12.30 uur al een gesprek. Je hoeft niet in de rij." in page
    assert "Sluit aan in de rij" not in page


def test_a_visitor_signs_in_first_and_staff_only_look(world, visit, noon):
    assert "Log in om aan te sluiten" in visit().get(f"/stands/{world.care_booth}").text
    page = visit(world.daan).get(f"/stands/{world.care_booth}").text
    assert "Er staat niemand in de rij." in page
    assert "Sluit aan in de rij" not in page


def test_the_page_says_so_when_nobody_serves(world, visit, now):
    yara = visit(world.yara)
    assert "Dat weten we niet." in yara.get(f"/stands/{world.care_booth}").text
    join(world, world.yara, now)
    assert "Er helpt nu niemand de rij." in yara.get(f"/stands/{world.care_booth}").text


def test_without_javascript_staff_call_and_talk(world, visit, noon):
    visit_id = join(world, world.yara, noon)
    sanne, desk = visit(world.sanne), f"/balie/{world.care_booth}"
    page = sanne.get(desk).text
    assert "1 wacht" in page
    assert "Yara" not in page
    page = sanne.post(f"{desk}/rij", {"key": "k1"}).text
    assert "Yara" in page
    assert "Geroepen door Sanne." in page
    assert "Je bent aan de beurt. Ga nu naar het gesprek." in visit(world.yara).get("/mijn-dag").text
    page = sanne.post(f"/rij/{visit_id}/niet-gekomen", {"key": "k2"}).text
    assert "heeft tot 12.08 uur" in page
    page = sanne.post(f"/rij/{visit_id}/is-er", {"key": "k3"}).text
    assert "Nu: Yara" in page
    assert "Verzorgende IG" in page
    assert "Er wacht niemand" in sanne.post(f"{desk}/rij", {"key": "k4"}).text


def test_without_javascript_staff_are_asked_before_a_short_talk(world, visit, noon, monkeypatch):
    visit_id = join(world, world.yara, noon)
    book_slot(slot_id=world.sanne_slots[1], person_id=world.milan, question="", now=noon)
    sanne, desk = visit(world.sanne), f"/balie/{world.care_booth}"
    page = sanne.post(f"{desk}/rij", {"key": "k1"}).text
    assert "U hebt nog 10 minuten." in page
    assert "Roep voor een kort gesprek" in page
    sanne.post(f"{desk}/rij", {"key": "k2", "short": "1"})
    monkeypatch.setattr(clock, "now", lambda: noon + 3 * MINUTE)
    assert "U kunt de volgende roepen." in sanne.post(f"/rij/{visit_id}/niet-gekomen", {"key": "k3"}).text


def test_strangers_find_nothing(world, visit, noon):
    visit_id = join(world, world.yara, noon)
    daan, milan = visit(world.daan), visit(world.milan)
    assert daan.post(f"/balie/{world.care_booth}/rij", {"key": "k"}).status_code == 404
    assert daan.post(f"/rij/{visit_id}/is-er", {"key": "k"}).status_code == 404
    assert milan.post(f"/rij/{visit_id}/verlaten", {"key": "k"}).status_code == 404
    assert milan.post(f"/rij/{visit_id}/is-er", {"key": "k"}).status_code == 404
    assert milan.post("/rij/999/verlaten", {"key": "k"}).status_code == 404
    assert milan.post(f"/stands/{world.care_booth}/rij", {"key": "k" * 101}).status_code == 404
    assert row(visit_id).state == WAITING


# ---- the line ----


def test_the_queue_is_live_for_all_who_see_it(world, visit, noon):
    watcher, yara, sanne, omar = visit(), visit(world.yara), visit(world.sanne), visit(world.omar)
    desk = f"booth-desk:{world.care_booth}"
    assert not watcher.open_line(f"queue:{world.care_booth}")
    assert not yara.open_line(f"person:{world.yara}")
    assert not sanne.open_line(desk, f"person:{world.sanne}")
    assert not omar.open_line(desk)
    assert yara.send("queue:join", booth_id=world.care_booth, key="j")["ok"]
    [count] = watcher.patches()
    assert "Er staat 1 persoon in de rij." in count
    assert any("1 wacht" in each and "Yara" not in each for each in omar.patches())
    assert any("Jij" in each for each in yara.patches())
    assert sanne.send("queue:call", booth_id=world.care_booth, key="c")["ok"]
    seen = yara.patches()
    assert any('data-into="#notices"' in each and "Ga nu naar het gesprek." in each for each in seen)
    assert any('data-into="#queues"' in each for each in seen)
    assert any("Yara" in each and "Geroepen door Sanne." in each for each in omar.patches())
    assert not any("Yara" in each for each in watcher.patches())
    visit_id = queries.queues_of(world.yara, noon)[0].id
    assert "heeft tot" in omar.send("queue:miss", visit_id=visit_id, key="m")["error"]
    answer = omar.send("queue:begin", visit_id=visit_id, key="b")
    assert f"/balie/{world.care_booth}?gesprek=" in answer["go"]
    assert any("data-gone" in each for each in yara.patches())
    assert any("Yara" in each and "talk-" in each for each in sanne.patches())


def test_all_who_wait_are_told_together(world, visit, noon):
    yara = visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    join(world, world.milan, noon)
    join(world, world.yara, noon)
    yara.patches()
    call(world, noon)
    assert yara.patches() == []
    tell_crowds({world.care_booth})
    [drawn] = yara.patches()
    assert "Plek 1." in drawn


def test_a_short_talk_is_offered_to_who_asked(world, visit, noon):
    join(world, world.yara, noon)
    book_slot(slot_id=world.sanne_slots[1], person_id=world.milan, question="", now=noon)
    sanne = visit(world.sanne)
    sanne.open_line(f"person:{world.sanne}")
    assert "U hebt nog 10 minuten." in sanne.send("queue:call", booth_id=world.care_booth)["error"]
    [offer] = sanne.patches()
    assert "Roep voor een kort gesprek" in offer
    assert sanne.send("queue:call", booth_id=world.care_booth, short="1")["ok"]
    [gone] = sanne.patches()
    assert "hidden" in gone


def test_leaving_and_missing_over_the_line(world, visit, noon, monkeypatch):
    yara, milan, sanne = visit(world.yara), visit(world.milan), visit(world.sanne)
    first, second = join(world, world.yara, noon), join(world, world.milan, noon)
    for each in (yara, milan, sanne):
        each.open_line()
    sanne.send("queue:call", booth_id=world.care_booth)
    monkeypatch.setattr(clock, "now", lambda: noon + 3 * MINUTE)
    assert sanne.send("queue:miss", visit_id=first)["notice"] == "U kunt de volgende roepen."
    assert "niet van jou" in milan.send("queue:leave", visit_id=first)["error"]
    assert milan.send("queue:leave", visit_id=second)["notice"] == "Je bent uit de rij."
    assert order(world.care_booth) == [world.yara]


def test_the_same_key_joins_once(world, visit, noon):
    yara = visit(world.yara)
    yara.open_line()
    for _twice in range(2):
        assert yara.send("queue:join", booth_id=world.care_booth, key="same")["ok"]
    assert order(world.care_booth) == [world.yara]


def test_nobody_is_told_of_a_booth_that_is_not_there(world, noon):
    change(Booth, world.care_booth, state=DECLINED)
    show_serving(RosterChanged(world.care_booth))


def test_the_room_of_a_hidden_booth_stays_shut(world, visit, noon):
    change(Booth, world.care_booth, state=DECLINED)
    assert visit().open_line(f"queue:{world.care_booth}") == [f"queue:{world.care_booth}"]


def test_ten_times_the_queue_takes_no_more_questions(world, visit, noon, count_queries):
    yara, url = visit(world.yara), f"/stands/{world.care_booth}"
    join(world, world.yara, noon)
    yara.get(url)
    few = count_queries(lambda: yara.get(url))
    for number in range(10):
        join(world, make_student(f"S{number}", world.programme_mbo3), noon)
    assert count_queries(lambda: yara.get(url)) == few <= 12
