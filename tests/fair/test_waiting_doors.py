"""Waiting as people meet it: pages and forms, the line, and who sees what."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, worker
from app.db import db
from fair.actions import booking
from fair.actions import waiting as actions
from fair.live import booking as live_booking
from fair.live import waiting as live_waiting
from fair.models import Booking
from fair.models.waiting import OFFERED, SlotOffer, Standby, WaitlistEntry
from tests.factories import make_student

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """The square is told by hand; the booths that it is told about."""
    booths = []
    monkeypatch.setattr(live_booking.squares, "add", booths.append)
    monkeypatch.setattr(live_waiting.lines, "add", lambda number: live_waiting.tell_lines({number}))
    monkeypatch.setattr(live_waiting.standbys, "add", lambda number: live_waiting.tell_standbys({number}))
    return booths


@pytest.fixture
def full(world, now):
    """Daan's four times are taken by four students; the ids of their bookings."""
    others = [make_student(f"Robin{number}", world.programme_mbo3) for number in range(4)]
    return [
        booking.book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)
        for slot_id, person_id in zip(world.daan_slots, others, strict=True)
    ]


def join(world, person_id, now):
    return actions.join_waiting_list(booth_id=world.tech_booth, slot_id=None, person_id=person_id, now=now)


def cancel(booking_id, now):
    talk = db.session.get(Booking, booking_id)
    booking.cancel_booking(booking_id=booking_id, person_id=talk.person_id, now=now)


@pytest.fixture
def offered(world, full, now):
    """Daan's last time is held for Yara, and Milan comes next; the id of the offer."""
    join(world, world.yara, now - MINUTE)
    join(world, world.milan, now)
    cancel(full[3], now)
    return db.session.scalars(select(SlotOffer.id)).one()


def booth(world, **query):
    tail = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/stands/{world.tech_booth}" + (f"?{tail}" if tail else "")


def state_of(page, slot_id):
    return re.search(rf'id="slot-{slot_id}"[^>]*data-state="(\w+)"', page)[1]


def holder():
    db.session.expire_all()
    return db.session.scalar(select(SlotOffer.person_id).where(SlotOffer.state == OFFERED))


def entries():
    return list(db.session.scalars(select(WaitlistEntry.person_id).order_by(WaitlistEntry.id)))


# ---- pages and forms ----


def test_a_full_booth_invites_students_to_wait(visit, world, full, now):
    yara = visit(world.yara)
    page = yara.get(booth(world)).text
    assert "Zet me op de wachtlijst" in page
    for other in (visit(), visit(world.sanne)):
        assert "Zet me op de wachtlijst" not in other.get(booth(world)).text
    answer = yara.post(f"/stands/{world.tech_booth}/wachtlijst", {"key": "k"})
    assert "Je staat op de wachtlijst" in answer.text
    assert "Er wacht niemand voor jou." in answer.text
    join(world, world.milan, now + MINUTE)
    assert "Er wacht 1 student voor jou." in visit(world.milan).get(booth(world)).text
    assert "Yara" not in visit(world.milan).get(booth(world)).text


def test_a_free_time_is_booked_and_not_waited_for(visit, world, now):
    yara = visit(world.yara)
    assert "wachtlijst" not in yara.get(booth(world)).text
    answer = yara.post(f"/stands/{world.tech_booth}/wachtlijst")
    assert "12.00 uur is vrij. Je kunt die tijd meteen boeken." in answer.text


def test_waiting_for_one_time(visit, world, full, now):
    yara, slot_id = visit(world.yara), world.daan_slots[2]
    page = yara.get(booth(world, tijd=slot_id)).text
    assert "Zet me op de wachtlijst voor 12.30 uur" in page
    answer = yara.post(f"/stands/{world.tech_booth}/wachtlijst", {"slot_id": slot_id, "key": "k"})
    assert "Je wacht op 12.30 uur." in answer.text
    day = yara.get("/mijn-dag").text
    assert "Waar je wacht" in day
    assert "Voor 12.30 uur." in day


