"""Booking as people meet it: the booth page, forms, the line, and who sees what."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from fair.actions import booking as actions
from fair.facts import AttendanceMarked, RosterChanged
from fair.live import booking as live_booking
from fair.models import CLOSED, DECLINED, Booking, Booth, Fair, Slot
from tests.factories import make_slots


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def booth_url(world, **query):
    tail = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/stands/{world.care_booth}" + (f"?{tail}" if tail else "")


def button(page: str, slot_id: int) -> str:
    found = re.search(rf'<button class="slot" id="slot-{slot_id}".*?</button>', page, re.S)
    return found[0] if found else ""


def book(world, slot_id, person_id, now, question=""):
    return actions.book_slot(slot_id=slot_id, person_id=person_id, question=question, now=now)


def later(monkeypatch, now, **delta):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(**delta))


# ---- the page ----


def test_a_booth_shows_who_what_and_when(visit, world):
    with transaction() as work:
        work.get(
            Booth, world.care_booth
        ).organisation.about = "Wij zorgen **thuis**. <script>alert(1)</script>"
    page = visit().get(booth_url(world)).text
    assert "Wij zorgen <strong>thuis</strong>." in page
    assert "<script>alert" not in page
    assert "Meelopen in de wijk" in page
    assert "Sanne Tester" in page
    assert 'data-state="free"' in button(page, world.sanne_slots[0])
    assert "12.00" in button(page, world.sanne_slots[0])


def test_hours_that_are_over_are_put_away(visit, world, now, monkeypatch):
    morning = make_slots(world.care_booth, world.omar, now - timedelta(hours=2, minutes=42), 12)
    page = visit().get(booth_url(world)).text
    before, after = page.split("Eerder vandaag (8)")[1].split("</details>", 1)
    assert [slot for slot in morning if button(before, slot)] == morning[:8]
    assert button(after, morning[8])
    assert button(after, world.sanne_slots[0])
    assert re.search(r'<details class="table-toggle" id="earlier-[0-9-]+">', page)
    chosen = visit().get(booth_url(world, tijd=morning[0])).text
    assert re.search(r'<details class="table-toggle" id="earlier-[0-9-]+" open>', chosen)
    later(monkeypatch, now, hours=4)
    assert "Eerder vandaag" not in visit().get(booth_url(world)).text


def test_a_day_that_is_over_is_put_away_when_another_follows(visit, world, now, monkeypatch):
    later(monkeypatch, now, hours=4)
    make_slots(world.care_booth, world.omar, now + timedelta(days=1), 2)
    page = visit().get(booth_url(world)).text
    assert "Eerder (8)" in page


def test_times_are_english_in_english(visit, world):
    visitor = visit()
    visitor.get("/taal/en")
    page = visitor.get(booth_url(world)).text
    assert "12:00" in button(page, world.sanne_slots[0])
    assert "Choose a time" in page


def test_filters_by_person_and_by_free(visit, world, now):
    book(world, world.sanne_slots[0], world.milan, now)
    page = visit().get(booth_url(world, wie=world.sanne, vrij=1)).text
    assert not button(page, world.omar_slots[1])
    assert not button(page, world.sanne_slots[0])
    assert button(page, world.sanne_slots[1])


def test_ones_own_time_stays_in_sight_whatever_is_filtered(visit, world, now):
    book(world, world.sanne_slots[0], world.yara, now)
    page = visit(world.yara).get(booth_url(world, wie=world.omar, vrij=1)).text
    assert 'data-state="mine"' in button(page, world.sanne_slots[0])
    assert 'data-version="2.5"' in button(page, world.sanne_slots[0])


def test_ten_times_the_slots_take_no_more_questions(visit, world, now, count_queries):
    yara, url = visit(world.yara), booth_url(world, tijd=world.sanne_slots[1])
    book(world, world.sanne_slots[0], world.milan, now)
    yara.get(url)
    few = count_queries(lambda: yara.get(url))
    make_slots(world.care_booth, world.daan, now + timedelta(hours=3), 36, minutes=2)
    assert count_queries(lambda: yara.get(url)) == few <= 12


# ---- the sheet ----


def test_a_visitor_is_asked_to_sign_in_and_comes_back(visit, world):
    page = visit().get(booth_url(world, tijd=world.sanne_slots[0])).text
    assert "Log in om te boeken" in page
    assert f"next=/stands/{world.care_booth}?tijd%3D{world.sanne_slots[0]}" in page.replace(
        "%3F", "?"
    ).replace("%2F", "/")


def test_staff_read_that_only_students_book(visit, world):
    page = visit(world.daan).get(booth_url(world, tijd=world.sanne_slots[0])).text
    assert "Alleen studenten kunnen een gesprek boeken." in page
    assert "Boek 12.00 uur" not in page


def test_a_free_time_can_be_booked_with_a_question(visit, world):
    page = visit(world.yara).get(booth_url(world, tijd=world.sanne_slots[1])).text
    assert "Vandaag om 12.15 uur" in page
    assert "Boek 12.15 uur" in page
    assert 'data-command="slot:book"' in page
    assert 'data-state="picked"' in button(page, world.sanne_slots[1])


def test_a_taken_time_offers_the_next_free_one(visit, world, now):
    book(world, world.sanne_slots[1], world.milan, now)
    page = visit(world.yara).get(booth_url(world, tijd=world.sanne_slots[1])).text
    assert "12.15 uur met Sanne is bezet. 12.15 uur is nog vrij." in page
    assert "net voor" not in page
    assert f"/tijden/{world.omar_slots[1]}/boeken" in page


def test_a_clash_names_the_talk_and_offers_the_next_free_time(visit, world, now):
    book(world, world.daan_slots[1], world.yara, now)
    page = visit(world.yara).get(booth_url(world, tijd=world.sanne_slots[1])).text
    assert "Om 12.15 uur heb je al een gesprek met Van Duin Techniek. Kies een andere tijd." in page
    assert "Boek 12.30 uur" in page


def test_a_second_time_at_the_same_booth_offers_to_move(visit, world, now):
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    page = visit(world.yara).get(booth_url(world, tijd=world.omar_slots[2])).text
    assert "Je hebt hier al een gesprek om 12.00 uur." in page
    assert f"/afspraken/{booking_id}/verzetten" in page
    assert "Verzet naar 12.30 uur" in page


def test_what_is_past_or_over_is_explained(visit, world, now, monkeypatch):
    later(monkeypatch, now, minutes=20)
    yara = visit(world.yara)
    assert "Deze tijd is voorbij." in yara.get(booth_url(world, tijd=world.sanne_slots[0])).text
    with transaction() as work:
        work.get(Fair, world.fair).state = CLOSED
    page = yara.get(booth_url(world, tijd=world.sanne_slots[1])).text
    assert "De beurs is dicht." in page
    assert "Boek " not in page


@pytest.mark.parametrize("value", ["0", "-1", "x", "99999999999999999999", "123456"])
def test_a_time_that_is_nowhere_shows_no_sheet(visit, world, value):
    answer = visit().get(booth_url(world, tijd=value))
    assert 'id="sheet"' not in answer.text
    assert answer.status_code == (404 if value == "123456" else 200)


def test_a_time_of_another_booth_shows_no_sheet(visit, world):
    assert 'id="sheet"' not in visit().get(booth_url(world, tijd=world.daan_slots[0])).text


# ---- without a socket ----


def test_booking_with_an_ordinary_form(visit, world):
    yara = visit(world.yara)
    answer = yara.post(
        f"/tijden/{world.sanne_slots[1]}/boeken", {"key": "k", "question": "Werk ik ook in het weekend?"}
    )
    assert "Gelukt. Je gesprek staat vast. Vandaag om 12.15 uur met Sanne." in answer.text
    assert "Werk ik ook in het weekend?" in answer.text
    assert "Maak ongedaan" in answer.text
    again = yara.post(
        f"/tijden/{world.sanne_slots[1]}/boeken", {"key": "k", "question": "Werk ik ook in het weekend?"}
    )
    assert "Gelukt." in again.text
    assert db.session.query(Booking).count() == 1


def test_a_refusal_keeps_the_question_and_shows_the_way_on(visit, world, now):
    book(world, world.sanne_slots[1], world.milan, now)
    answer = visit(world.yara).post(f"/tijden/{world.sanne_slots[1]}/boeken", {"question": "Mag ik mee?"})
    assert answer.status_code == 409
    assert "Iemand was je net voor. 12.15 uur is nog vrij." in answer.text
    assert 'value="Mag ik mee?"' in answer.text


def test_a_question_may_not_be_endless(visit, world):
    answer = visit(world.yara).post(f"/tijden/{world.sanne_slots[1]}/boeken", {"question": "x" * 301})
    assert answer.status_code == 409
    assert "Houd je vraag korter dan 300 tekens." in answer.text
    assert "x" * 301 in answer.text
    assert db.session.query(Booking).count() == 0


def test_visitors_sign_in_before_they_book(visit, world):
    answer = visit().http.post(f"/tijden/{world.sanne_slots[1]}/boeken")
    assert answer.status_code == 302
    assert "/inloggen" in answer.location


def test_undo_move_and_cancel_with_ordinary_forms(visit, world, now, monkeypatch):
    yara, booking_id = visit(world.yara), book(world, world.sanne_slots[0], world.yara, now)
    moved = yara.post(f"/afspraken/{booking_id}/verzetten", {"slot_id": world.omar_slots[2], "key": "m"})
    assert "Vandaag om 12.30 uur met Omar." in moved.text
    refused = yara.post(f"/afspraken/{booking_id}/verzetten", {"slot_id": world.daan_slots[3], "key": "n"})
    assert "Je kunt een gesprek alleen verzetten naar een andere tijd bij dezelfde stand." in refused.text
    later(monkeypatch, now, minutes=2)
    late = yara.post(f"/afspraken/{booking_id}/ongedaan", {"key": "u"})
    assert "Ongedaan maken kan tot 1 minuut na het boeken." in late.text
    asked = yara.get(f"/afspraken/{booking_id}/afzeggen").text
    assert "Weet je het zeker?" in asked
    assert "Omar krijgt bericht en de tijd komt vrij voor een ander." in asked
    gone = yara.post(f"/afspraken/{booking_id}/afzeggen", {"key": "c"})
    assert "Je gesprek is afgezegd." in gone.text
    assert "kun je niet meer afzeggen" in yara.get(f"/afspraken/{booking_id}/afzeggen").text
    assert 'data-state="free"' in button(yara.get(booth_url(world)).text, world.omar_slots[2])


def test_undoing_leads_back_to_the_times(visit, world, now):
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    answer = visit(world.yara).post(f"/afspraken/{booking_id}/ongedaan", {"key": "u"})
    assert "Ongedaan gemaakt." in answer.text
    assert "Kies een tijd" in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/afspraken/{}"),
        ("get", "/afspraken/{}.ics"),
        ("get", "/afspraken/{}/afzeggen"),
        ("post", "/afspraken/{}/afzeggen"),
        ("post", "/afspraken/{}/ongedaan"),
        ("post", "/afspraken/{}/verzetten"),
    ],
)
def test_a_stranger_finds_nothing(visit, world, now, method, path):
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    fields = {"data": {"slot_id": world.sanne_slots[1]}} if method == "post" else {}
    for who in (world.milan, world.sanne):
        stranger = visit(who)
        assert getattr(stranger, method)(path.format(booking_id), **fields).status_code == 404
    owner = visit(world.yara)
    assert getattr(owner, method)(path.format(booking_id), **fields).status_code == 200


def test_a_move_without_a_time_is_not_there(visit, world, now):
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    yara = visit(world.yara)
    assert yara.post(f"/afspraken/{booking_id}/verzetten").status_code == 404
    assert yara.post(f"/afspraken/{booking_id}/ongedaan", {"key": "k" * 200}).status_code == 404


# ---- over the line ----


def test_booking_over_the_line_reaches_who_watches(visit, world):
    yara, watcher, slot_id = visit(world.yara), visit(world.milan), world.sanne_slots[1]
    assert yara.open_line(f"booth:{world.care_booth}", f"person:{world.yara}") == []
    assert watcher.open_line(f"booth:{world.care_booth}", f"person:{world.milan}") == []
    answer = yara.send("slot:book", slot_id=slot_id, question="Hoe laat begin je?", key="k")
    assert answer["ok"]
    assert answer["notice"] == "Gelukt. Je gesprek staat vast. Vandaag om 12.15 uur met Sanne."
    assert answer["go"] == f"/stands/{world.care_booth}?tijd={slot_id}#sheet"
    (shared,) = watcher.patches()
    assert f'id="slot-{slot_id}"' in shared
    assert 'data-state="taken"' in shared
    assert 'data-version="2"' in shared
    assert "Hoe laat" not in shared
    assert "Yara" not in shared
    own = yara.patches()
    assert len(own) == 2
    assert 'data-state="mine"' in own[1]
    assert 'data-version="2.5"' in own[1]


def test_nobody_joins_the_room_of_another(visit, world):
    milan = visit(world.milan)
    assert milan.open_line(f"person:{world.yara}", f"day:{world.yara}", f"day:{world.milan}") == [
        f"person:{world.yara}",
        f"day:{world.yara}",
    ]


def test_the_line_watches_in_two_languages(visit, world, now):
    english = visit()
    english.open_line(f"booth:{world.care_booth}", language="en")
    book(world, world.sanne_slots[1], world.yara, now)
    (shared,) = english.patches()
    assert "12:15" in shared
    assert "Taken" in shared


def test_a_repeated_command_gives_one_row_and_the_same_answer(visit, world):
    yara = visit(world.yara)
    yara.open_line()
    first = yara.send("slot:book", slot_id=world.sanne_slots[1], question="", key="same")
    assert yara.send("slot:book", slot_id=world.sanne_slots[1], question="", key="same") == first
    assert db.session.query(Booking).count() == 1


def test_who_is_beaten_reads_why_and_what_is_left(visit, world, now):
    yara, milan, slot_id = visit(world.yara), visit(world.milan), world.sanne_slots[1]
    yara.open_line(f"person:{world.yara}")
    milan.open_line(f"person:{world.milan}")
    book(world, slot_id, world.milan, now)
    milan.patches()
    answer = yara.send("slot:book", slot_id=slot_id, question="Mag ik mee?", key="k")
    assert answer == {"error": "Iemand was je net voor. 12.15 uur is nog vrij."}
    (sheet,) = yara.patches()
    assert f'id="sheet-{slot_id}"' in sheet
    assert f"/tijden/{world.omar_slots[1]}/boeken" in sheet
    assert 'value="Mag ik mee?"' in sheet
    assert "csrf_token" not in sheet
    assert milan.patches() == []


def test_only_signed_in_people_command(visit, world):
    visitor = visit()
    visitor.open_line()
    assert "error" in visitor.send("slot:book", slot_id=world.sanne_slots[1])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"slot_id": "x"},
        {"slot_id": 10**12},
        {"slot_id": 10**6},
        {"slot_id": -1},
        {"slot_id": 1, "question": "x" * 301},
        {"slot_id": 1, "key": "k" * 101},
    ],
)
def test_nonsense_over_the_line_is_refused_in_words(visit, world, fields):
    yara = visit(world.yara)
    yara.open_line()
    assert yara.send("slot:book", **fields)["error"]
    assert db.session.query(Booking).count() == 0


def test_undo_move_and_cancel_over_the_line(visit, world, now, monkeypatch):
    yara, watcher = visit(world.yara), visit()
    yara.open_line(f"person:{world.yara}", f"day:{world.yara}")
    watcher.open_line(f"booth:{world.care_booth}")
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    watcher.patches()
    moved = yara.send("booking:move", booking_id=booking_id, slot_id=world.sanne_slots[2], key="m")
    assert "Vandaag om 12.30 uur met Sanne." in moved["notice"]
    freed, taken = watcher.patches()
    assert f'id="slot-{world.sanne_slots[0]}"' in freed
    assert 'data-state="free" data-version="3"' in freed
    assert f'id="slot-{world.sanne_slots[2]}"' in taken
    assert 'data-state="taken" data-version="2"' in taken
    undone = yara.send("booking:undo", booking_id=booking_id, key="u")
    assert undone["go"] == f"/stands/{world.care_booth}#choose"
    assert 'data-state="free"' in watcher.patches()[0]
    second = book(world, world.sanne_slots[0], world.yara, now)
    yara.patches()
    gone = yara.send("booking:cancel", booking_id=second, key="c")
    assert gone["go"] == "/mijn-dag"
    (day,) = yara.patches()
    assert 'id="days"' in day
    assert f"ticket-{second}" not in day


def test_a_refused_move_shows_the_way_on(visit, world, now):
    yara = visit(world.yara)
    yara.open_line(f"person:{world.yara}")
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    book(world, world.sanne_slots[2], world.milan, now)
    yara.patches()
    answer = yara.send("booking:move", booking_id=booking_id, slot_id=world.sanne_slots[2], key="m")
    assert "Iemand was je net voor." in answer["error"]
    assert f'id="sheet-{world.sanne_slots[2]}"' in yara.patches()[0]


@pytest.mark.parametrize("command", ["booking:undo", "booking:cancel", "booking:move"])
def test_a_stranger_changes_nothing_over_the_line(visit, world, now, command):
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    milan = visit(world.milan)
    milan.open_line()
    answer = milan.send(command, booking_id=booking_id, slot_id=world.sanne_slots[1], key="k")
    assert answer == {"error": "Dit is weg, of niet van jou."}
    assert db.session.get(Booking, booking_id, populate_existing=True).state == "booked"


def test_a_new_roster_and_attendance_are_drawn(visit, world, now):
    watcher, yara = visit(), visit(world.yara)
    watcher.open_line(f"booth:{world.care_booth}")
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    yara.open_line(f"day:{world.yara}")
    watcher.patches()
    with transaction() as work:
        work.get(Slot, world.sanne_slots[3]).state = "withdrawn"
    live_booking.show_roster(RosterChanged(world.care_booth))
    how, times = watcher.patches()
    assert "Een gesprek duurt 15 minuten. Tik op een vrije tijd" in how
    assert button(times, world.sanne_slots[2])
    assert not button(times, world.sanne_slots[3])
    assert 'data-state="taken"' in button(times, world.sanne_slots[0])
    live_booking.show_attendance(AttendanceMarked(booking_id))
    assert f"ticket-{booking_id}" in yara.patches()[0]


def test_a_withdrawn_time_says_so_where_it_still_hangs(visit, world, now):
    watcher = visit()
    watcher.open_line(f"booth:{world.care_booth}")
    booking_id = book(world, world.sanne_slots[0], world.yara, now)
    watcher.patches()
    with transaction() as work:
        work.get(Slot, world.sanne_slots[0]).state = "withdrawn"
        work.get(Booking, booking_id).state = "cancelled_by_employer"
    live_booking._show(booking_id, world.sanne_slots[0])
    assert "Ingetrokken" in watcher.patches()[0]
    assert (
        "De werkgever heeft deze tijd ingetrokken."
        in visit(world.yara).get(booth_url(world, tijd=world.sanne_slots[0])).text
    )


def test_a_declined_booth_takes_no_bookings(visit, world):
    with transaction() as work:
        work.get(Booth, world.care_booth).state = DECLINED
    yara = visit(world.yara)
    yara.open_line()
    answer = yara.send("slot:book", slot_id=world.sanne_slots[0], question="", key="k")
    assert answer == {"error": "Deze stand is niet open voor gesprekken."}
