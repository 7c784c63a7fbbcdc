"""Closing a booth during the fair: what it touches, who is told, and opening it again."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import closing as actions
from fair.actions.booking import book_slot
from fair.actions.queue import call_next, join_queue
from fair.actions.stall import pause_stall, resume_stall
from fair.actions.waiting import join_waiting_list, release_slot, stand_by
from fair.forms.closing import CLOSE_REASONS
from fair.live import booking as live_booking
from fair.live import organiser as live_organiser
from fair.live import queue as live_queue
from fair.live import waiting as live_waiting
from fair.live.booking import tell_squares
from fair.models import ATTENDED, BOOKED, CANCELLED_BY_EMPLOYER, Away, Booking, Booth, Fair
from fair.models.queue import SHUT, Visit
from fair.models.waiting import FIRST, GONE, OFFERED, SlotOffer, WaitlistEntry
from fair.queries import free_times, square
from fair.queries.waiting import to_offer
from fair.rules.board import Idle
from tests.factories import make_slots, make_student

MINUTE = timedelta(minutes=1)
WORDS = "De organisatie heeft deze stand gesloten"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """What is told once a second is told by hand."""
    gathered = (live_booking.squares, live_organiser.changed, live_queue.crowds)
    for each in (*gathered, live_waiting.lines, live_waiting.standbys):
        monkeypatch.setattr(each, "add", lambda number: None)


@pytest.fixture
def noon(now, monkeypatch):
    """12.05 in Leiden: everybody is on the roster; the first times have begun."""
    at = now + timedelta(minutes=23)
    monkeypatch.setattr(clock, "now", lambda: at)
    return at


def close(world, now, reason="nobody", words="", person_id=None):
    return actions.close_booth(
        booth_id=world.care_booth, reason=reason, words=words, person_id=person_id or world.bram, now=now
    )


def reopen(world, now, person_id=None):
    return actions.reopen_booth(booth_id=world.care_booth, person_id=person_id or world.bram, now=now)


def book(world, slot_id, person_id, now):
    return book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def booth(world) -> Booth:
    return db.session.get(Booth, world.care_booth, populate_existing=True)


def state(booking_id) -> str:
    return db.session.get(Booking, booking_id, populate_existing=True).state


def test_talks_to_come_are_off_and_those_that_run_go_on(world, noon):
    runs = book(world, world.sanne_slots[0], world.milan, noon - 40 * MINUTE)
    held = book(world, world.omar_slots[0], world.noor, noon - 40 * MINUTE)
    with transaction() as work:
        work.get(Booking, held).state = ATTENDED
    ahead = book(world, world.sanne_slots[2], world.yara, noon)
    assert close(world, noon) == world.fair
    assert (state(runs), state(held), state(ahead)) == (BOOKED, ATTENDED, CANCELLED_BY_EMPLOYER)
    off = db.session.get(Booking, ahead)
    assert (off.reason, off.changed_at, off.employer_sequence) == ("closing", noon, off.sequence)
    assert (booth(world).closed_at, booth(world).close_reason) == (noon, "nobody")


def test_first_choice_is_kept_and_honoured_when_the_booth_opens_again(world, noon):
    book(world, world.sanne_slots[2], world.yara, noon)
    close(world, noon)
    entry = db.session.query(WaitlistEntry).one()
    assert (entry.person_id, entry.first_choice) == (world.yara, True)
    assert db.session.query(SlotOffer).count() == 0
    assert to_offer(noon) == []
    reopen(world, noon + 2 * MINUTE)
    offer = db.session.query(SlotOffer).one()
    assert (offer.person_id, offer.kind, offer.state) == (world.yara, FIRST, OFFERED)
    assert booth(world).closed_at is None


def test_what_is_held_is_held_for_nobody_any_more(world, noon):
    with transaction() as work:
        work.add(
            SlotOffer(
                booth_id=world.care_booth,
                slot_id=world.sanne_slots[3],
                person_id=world.yara,
                kind=FIRST,
                offered_at=noon,
                expires_at=noon + 20 * MINUTE,
            )
        )
    close(world, noon)
    assert db.session.query(SlotOffer).one().state == GONE


def test_who_is_in_line_is_let_go(world, noon):
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon)
    call_next(booth_id=world.care_booth, short=True, person_id=world.sanne, now=noon)
    close(world, noon)
    visits = db.session.query(Visit).populate_existing().all()
    assert [(each.state, each.ended_at, each.come_by) for each in visits] == [(SHUT, noon, None)] * 2


def test_nobody_comes_in_while_it_is_closed(world, noon):
    close(world, noon)
    free = world.omar_slots[3]
    refused = [
        lambda: book(world, free, world.yara, noon),
        lambda: join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon),
        lambda: join_waiting_list(booth_id=world.care_booth, slot_id=None, person_id=world.yara, now=noon),
        lambda: release_slot(slot_id=free, person_id=world.sanne, now=noon),
        lambda: call_next(booth_id=world.care_booth, short=True, person_id=world.sanne, now=noon),
        lambda: pause_stall(
            booth_id=world.care_booth, reason="break", until=None, person_id=world.sanne, now=noon
        ),
    ]
    for attempt in refused:
        with pytest.raises(Refused, match=WORDS):
            attempt()
    said = {"fair_id": world.fair, "sectors": [], "until": noon + 60 * MINUTE, "person_id": world.yara}
    with pytest.raises(Refused, match="Kies een andere stand"):
        stand_by(booth_ids=[world.care_booth], now=noon, **said)
    stand_by(booth_ids=[world.tech_booth], now=noon, **said)
    reopen(world, noon)
    book(world, free, world.yara, noon)


def test_the_database_lets_nobody_in_either(world, noon):
    close(world, noon)
    talk = {"fair_id": world.fair, "booth_id": world.care_booth, "slot_id": world.omar_slots[3]}
    when = {
        "starts_at": noon + 40 * MINUTE,
        "ends_at": noon + 55 * MINUTE,
        "booked_at": noon,
        "changed_at": noon,
    }
    for row in (
        Booking(person_id=world.yara, **talk, **when),
        Visit(booth_id=world.care_booth, person_id=world.yara, place=1, joined_at=noon),
    ):
        with pytest.raises(IntegrityError, match="booth_is_closed"), transaction() as work:
            work.add(row)
    with pytest.raises(IntegrityError, match="closed_for_a_reason"), transaction() as work:
        work.execute(update(Booth).values(close_reason=""))


def test_closing_asks_for_a_reason_and_cannot_be_done_twice(world, noon):
    with pytest.raises(Refused, match="ten minste 10 tekens"):
        close(world, noon, reason="other", words="kort")
    close(world, noon, reason="other", words="De vloer staat onder water")
    assert booth(world).close_reason == "De vloer staat onder water"
    with pytest.raises(Refused, match="al gesloten"):
        close(world, noon)
    reopen(world, noon)
    with pytest.raises(Refused, match="al open"):
        reopen(world, noon)


def test_only_organisers_close_and_open(world, visit, noon):
    for person_id in (world.sanne, world.yara, world.fatima):
        with pytest.raises(NotFound):
            close(world, noon, person_id=person_id)
    close(world, noon)
    with pytest.raises(NotFound):
        reopen(world, noon, person_id=world.sanne)
    sanne, bram = visit(world.sanne), visit(world.bram)
    for path in ("", "/sluiten", "/heropenen"):
        assert sanne.get(f"/organisatie/stands/{world.care_booth}{path}").status_code == 404
        assert sanne.post(f"/organisatie/stands/{world.care_booth}{path}", {}).status_code == 404
        assert bram.get(f"/organisatie/stands/999{path}").status_code == 404
    with transaction() as work:
        work.get(Booth, world.tech_booth).state = "requested"
    assert bram.get(f"/organisatie/stands/{world.tech_booth}").status_code == 404


def test_a_pause_ends_with_the_closure_and_both_are_kept(world, noon):
    pause_stall(booth_id=world.care_booth, reason="break", until=None, person_id=world.sanne, now=noon)
    close(world, noon + 2 * MINUTE)
    with pytest.raises(Refused, match=WORDS):
        resume_stall(booth_id=world.care_booth, person_id=world.sanne, now=noon + 3 * MINUTE)
    reopen(world, noon + 5 * MINUTE)
    with pytest.raises(Refused, match="al open"):
        resume_stall(booth_id=world.care_booth, person_id=world.sanne, now=noon + 6 * MINUTE)
    kept = db.session.query(Away).order_by(Away.id).all()
    assert [(each.kind, each.reason) for each in kept] == [("paused", "break"), ("closed", "nobody")]
    assert [(each.starts_at, each.ends_at) for each in kept] == [
        (noon, noon + 2 * MINUTE),
        (noon + 2 * MINUTE, noon + 5 * MINUTE),
    ]


def test_no_minutes_are_empty_while_it_is_away(world, noon):
    def idle(at):
        fair = db.session.get(Fair, world.fair, populate_existing=True)
        return square.today(fair, at).stall(world.care_booth).idle

    before = idle(noon)
    pause_stall(booth_id=world.care_booth, reason="break", until=None, person_id=world.sanne, now=noon)
    assert idle(noon + 4 * MINUTE) == before
    resume_stall(booth_id=world.care_booth, person_id=world.sanne, now=noon + 4 * MINUTE)
    close(world, noon + 4 * MINUTE)
    assert idle(noon + 6 * MINUTE) == before
    reopen(world, noon + 6 * MINUTE)
    # From here on the two members of staff have nobody again, for a minute each.
    assert idle(noon + 7 * MINUTE) == Idle(before.minutes + 2)


def test_without_javascript_an_organiser_closes_and_opens(world, visit, noon):
    book(world, world.sanne_slots[2], world.yara, noon)
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    bram, sanne, there = visit(world.bram), visit(world.sanne), f"/organisatie/stands/{world.care_booth}"
    assert f'href="{there}"' in bram.get("/organisatie").text
    assert f'href="{there}/sluiten"' in bram.get(there).text
    page = bram.get(f"{there}/sluiten").text
    assert "1 geboekt gesprek dat nog komt, gaat niet door." in page
    assert "1 student in de rij krijgt bericht" in page
    assert "komen niet terug" in page
    answer = bram.post(f"{there}/sluiten", {"key": "a", "reason": "other", "words": "Brand"})
    assert answer.status_code == 422
    assert "ten minste 10 tekens" in answer.text
    assert 'value="Brand"' in answer.text
    assert bram.post(f"{there}/sluiten", {"key": "b"}).status_code == 422
    page = bram.post(f"{there}/sluiten", {"key": "c", "reason": "technique"}).text
    assert "De stand is gesloten. Iedereen die het raakt, ziet het." in page
    assert "Gesloten sinds 12.05 uur" in page
    page = sanne.get(f"/balie/{world.care_booth}").text
    assert "De organisatie heeft uw stand om 12.05 uur gesloten." in page
    assert f"{CLOSE_REASONS['technique']}." in page
    assert "Neem pauze" not in page
    assert "De rij bij" in visit(world.milan).get("/mijn-dag").text
    assert "Bekijk andere stands" in visit(world.yara).get("/mijn-dag").text
    page = visit(world.yara).get(f"/stands/{world.care_booth}").text
    assert WORDS in page
    assert "vooraan op de wachtlijst" in page
    assert str(CLOSE_REASONS["technique"]) not in page
    page = bram.get(f"{there}/heropenen").text
    assert "1 student staat op de wachtlijst" in page
    page = bram.post(f"{there}/heropenen", {"key": "d"}).text
    assert "De stand is weer open." in page
    assert "12.05 tot" not in page
    assert bram.post(f"{there}/heropenen", {"key": "e"}).status_code == 422
    assert WORDS not in visit(world.yara).get(f"/stands/{world.care_booth}").text


def test_everybody_sees_it_live(world, visit, noon):
    book(world, world.sanne_slots[2], world.yara, noon)
    join_queue(booth_id=world.care_booth, person_id=world.milan, now=noon)
    bram, omar, milan, yara, watcher = (
        visit(each) if each else visit() for each in (world.bram, world.omar, world.milan, world.yara, None)
    )
    bram.open_line(f"organiser:{world.fair}", f"organiser-booth:{world.care_booth}")
    omar.open_line(f"booth-desk:{world.care_booth}")
    milan.open_line(f"person:{world.milan}")
    yara.open_line(f"person:{world.yara}")
    watcher.open_line(f"booth:{world.care_booth}", f"fair:{world.fair}")
    assert visit(world.sanne).open_line(f"organiser-booth:{world.care_booth}") != []
    asked = {"booth_id": world.care_booth, "reason": "nobody", "words": "", "key": "k"}
    assert "error" in yara.send("booth:close", **asked)
    answer = bram.send("booth:close", **asked)
    assert answer["go"] == f"/organisatie/stands/{world.care_booth}"
    assert bram.send("booth:close", **asked) == answer
    assert "al gesloten" in bram.send("booth:close", **asked | {"key": "l"})["error"]
    assert any("heeft uw stand om 12.05 uur gesloten" in each for each in omar.patches())
    seen = "".join(milan.patches())
    assert "Je staat niet meer in de rij." in seen
    assert 'role="alert"' in seen
    assert any("vooraan op de wachtlijst" in each for each in yara.patches())
    seen = watcher.patches()
    assert any('id="booth-awning"' in each and "rolled" in each for each in seen)
    assert any(WORDS in each for each in seen)
    assert any('id="how-to-book"' in each and WORDS in each for each in seen)
    times, *_again = [each for each in seen if 'id="slots"' in each]
    assert 'data-state="free"' not in times
    assert 'data-state="closed"' in times
    tell_squares({world.care_booth})
    assert any("Gesloten" in each for each in watcher.patches())
    bram.patches()
    live_organiser.draw({world.fair})
    seen = "".join(bram.patches())
    assert f'id="stall-{world.care_booth}"' in seen
    assert "Gesloten sinds 12.05 uur" in seen
    assert "Yara" not in seen
    assert bram.send("booth:reopen", booth_id=world.care_booth, key="r")["notice"] == "De stand is weer open."
    seen = watcher.patches()
    assert any('id="booth-awning"' in each and "rolled" not in each for each in seen)
    assert any('id="how-to-book"' in each and "Tik op een vrije tijd" in each for each in seen)
    assert any('id="slots"' in each and 'data-state="free"' in each for each in seen)
    assert any('id="shut"' in each and "hidden" in each for each in omar.patches())


def test_a_stall_is_away_no_longer_than_the_fair_lasts(world, noon):
    ends_at = db.session.get(Fair, world.fair).ends_at
    close(world, noon)
    reopen(world, ends_at + 60 * MINUTE)
    assert db.session.query(Away).one().ends_at == ends_at


def test_closing_asks_no_more_when_more_times_are_free(world, noon, count_queries):
    """What falls free at a booth that closes is offered to nobody, for none of its talks."""

    def close_with_talks(first):
        for slot_id in make_slots(world.care_booth, world.sanne, first, 3, minutes=5):
            book(world, slot_id, make_student("Kim", world.programme_mbo3), noon)
        asked = count_queries(lambda: close(world, noon))
        reopen(world, noon)
        return asked

    few = close_with_talks(noon + 120 * MINUTE)
    with transaction() as work:
        for kind in (SlotOffer, WaitlistEntry):
            work.execute(delete(kind))
    make_slots(world.care_booth, world.sanne, noon + 140 * MINUTE, 10, minutes=5)
    assert close_with_talks(noon + 200 * MINUTE) == few


def test_the_square_counts_no_times_of_a_closed_booth(world, visit, noon):
    before = free_times.at_fair(world.fair, noon)[world.care_booth]
    assert before.number
    close(world, noon)
    free = free_times.at_fair(world.fair, noon)
    assert (free[world.care_booth].number, free[world.care_booth].closed) == (0, True)
    assert not free[world.tech_booth].closed
    today = square.today(db.session.get(Fair, world.fair, populate_existing=True), noon)
    assert today.open == 1
    assert today.stall(world.care_booth).figures.free == 0
    assert today.stall(world.tech_booth).figures.free
    page = visit().get(f"/beurs/{world.fair}").text
    assert "Gesloten" in page
    page = visit(world.yara).get(f"/beurs/{world.fair}/stand-by").text
    assert "Zorggroep Rijnoever" not in page.split("<form", 1)[1]