def test_leaving_the_list(visit, world, full, now):
    entry_id = join(world, world.yara, now)
    assert visit(world.milan).post(f"/wachtlijst/{entry_id}/verlaten").status_code == 404
    assert visit(world.sanne).post(f"/wachtlijst/{entry_id}/verlaten").status_code == 404
    assert (
        "Je staat niet meer op de wachtlijst."
        in visit(world.yara).post(f"/wachtlijst/{entry_id}/verlaten", {"key": "k"}).text
    )
    assert entries() == []


def test_who_is_offered_a_time_sees_it_everywhere(visit, world, offered, now):
    yara, slot_id = visit(world.yara), world.daan_slots[3]
    page = yara.get(booth(world)).text
    assert "Vandaag om 12.45 uur is een tijd vrijgekomen" in page
    assert "Je staat op de wachtlijst" not in page, "one word at a time"
    assert "Voor jou vast, nog" in page
    assert 'data-countdown="2026-11-26T11:12:00+00:00"' in page
    assert "Je hebt nog 15 seconden om 12.45 uur te nemen." in page
    assert state_of(page, slot_id) == "offered"
    assert f'id="slot-{slot_id}"' in yara.get(booth(world, vrij=1)).text
    assert "Neem 12.45 uur" in yara.get("/mijn-dag").text
    for other in (visit(), visit(world.milan)):
        seen = other.get(booth(world)).text
        assert state_of(seen, slot_id) == "taken"
        assert "vrijgekomen" not in seen


def test_taking_it_with_a_form(visit, world, offered):
    yara = visit(world.yara)
    answer = yara.post(f"/aangeboden/{offered}/nemen", {"key": "k"})
    assert "Gelukt. Je gesprek staat vast. Vandaag om 12.45 uur met Daan." in answer.text
    assert state_of(answer.text, world.daan_slots[3]) == "mine"
    again = yara.post(f"/aangeboden/{offered}/nemen", {"key": "k"})
    assert "Gelukt." in again.text
    assert "al van jou" in yara.post(f"/aangeboden/{offered}/nemen", {"key": "other"}).text


def test_letting_it_go_with_a_form(visit, world, offered):
    answer = visit(world.yara).post(f"/aangeboden/{offered}/laten-gaan", {"key": "k"})
    assert "Je hebt deze tijd laten gaan. De volgende student krijgt hem." in answer.text
    assert holder() == world.milan


@pytest.mark.parametrize("verb", ["nemen", "laten-gaan"])
def test_an_offer_is_nobody_elses(visit, world, offered, verb):
    for who in (world.milan, world.daan):
        assert visit(who).post(f"/aangeboden/{offered}/{verb}", {"key": "k"}).status_code == 404
    assert holder() == world.yara
    assert visit(world.yara).post(f"/aangeboden/{offered}/{verb}", {"key": "k" * 200}).status_code == 404
    assert visit(world.yara).post(f"/aangeboden/{offered}/{verb}", {"key": "k"}).status_code == 200


def test_an_offer_that_is_over_is_gone_from_the_page_before_the_worker_comes(
    visit, world, offered, now, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: now + 31 * MINUTE)
    page = visit(world.yara).get(booth(world)).text
    assert "vrijgekomen" not in page
    assert state_of(page, world.daan_slots[3]) == "taken"


def test_a_page_of_many_entries_asks_no_more(visit, world, full, now, count_queries):
    join(world, world.yara, now)
    yara = visit(world.yara)
    yara.get(booth(world))
    few = count_queries(lambda: yara.get(booth(world)))
    for number in range(3):
        join(world, make_student(f"Kim{number}", world.programme_mbo3), now)
    assert count_queries(lambda: yara.get(booth(world))) == few <= 12


# ---- the desk ----


