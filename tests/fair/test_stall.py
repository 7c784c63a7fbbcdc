"""A stall that has a pause: who may, what stays, and where it is seen."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import stall as actions
from fair.actions.booking import book_slot
from fair.actions.queue import call_next, join_queue
from fair.live import booking as live_booking
from fair.live import organiser as live_organiser
from fair.live import queue as live_queue
from fair.live.booking import tell_squares
from fair.live.organiser import draw
from fair.models import Away, Booth, Fair
from fair.queries import free_times

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The squares are told by hand."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)
    monkeypatch.setattr(live_organiser.changed, "add", lambda number: None)
    monkeypatch.setattr(live_queue.crowds, "add", lambda number: None)


@pytest.fixture
def noon(now, monkeypatch):
    """12.05 in Leiden: everybody is on the roster."""
    at = now + timedelta(minutes=23)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def pause(world, now, until=None, reason="break", person_id=None):
    actions.pause_stall(
        booth_id=world.care_booth,
        reason=reason,
        until=until and clock.local(until).time(),
        person_id=person_id or world.sanne,
        now=now,
    )


def booth(world) -> Booth:
    return db.session.get(Booth, world.care_booth, populate_existing=True)


def test_a_pause_and_the_end_of_it(world, noon):
    pause(world, noon, until=noon + 10 * MINUTE, reason="technique")
    kept = booth(world)
    assert (kept.paused_at, kept.paused_until) == (noon, noon + 10 * MINUTE)
    assert kept.pause_reason == "technique"
    actions.resume_stall(booth_id=world.care_booth, person_id=world.omar, now=noon)
    kept = booth(world)
    assert (kept.paused_at, kept.paused_until, kept.pause_reason) == (None, None, "")
    with pytest.raises(Refused, match="al open"):
        actions.resume_stall(booth_id=world.care_booth, person_id=world.omar, now=noon)


def test_a_pause_that_is_over_is_kept(world, noon):
    pause(world, noon, until=noon + 10 * MINUTE)
    pause(world, noon + 4 * MINUTE, until=noon + 20 * MINUTE, reason="technique")
    worker.do_what_is_due(noon + 25 * MINUTE)
    pause(world, noon + 30 * MINUTE)
    actions.resume_stall(booth_id=world.care_booth, person_id=world.omar, now=noon + 30 * MINUTE)
    kept = db.session.query(Away).order_by(Away.id).all()
    assert [(each.kind, each.reason, each.starts_at - noon, each.ends_at - noon) for each in kept] == [
        ("paused", "break", 0 * MINUTE, 4 * MINUTE),
        ("paused", "technique", 4 * MINUTE, 20 * MINUTE),
    ]
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction() as work:
        work.execute(update(Away).values(ends_at=noon))


def test_until_is_a_moment_of_the_fair_also_past_midnight(world, visit, monkeypatch):
    late = clock.from_local(datetime(2026, 11, 26, 23, 30))
    with transaction() as work:
        work.execute(update(Fair).values(starts_at=late - 60 * MINUTE, ends_at=late + 150 * MINUTE))
    monkeypatch.setattr(clock, "now", lambda: late)
    sanne, there = visit(world.sanne), f"/balie/{world.care_booth}/pauze"
    assert "sluit om 02.00 uur" in sanne.post(there, {"reason": "break", "until": "02:30"}).text
    assert "Pauze tot 00.15 uur" in sanne.post(there, {"reason": "break", "until": "00:15"}).text
    assert booth(world).paused_until == late + 45 * MINUTE


def test_only_its_own_staff_pause_a_stall(world, noon):
    for person_id in (world.daan, world.yara, world.bram):
        with pytest.raises(NotFound):
            pause(world, noon, person_id=person_id)


def test_the_database_keeps_pauses_in_order(world, noon):
    wrong = update(Booth).values(paused_at=noon, paused_until=noon)
    with pytest.raises(IntegrityError, match="pause_ends_after_start"), transaction() as work:
        work.execute(wrong)


def test_who_waits_keeps_the_place_and_nobody_joins(world, noon):
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    pause(world, noon)
    with pytest.raises(Refused, match="De stand heeft pauze"):
        join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon)
    with pytest.raises(Refused, match="Open eerst weer"):
        call_next(booth_id=world.care_booth, short=False, person_id=world.sanne, now=noon)
    actions.resume_stall(booth_id=world.care_booth, person_id=world.sanne, now=noon)
    call_next(booth_id=world.care_booth, short=False, person_id=world.sanne, now=noon)


def test_a_pause_with_an_end_is_over_by_itself(world, noon):
    pause(world, noon, until=noon + 10 * MINUTE)
    worker.do_what_is_due(noon + 9 * MINUTE)
    assert booth(world).paused_at == noon
    assert actions.end_pause(booth_id=world.care_booth, now=noon) == 0
    join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon + 10 * MINUTE)
    worker.do_what_is_due(noon + 10 * MINUTE)
    assert booth(world).paused_at is None


def test_booked_talks_stay_and_the_page_says_so(world, visit, noon):
    book_slot(slot_id=world.sanne_slots[2], person_id=world.yara, question="", now=noon)
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    page = visit(world.sanne).get(f"/balie/{world.care_booth}/pauze").text
    assert "1 geboekt gesprek blijft staan." in page
    assert "1 student in de rij houdt de plek." in page
    pause(world, noon)
    page = visit(world.yara).get(f"/stands/{world.care_booth}").text
    assert "De stand heeft pauze. We zijn zo terug." in page.replace("  ", " ")
    assert "Geboekte gesprekken gaan door." in page
    assert 'awning big rolled"' in page
    assert (
        "12.30 uur" in visit(world.yara).get(f"/stands/{world.care_booth}?tijd={world.sanne_slots[2]}").text
    )


def test_without_javascript_staff_pause_and_open_again(world, visit, noon):
    sanne, there = visit(world.sanne), f"/balie/{world.care_booth}/pauze"
    assert f'href="{there}"' in sanne.get(f"/balie/{world.care_booth}").text
    page = sanne.post(there, {"key": "k1", "reason": "talking", "until": "12:30"}).text
    assert "Uw stand heeft pauze." in page
    assert "Pauze tot 12.30 uur" in page
    assert "Wij zijn allemaal in gesprek." in visit().get(f"/stands/{world.care_booth}").text
    page = sanne.post(f"/balie/{world.care_booth}/verder", {"key": "k2"}).text
    assert "Uw stand is weer open." in page
    assert "Neem pauze" in page
    assert "al open" in sanne.post(f"/balie/{world.care_booth}/verder", {"key": "k3"}).text
    assert sanne.post(f"/balie/{world.care_booth}/verder", {"key": "k" * 101}).status_code == 404


def test_what_was_typed_stays_when_it_is_refused(world, visit, noon):
    answer = visit(world.sanne).post(
        f"/balie/{world.care_booth}/pauze", {"reason": "talking", "until": "11:00"}
    )
    assert answer.status_code == 422
    assert "Deze tijd is voorbij." in answer.text
    assert 'value="11:00"' in answer.text
    assert 'value="talking" id="reason-1" checked' in answer.text


def test_strangers_find_no_pause(world, visit, noon):
    daan = visit(world.daan)
    assert daan.get(f"/balie/{world.care_booth}/pauze").status_code == 404
    assert daan.post(f"/balie/{world.care_booth}/pauze", {"reason": "break"}).status_code == 404
    assert daan.post(f"/balie/{world.care_booth}/verder").status_code == 404


def test_the_awning_rolls_up_everywhere(world, visit, noon):
    watcher, sanne, omar, square = visit(), visit(world.sanne), visit(world.omar), visit()
    bram = visit(world.bram)
    watcher.open_line(f"booth:{world.care_booth}", f"queue:{world.care_booth}")
    omar.open_line(f"booth-desk:{world.care_booth}")
    square.open_line(f"fair:{world.fair}")
    bram.open_line(f"organiser:{world.fair}")
    sanne.open_line()
    answer = sanne.send("stall:pause", booth_id=world.care_booth, reason="break", until="12:30", key="p")
    assert answer["go"] == f"/balie/{world.care_booth}"
    seen = watcher.patches()
    assert any('id="booth-awning"' in each and "rolled" in each for each in seen)
    assert any("We zijn om 12.30 uur terug." in each for each in seen)
    seen = omar.patches()
    assert any('id="booth-awning"' in each and "rolled" in each for each in seen)
    assert any("Pauze tot 12.30 uur" in each for each in seen)
    tell_squares({world.care_booth})
    [drawn] = square.patches()
    assert "Open om" in drawn
    assert "rolled" in drawn
    draw({world.fair})
    [drawn] = [each for each in bram.patches() if 'id="square-now"' in each]
    assert "tot 12.30" in drawn
    answer = sanne.send("stall:resume", booth_id=world.care_booth, key="r")
    assert answer["notice"] == "Uw stand is weer open."
    assert any('id="booth-awning"' in each and "rolled" not in each for each in watcher.patches())
    refusal = sanne.send("stall:pause", booth_id=world.tech_booth, reason="break")["error"]
    assert refusal == "Dit is weg, of niet van jou."


def test_the_square_shows_who_is_away(world, visit, noon):
    pause(world, noon)
    page = visit().get(f"/beurs/{world.fair}").text
    assert "Zo terug" in page
    free = free_times.at_fair(world.fair, noon)
    assert (free[world.care_booth].paused, free[world.tech_booth].paused) == (True, False)
    later = free_times.at_fair(world.fair, noon + timedelta(days=1))
    assert not later[world.care_booth].paused


def test_a_time_that_is_no_time_is_refused(world, visit, noon):
    page = visit(world.sanne).post(f"/balie/{world.care_booth}/pauze", {"reason": "break", "until": "straks"})
    assert page.status_code == 422
    assert "Ongeldige waarde voor tijd." in page.text
