"""Signing up: by form and over the line, waiting, offers, names, and going in."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions.booking import book_slot
from sessions.actions import seats, signup
from sessions.kinds import CANCELLED, DRAFT, EMPLOYERS
from sessions.models import Registration
from tests.factories import make_slots
from tests.sessions.sessions import make_session, make_students, states, the


@pytest.fixture
def session_id(app, world, now):
    return make_session(now)


@pytest.fixture
def full(world, now):
    """A session whose two seats Yara and Noor have, and for which Milan waits."""
    session_id = make_session(now)
    for person_id in (world.yara, world.noor):
        signup.sign_up(session_id=session_id, person_id=person_id, now=now)
    signup.wait(session_id=session_id, person_id=world.milan, now=now)
    return session_id


def test_one_tap_signs_up_without_a_socket(visit, world, session_id):
    yara = visit(world.yara)
    page = yara.post(f"/sessies/{session_id}/aanmelden", {"key": "one"}).text
    assert "Je bent aangemeld." in page
    assert "Je doet mee" in page
    assert "1 van 2 plekken bezet." in page
    yara.post(f"/sessies/{session_id}/aanmelden", {"key": "one"})
    assert states(session_id) == {world.yara: "signed_up"}
    assert "al aangemeld" in yara.post(f"/sessies/{session_id}/aanmelden").text
    assert "Vrijdag" not in yara.get("/mijn-sessies").text
    assert "Een dag op de ambulance" in yara.get("/mijn-sessies").text


def test_who_is_not_signed_in_is_led_to_the_page_for_it(visit, session_id):
    page = visit().get(f"/sessies/{session_id}").text
    assert f"/inloggen?next=/sessies/{session_id}" in page.replace("%2F", "/")
    assert "Log in" in visit().post(f"/sessies/{session_id}/aanmelden").text


def test_others_see_the_count_move(visit, world, session_id):
    yara, watcher = visit(world.yara), visit()
    assert watcher.open_line(f"session:{session_id}", "sessions:1") == []
    assert yara.open_line(f"session:{session_id}", f"person:{world.yara}") == []
    assert yara.send("session:sign-up", session_id=session_id, key="a")["ok"]
    [drawn] = watcher.patches()
    assert f'id="seats-{session_id}"' in drawn
    assert "1 van 2 plekken bezet." in drawn
    assert "Yara" not in drawn
    own, everybody = yara.patches()
    assert "Je doet mee" in own
    assert everybody == drawn


def test_when_it_is_full_others_can_wait(visit, world, session_id, now):
    signup.sign_up(session_id=session_id, person_id=world.noor, now=now)
    milan, yara = visit(world.milan), visit(world.yara)
    milan.open_line(f"session:{session_id}")
    yara.open_line()
    yara.send("session:sign-up", session_id=session_id)
    [drawn] = milan.patches()
    assert "Zet me op de wachtlijst" in drawn
    assert "was je net voor" in milan.send("session:sign-up", session_id=session_id)["error"]
    assert milan.send("session:wait", session_id=session_id)["ok"]
    assert "Er wacht niemand voor jou." in milan.get(f"/sessies/{session_id}").text
    assert "al aangemeld of" in milan.send("session:wait", session_id=session_id)["error"]


def test_a_seat_that_falls_free_is_offered(visit, world, full, now):
    yara, milan = visit(world.yara), visit(world.milan)
    milan.open_line(f"person:{world.milan}")
    yara.post(f"/sessies/{full}/afmelden")
    assert states(full) == {world.yara: "off", world.noor: "signed_up", world.milan: "offered"}
    assert any("Er is een plek voor jou" in drawn for drawn in milan.patches())
    assert "vrijdag 27 november, 11.42 uur" in milan.get(f"/sessies/{full}").text
    assert "was je net voor" in yara.post(f"/sessies/{full}/aanmelden").text
    assert "Je doet mee" in milan.post(f"/sessies/{full}/aanmelden").text


def test_an_offer_that_is_let_go_goes_on(world, full, now):
    signup.wait(session_id=full, person_id=world.daan, now=now + timedelta(minutes=1))
    signup.sign_off(session_id=full, person_id=world.noor, now=now)
    signup.sign_off(session_id=full, person_id=world.milan, now=now)
    assert states(full)[world.milan] == "off"
    assert states(full)[world.daan] == "offered"


def test_an_offer_that_is_not_answered_goes_on_by_itself(visit, world, full, now, monkeypatch):
    signup.wait(session_id=full, person_id=world.daan, now=now + timedelta(minutes=1))
    signup.sign_off(session_id=full, person_id=world.noor, now=now)
    assert worker.do_what_is_due(now + timedelta(hours=23)) == 0
    later = now + timedelta(days=1)
    with pytest.raises(Refused):
        signup.sign_up(session_id=full, person_id=world.milan, now=later)
    assert worker.do_what_is_due(later) == 1
    assert states(full)[world.milan] == "lapsed"
    assert states(full)[world.daan] == "offered"
    assert seats.pass_on(session_id=full, now=later) == 0
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "niet op tijd" in visit(world.milan).get(f"/sessies/{full}").text
    signup.wait(session_id=full, person_id=world.milan, now=later)
    assert states(full)[world.milan] == "waiting"


def test_shortly_before_the_start_the_first_who_comes_gets_it(world, now):
    soon = make_session(now, timedelta(minutes=10), capacity=1)
    signup.sign_up(session_id=soon, person_id=world.yara, now=now)
    signup.wait(session_id=soon, person_id=world.milan, now=now)
    signup.sign_off(session_id=soon, person_id=world.yara, now=now)
    assert states(soon)[world.milan] == "waiting"
    signup.sign_up(session_id=soon, person_id=world.milan, now=now)
    assert states(soon)[world.milan] == "signed_up"


def test_who_waits_sees_the_line_get_shorter(visit, world, full, now):
    signup.wait(session_id=full, person_id=world.daan, now=now + timedelta(minutes=1))
    daan, milan = visit(world.daan), visit(world.milan)
    daan.open_line(f"person:{world.daan}")
    milan.open_line()
    assert milan.send("session:sign-off", session_id=full)["ok"]
    [drawn] = daan.patches()
    assert "Er wacht niemand voor jou." in drawn


def test_names_only_by_choice_and_only_for_who_comes(visit, world, full):
    yara, noor = visit(world.yara), visit(world.noor)
    page = f"/sessies/{full}"
    assert "Yara" not in noor.get(page).text
    yara.open_line(f"person:{world.yara}")
    assert "kunnen je naam lezen" in yara.send("session:name", session_id=full, shown="y")["notice"]
    [drawn] = yara.patches()
    assert " checked" in drawn
    assert "Er zijn ook: Yara" in noor.get(page).text.replace("<b>", "").replace("</b>", "")
    assert "Yara" not in visit(world.milan).get(page).text
    assert "Niemand" in yara.post(page + "/naam").text
    assert "Yara" not in noor.get(page).text
    assert "niet aangemeld" in visit(world.milan).post(page + "/naam", {"shown": "y"}).text


def test_going_in_shows_the_way(visit, world, now):
    session_id = make_session(
        now, timedelta(minutes=10), stage="https://beeld.example/7?a=1", speakers=[["Femke", ""]]
    )
    yara, noor = visit(world.yara), visit(world.noor)
    page = f"/sessies/{session_id}"
    yara.post(page + "/aanmelden")
    assert "video.example" not in yara.get(page).text
    assert "niet aangemeld" in noor.post(page + "/binnen").text
    yara.open_line(f"person:{world.yara}")
    assert yara.send("session:come-in", session_id=session_id)["go"].startswith(page)
    assert any("https://video.example/kamer" in drawn for drawn in yara.patches())
    assert "beeld.example/7" not in yara.get(page).text
    assert "frame-src" not in yara.get(page).headers["Content-Security-Policy"]
    shown = yara.get(page + "?podium=ja")
    assert 'src="https://beeld.example/7?a=1"' in shown.text
    assert shown.headers["Content-Security-Policy"].endswith("; frame-src https://beeld.example")
    assert "beeld.example/7" not in noor.get(page + "?podium=ja").text


def test_before_the_door_opens_nobody_goes_in(visit, world, session_id):
    yara = visit(world.yara)
    yara.post(f"/sessies/{session_id}/aanmelden")
    assert "een kwartier voor" in yara.post(f"/sessies/{session_id}/binnen").text
    assert db.session.query(Registration.came_at).scalar() is None


def test_a_session_for_others_is_refused_in_words(visit, world, now):
    session_id = make_session(now, audience=EMPLOYERS)
    yara = visit(world.yara)
    page = yara.get(f"/sessies/{session_id}").text
    assert "Deze sessie is voor werkgevers." in page
    assert "aanmelden" not in page.lower().replace("afmelden", "")
    assert "voor werkgevers" in yara.post(f"/sessies/{session_id}/aanmelden").text
    assert "Je doet mee" in visit(world.sanne).post(f"/sessies/{session_id}/aanmelden").text


def test_drafts_are_nobodys(visit, world, now):
    draft = make_session(now, state=DRAFT)
    yara = visit(world.yara)
    assert yara.open_line(f"session:{draft}", "sessions:2") == [f"session:{draft}", "sessions:2"]
    assert visit(world.bram).open_line(f"session:{draft}") == []
    assert yara.send("session:sign-up", session_id=draft)["error"]
    assert yara.post(f"/sessies/{draft}/aanmelden").status_code == 404
    assert yara.send("session:sign-up", session_id="x")["error"]
    assert yara.post("/sessies/99999/aanmelden").status_code == 404
    with pytest.raises(NotFound):
        signup.sign_up(session_id=draft, person_id=world.yara, now=now)


def test_who_had_signed_up_reads_that_it_is_off(visit, world, full, now):
    yara, bram = visit(world.yara), visit(world.bram)
    yara.open_line(f"session:{full}")
    bram.post(f"/organisatie/sessies/{full}/afzeggen", {"reason": "Femke is ziek"})
    assert any("gaat niet door. Femke is ziek" in drawn for drawn in yara.patches())
    assert "Afgezegd" in yara.get("/mijn-sessies").text
    assert "gaat niet door" in visit(world.daan).post(f"/sessies/{full}/aanmelden").text
    assert the(full).state == CANCELLED


def test_the_file_for_a_calendar(visit, world, session_id, now):
    yara = visit(world.yara)
    before = yara.get(f"/sessies/{session_id}.ics")
    assert before.headers["Content-Type"].startswith("text/calendar")
    assert "video.example" not in before.text
    yara.post(f"/sessies/{session_id}/aanmelden")
    after = yara.get(f"/sessies/{session_id}.ics").text
    assert "https://video.example/kamer" in after
    assert "SUMMARY:Een dag op de ambulance" in after
    assert "DTSTART:20261203T104200Z" in after
    assert visit().get(f"/sessies/{make_session(now, state=DRAFT)}.ics").status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO registration (session_id, person_id, state, seat, show_name, asked_at)"
        " VALUES (:s, :p, 'signed_up', 3, false, '2026-11-26')",
        "INSERT INTO registration (session_id, person_id, state, seat, show_name, asked_at)"
        " VALUES (:s, :p, 'signed_up', 2, false, '2026-11-26')",
        "INSERT INTO registration (session_id, person_id, state, show_name, asked_at)"
        " VALUES (:s, :p, 'signed_up', false, '2026-11-26')",
        "UPDATE registration SET seat = 3 WHERE session_id = :s AND seat = 2 AND :p > 0",
        "UPDATE inspiration_session SET capacity = 1 WHERE id = :s AND :p > 0",
    ],
)
def test_the_database_gives_no_seat_twice_or_beyond_the_last(world, full, statement):
    with pytest.raises(IntegrityError), transaction() as work:
        work.execute(text(statement), {"s": full, "p": world.sanne})


def test_before_signing_up_one_reads_what_one_has_then(visit, world, session_id, now, count_queries):
    yara, milan = visit(world.yara), visit(world.milan)
    page = f"/sessies/{session_id}"
    assert "dan al" not in yara.get(page).text
    alone = count_queries(lambda: yara.get(page))
    at = timedelta(days=7, minutes=20)
    other = make_session(now, at, title="Lunch met een ontwerper")
    off = make_session(now, at, title="Iets anders")
    make_session(now, timedelta(days=7, minutes=30), title="Net erna")
    for each in (other, off):
        signup.sign_up(session_id=each, person_id=world.yara, now=now)
    signup.sign_off(session_id=off, person_id=world.yara, now=now)
    [slot] = make_slots(world.care_booth, world.sanne, now + timedelta(days=7, minutes=10), 1)
    book_slot(slot_id=slot, person_id=world.yara, question="", now=now)
    talk = "Gesprek met Zorggroep Rijnoever (11.52 tot 12.07 uur), "
    assert talk + "Lunch met een ontwerper (12.02 tot 12.32 uur)." in yara.get(page).text
    assert count_queries(lambda: yara.get(page)) == alone
    assert "dan al" not in milan.get(page).text
    yara.open_line(f"person:{world.yara}")
    assert yara.send("session:sign-up", session_id=session_id)["ok"], "it is said, and not forbidden"
    assert "dan al" not in "".join(yara.patches())
    assert "Een dag op de ambulance (11.42 tot 12.12 uur)" in yara.get(f"/sessies/{off}").text


def test_a_page_asks_little_however_many_come(visit, world, full, now, count_queries):
    for number in range(3):
        make_session(now, timedelta(days=number + 1), tags=[f"thema {number}"])
    people = {"yara": visit(world.yara), "milan": visit(world.milan), "bram": visit(world.bram), "": visit()}
    pages = ["/sessies", "/sessies/maand?maand=2026-12", f"/sessies/{full}"]
    own = {"yara": ["/mijn-sessies"], "bram": ["/organisatie/sessies", f"/organisatie/sessies/{full}"]}
    asked = {
        (who, page): count_queries(lambda page=page, who=who: people[who].get(page))
        for who in people
        for page in [*pages, *own.get(who, [])]
    }
    assert {key: number for key, number in asked.items() if number > 12} == {}
    for person_id in make_students(8, world.programme_mbo3):
        signup.sign_up(session_id=make_session(now), person_id=person_id, now=now)
        signup.wait(session_id=full, person_id=person_id, now=now)
    again = {
        (who, page): count_queries(lambda page=page, who=who: people[who].get(page)) for who, page in asked
    }
    assert again == asked