def test_the_desk_sees_how_many_wait_but_not_who(visit, world, full, now):
    join(world, world.yara, now)
    join(world, world.milan, now)
    daan = visit(world.daan)
    cancel(full[3], now)
    page = daan.get(f"/balie/{world.tech_booth}").text
    assert "Vast voor de wachtlijst tot 12.12 uur" in page
    assert "Yara" not in page
    assert "Milan" not in page


def test_staff_release_a_free_time(visit, world, full, now):
    offer_all_free(world, full, now)
    daan = visit(world.daan)
    page = daan.get(f"/balie/{world.tech_booth}").text
    assert "Er wacht 1 student." in page
    assert "Naar de eerste op de wachtlijst" in page
    refused = daan.post(f"/balie/tijden/{world.daan_slots[0]}/wachtlijst", {"key": "a"})
    assert "Deze tijd past nu bij niemand op de wachtlijst." in refused.text
    talk = db.session.scalars(select(Booking.id).where(Booking.person_id == world.yara)).one()
    booking.cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    answer = daan.post(f"/balie/tijden/{world.daan_slots[0]}/wachtlijst", {"key": "b"})
    assert "De eerste op de wachtlijst krijgt deze tijd aangeboden." in answer.text
    assert holder() == world.yara
    assert visit(world.sanne).post(f"/balie/tijden/{world.daan_slots[0]}/wachtlijst").status_code == 404
    assert visit(world.yara).post(f"/balie/tijden/{world.daan_slots[0]}/wachtlijst").status_code == 404


def offer_all_free(world, full, now):
    """Yara waits, has a talk elsewhere at 12.00, and so the 12.00 that falls free does not suit her."""
    join(world, world.yara, now)
    booking.book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    cancel(full[0], now)
    assert holder() is None


# ---- standing by ----


def until(now, hours=2):
    return (now + timedelta(hours=hours)).isoformat()


def test_standing_by_with_a_form(visit, world, now):
    yara, page = visit(world.yara), f"/beurs/{world.fair}/stand-by"
    assert f'href="{page}"' in yara.get("/mijn-dag").text
    form = yara.get(page).text
    assert "Tot wanneer sta je stand-by?" in form
    assert "Zorggroep Rijnoever" in form
    refused = yara.post(page, {"key": "a", "sector": "ict"})
    assert refused.status_code == 422
    assert "Kies tot wanneer je stand-by staat." in refused.text
    assert re.search(r'value="ict"[^>]* checked', refused.text)
    late = yara.post(page, {"key": "a", "until": until(now, 9)})
    assert "De beurs is open tot 15.42 uur." in late.text
    assert yara.post(page, {"key": "a", "until": "2026-11-26T12:00"}).status_code == 422
    done = yara.post(page, {"key": "b", "until": until(now), "sector": "zorg", "booth": world.care_booth})
    assert "Je staat stand-by tot 13.42 uur" in done.text
    assert "Er wacht niemand voor jou." in done.text
    [ready] = db.session.scalars(select(Standby))
    assert (ready.sectors, ready.booth_ids) == (["zorg"], [world.care_booth])
    assert "Je staat stand-by tot 13.42 uur" in yara.get("/mijn-dag").text
    assert visit(world.milan).post(f"/stand-by/{ready.id}/stoppen").status_code == 404
    assert "Je staat niet meer stand-by." in yara.post(f"/stand-by/{ready.id}/stoppen", {"key": "c"}).text
    assert visit(world.sanne).get(page).status_code == 404
    assert yara.get("/beurs/999/stand-by").status_code == 404


def test_when_the_fair_is_over_nobody_stands_by(visit, world, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=5))
    page = visit(world.yara).get(f"/beurs/{world.fair}/stand-by").text
    assert "Je kunt nu niet stand-by staan" in page
    assert "stand-by" not in visit(world.yara).get("/mijn-dag").text


def test_standing_by_over_the_line(visit, world, full, now):
    yara, milan = visit(world.yara), visit(world.milan)
    for each, person_id in ((yara, world.yara), (milan, world.milan)):
        each.open_line(f"person:{person_id}")
    answer = yara.send("standby:start", fair_id=world.fair, until=until(now), key="a")
    assert answer["notice"] == "Je staat stand-by."
    assert answer["go"] == f"/beurs/{world.fair}/stand-by"
    assert milan.send("standby:start", fair_id=world.fair, until=until(now), key="a")["ok"]
    assert any("Er wacht 1 student voor jou." in patch for patch in milan.patches())
    assert milan.open_line(f"person:{world.milan}", f"standby:{world.fair}") == []
    assert visit(world.noor).open_line(f"standby:{world.fair}") == [f"standby:{world.fair}"]
    assert "die nog komt" in milan.send("standby:start", fair_id=world.fair, until=until(now, -1))["error"]
    assert "Kies tot wanneer" in milan.send("standby:start", fair_id=world.fair, until="x")["error"]
    ready = db.session.scalars(select(Standby.id).where(Standby.person_id == world.yara)).one()
    assert milan.send("standby:stop", standby_id=ready)["error"]
    assert yara.send("standby:stop", standby_id=ready, key="s")["notice"] == "Je staat niet meer stand-by."
    assert any("Er wacht niemand voor jou." in patch for patch in milan.patches())
    cancel(full[0], now)
    assert any("Je staat stand-by. Deze tijd is van jou tot 11.45 uur." in each for each in milan.patches())


# ---- over the line ----


def test_joining_and_leaving_over_the_line(visit, world, full, now):
    yara, milan, daan = visit(world.yara), visit(world.milan), visit(world.daan)
    yara.open_line(f"person:{world.yara}")
    milan.open_line(f"person:{world.milan}")
    daan.open_line(f"booth-desk:{world.tech_booth}")
    first = yara.send("waiting:join", booth_id=world.tech_booth, key="a")
    assert first["notice"].startswith("Je staat op de wachtlijst.")
    assert yara.send("waiting:join", booth_id=world.tech_booth, key="a") == first
    assert "al op de wachtlijst" in yara.send("waiting:join", booth_id=world.tech_booth, key="b")["error"]
    assert milan.send("waiting:join", booth_id=world.tech_booth, slot_id=world.daan_slots[0], key="a")["ok"]
    assert any("Er wacht 1 student voor jou." in patch for patch in milan.patches())
    assert milan.open_line(f"person:{world.milan}", f"waiting:{world.tech_booth}") == []
    assert visit(world.noor).open_line(f"waiting:{world.tech_booth}") == [f"waiting:{world.tech_booth}"]
    assert daan.patches()
    entry = db.session.scalars(select(WaitlistEntry.id).where(WaitlistEntry.person_id == world.yara)).one()
    assert milan.send("waiting:leave", entry_id=entry)["error"]
    yara.patches()
    left = yara.send("waiting:leave", entry_id=entry, key="c")
    assert left["notice"] == "Je staat niet meer op de wachtlijst."
    assert any("Zet me op de wachtlijst" in patch for patch in yara.patches())
    assert any("Er wacht niemand voor jou." in patch for patch in milan.patches())


def test_what_falls_free_reaches_the_first_and_then_the_next(visit, world, full, now, monkeypatch, told):
    join(world, world.yara, now - MINUTE)
    join(world, world.milan, now)
    yara, milan, watcher = visit(world.yara), visit(world.milan), visit()
    yara.open_line(f"person:{world.yara}", f"booth:{world.tech_booth}")
    milan.open_line(f"person:{world.milan}")
    watcher.open_line(f"booth:{world.tech_booth}")
    slot_id = world.daan_slots[3]
    cancel(full[3], now)
    seen = watcher.patches()
    assert seen
    assert {state_of(patch, slot_id) for patch in seen} == {"taken"}
    own = yara.patches()
    assert any('data-state="offered" data-version="4.5"' in patch for patch in own)
    assert any('role="alert"' in patch and "Er is een tijd voor jou vast." in patch for patch in own)
    assert any("Neem 12.45 uur" in patch and "csrf" not in patch for patch in own)
    assert milan.patches() == []
    late = now + 30 * MINUTE
    monkeypatch.setattr(clock, "now", lambda: late)
    assert "Dat is voorbij" in yara.send("offer:accept", offer_id=1, key="late")["error"]
    assert worker.do_what_is_due(late) == 1
    assert any("Neem 12.45 uur" in patch for patch in milan.patches())
    gone = yara.patches()
    assert any("data-gone" in patch for patch in gone)
    assert not any("Neem 12.45 uur" in patch for patch in gone)
    assert world.tech_booth in told


def test_taking_and_letting_go_over_the_line(visit, world, offered, now):
    yara, milan = visit(world.yara), visit(world.milan)
    yara.open_line(f"person:{world.yara}")
    milan.open_line(f"person:{world.milan}", f"booth:{world.tech_booth}")
    assert "error" in milan.send("offer:accept", offer_id=offered, key="m")
    assert "error" in milan.send("offer:let-go", offer_id=offered, key="m")
    gone = yara.send("offer:let-go", offer_id=offered, key="y")
    assert any('id="wishes"' in drawing for drawing in yara.patches())
    assert gone["notice"] == "Je hebt deze tijd laten gaan. De volgende student krijgt hem."
    second = db.session.scalars(select(SlotOffer.id).where(SlotOffer.person_id == world.milan)).one()
    taken = milan.send("offer:accept", offer_id=second, key="n")
    assert taken["notice"] == "Gelukt. Je gesprek staat vast. Vandaag om 12.45 uur met Daan."
    assert taken["go"] == f"/stands/{world.tech_booth}?tijd={world.daan_slots[3]}#sheet"
    assert milan.send("offer:accept", offer_id=second, key="n") == taken
    assert entries() == [world.yara]


def test_what_is_drawn_for_her_falls_on_no_other_part_of_her_pages(visit, world):
    """Her own room is watched on every page: a heading of this name would become her waiting list."""
    page = visit(world.yara).get("/mijn/profiel").text
    assert "Wat zoek je?" in page
    assert not re.search(r'id="(waiting|wishes|queues)"', page)


def test_releasing_over_the_line(visit, world, full, now):
    offer_all_free(world, full, now)
    daan, sanne = visit(world.daan), visit(world.sanne)
    daan.open_line(f"booth-desk:{world.tech_booth}")
    sanne.open_line()
    slot_id = world.daan_slots[0]
    assert "past nu bij niemand" in daan.send("waiting:release", slot_id=slot_id, key="a")["error"]
    assert "error" in sanne.send("waiting:release", slot_id=slot_id, key="a")
    talk = db.session.scalars(select(Booking.id).where(Booking.person_id == world.yara)).one()
    booking.cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    daan.patches()
    assert daan.send("waiting:release", slot_id=slot_id, key="b")["ok"]
    assert any("Vast voor de wachtlijst" in patch for patch in daan.patches())


@pytest.mark.parametrize(
    ("command", "fields"),
    [
        ("waiting:join", {}),
        ("waiting:join", {"booth_id": 10**6}),
        ("waiting:join", {"booth_id": "x"}),
        ("waiting:leave", {"entry_id": 999}),
        ("offer:accept", {"offer_id": 999}),
        ("offer:let-go", {}),
        ("waiting:release", {"slot_id": 10**6}),
        ("standby:start", {"fair_id": 10**6, "until": "2026-11-26T12:00:00+00:00"}),
        ("standby:start", {"fair_id": 1, "until": "2026-11-26T12:00:00+00:00", "booth": "x"}),
        ("standby:stop", {"standby_id": 999}),
    ],
)
def test_nonsense_is_refused_in_words(visit, world, command, fields):
    yara = visit(world.yara)
    yara.open_line()
    assert yara.send(command, **fields)["error"]
    stranger = visit()
    stranger.open_line()
    assert "error" in stranger.send(command, **fields)
