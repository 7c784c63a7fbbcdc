"""Organisers plan, change, open and close fairs, and see the square in numbers."""

import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import fairs as actions
from fair.actions.booking import book_slot
from fair.facts import BoothChanged, FairChanged
from fair.live import organiser as line
from fair.models import ANNOUNCED, ARCHIVED, ATTENDED, CLOSED, DRAFT, NO_SHOW, OPEN, Booking, Fair
from fair.queries import fairs as queries
from fair.queries import square
from region.sectors import LEVELS, SECTORS
from tests.factories import make_booth, make_fair, make_member, make_organisation, make_slots

SETTINGS = {
    "title": "Stagebeurs voorjaar",
    "text": "Voor **iedereen**.",
    "day": "2027-03-11",
    "opens": "10:00",
    "closes": "16.00",
    "slot_minutes": "15",
    "break_minutes": "5",
    "bookings_per_student": "5",
    "booking_opens_day": "2027-02-25",
    "booking_opens_time": "09:00",
    "booking_closes_day": "2027-03-11",
    "booking_closes_time": "15:30",
    "levels": ["mbo2", "mbo3"],
    "sectors": ["zorg", "techniek"],
    "shortage_sectors": ["zorg"],
    "mode": "hybrid",
    "location": "Stadhuisplein 1, Leiden",
    "gap_minutes": "20",
    "one_per_employer": "y",
    "cancel_free_minutes": "120",
    "limit_until_day": "2027-03-04",
    "limit_until_time": "09:00",
}


@pytest.fixture(autouse=True)
def nothing_gathered():
    """No test starts with squares that another left to be drawn."""
    line.changed.numbers.clear()


def the_fair(title="Stagebeurs voorjaar"):
    """The fair with this title, as it is kept."""
    db.session.rollback()
    return db.session.query(Fair).filter_by(title=title).one()


def test_an_organiser_plans_a_fair_in_local_time(visit, world):
    bram = visit(world.bram)
    page = bram.post("/organisatie/beurzen/nieuw", SETTINGS)
    assert "Stagebeurs voorjaar" in page.text
    assert "Concept" in page.text
    fair = the_fair()
    assert fair.starts_at.isoformat() == "2027-03-11T09:00:00+00:00"
    assert fair.ends_at.isoformat() == "2027-03-11T15:00:00+00:00"
    assert fair.booking_opens_at.isoformat() == "2027-02-25T08:00:00+00:00"
    assert (fair.state, fair.levels, fair.break_minutes) == (DRAFT, ["mbo2", "mbo3"], 5)
    assert (fair.mode, fair.location) == ("hybrid", "Stadhuisplein 1, Leiden")
    assert (fair.sectors, fair.shortage_sectors) == (["zorg", "techniek"], ["zorg"])
    assert (fair.gap_minutes, fair.cancel_free_minutes, fair.one_per_employer) == (20, 120, True)
    assert fair.limit_until.isoformat() == "2027-03-04T08:00:00+00:00"
    assert fair.reserved_until is None


def test_a_new_fair_begins_with_what_is_safe(visit, world):
    page = visit(world.bram).get("/organisatie/beurzen/nieuw").text
    usual = {
        "slot_minutes": "15",
        "gap_minutes": "10",
        "bookings_per_student": "5",
        "cancel_free_minutes": "60",
    }
    for name, value in usual.items():
        assert re.search(rf'<input[^>]*name="{name}"[^>]*value="{value}"', page), name
    assert page.count(" checked") == 1 + 1 + 6 + 7  # online, one per employer, all levels, all sectors


def test_the_same_form_sent_twice_plans_one_fair(visit, world):
    bram = visit(world.bram)
    for _twice in range(2):
        bram.post("/organisatie/beurzen/nieuw", SETTINGS | {"key": "once"})
    assert the_fair().title == "Stagebeurs voorjaar"


WRONG = [
    ({"bookings_per_student": "0"}, "Met 0 kan niemand boeken"),
    ({"slot_minutes": "0"}, "minstens 5"),
    ({"break_minutes": "-1"}, "0 tot 60"),
    ({"slot_minutes": "vijf"}, "getal"),
    ({"levels": []}, "Zonder niveaus kan niemand boeken"),
    ({"levels": ["mbo9"]}, "mbo9"),
    ({"title": " "}, "naam"),
    ({"title": "\0"}, "naam"),
    ({"day": "2027-02-30"}, "Kies een dag"),
    ({"opens": "25:00"}, "Vul een tijd in"),
    ({"closes": "10:00"}, "later sluiten"),
    ({"closes": "10:15"}, "past niet"),
    ({"day": "2026-11-25"}, "voorbij"),
    ({"gap_minutes": "-1"}, "0 tot 240"),
    ({"gap_minutes": "240", "closes": "13:00", "booking_closes_time": "12:00"}, "langer dan de beurs"),
    ({"cancel_free_minutes": "-5"}, "tot een week"),
    ({"location": " "}, "Vul in waar de beurs is"),
    ({"mode": "op de maan"}, "eldige keuze"),
    ({"sectors": []}, "Zonder sectoren"),
    ({"shortage_sectors": ["groen"]}, "tekortsector moet ook meedoen"),
    ({"limit_until_time": ""}, "de dag en de tijd allebei"),
    ({"limit_until_day": ""}, "de dag en de tijd allebei"),
    ({"limit_until_day": "2027-03-12"}, "De grens moet stoppen"),
    ({"reserved_until_day": "2027-03-05"}, "de dag en de tijd allebei"),
    ({"reserved_until_day": "2027-02-01", "reserved_until_time": "09:00"}, "moeten vrijkomen"),
    ({"limit_until_day": "2027-03-28", "limit_until_time": "02:30"}, "Deze tijd bestaat niet"),
    ({"booking_closes_day": "2027-03-12"}, "voordat de beurs sluit"),
    ({"booking_opens_day": "2027-03-12"}, "later stoppen"),
    ({"day": "9999-12-31"}, "te ver vooruit"),
    ({"day": "0001-01-01", "opens": "00:00"}, "voorbij"),
    ({"booking_opens_day": "0001-01-01", "booking_opens_time": "00:00"}, "voorbij"),
    ({"day": "2027-03-28", "opens": "02:30"}, "Deze tijd bestaat niet"),
    ({"day": "2027-03-28", "opens": "01:00", "closes": "02:15"}, "Deze tijd bestaat niet"),
    ({"booking_opens_day": "2027-03-28", "booking_opens_time": "02:00"}, "Deze tijd bestaat niet"),
    ({"booking_closes_day": "2027-03-28", "booking_closes_time": "02:59"}, "Deze tijd bestaat niet"),
]


def test_impossible_settings_are_refused_and_what_was_typed_stays(visit, world):
    bram = visit(world.bram)
    for wrong, reason in WRONG:
        page = bram.post("/organisatie/beurzen/nieuw", SETTINGS | wrong)
        assert reason in page.text, wrong
        assert "Voor **iedereen**." in page.text
    assert db.session.query(Fair).count() == 1


def test_the_night_in_october_has_an_hour_more(visit, world, now):
    night = {"day": "2027-10-31", "opens": "01:00", "closes": "04:00", "mode": "online"}
    closes = {"booking_closes_day": "2027-10-31", "booking_closes_time": "03:00"}
    visit(world.bram).post("/organisatie/beurzen/nieuw", SETTINGS | night | closes)
    fair = the_fair()
    assert fair.ends_at - fair.starts_at == timedelta(hours=4)


def test_a_fair_may_pass_midnight(visit, world):
    bram = visit(world.bram)
    night = {"opens": "20:00", "closes": "01:00", "closes_day": "2027-03-12"}
    bram.post("/organisatie/beurzen/nieuw", SETTINGS | night)
    fair = the_fair()
    assert fair.ends_at - fair.starts_at == timedelta(hours=5)
    page = bram.get(f"/organisatie/beurzen/{fair.id}/bewerken").text
    assert 'value="2027-03-12"' in page


def test_the_database_refuses_zero_in_words_too(world, now):
    fields = {
        "title": "Nul",
        "mode": "online",
        "location": "",
        "sectors": ["zorg"],
        "shortage_sectors": [],
        "gap_minutes": 10,
        "cancel_free_minutes": 60,
        "text": "",
        "levels": ["hbo"],
        "slot_minutes": 15,
        "break_minutes": 0,
        "bookings_per_student": 0,
        "starts_at": now,
        "ends_at": now + timedelta(hours=2),
        "booking_opens_at": now,
        "booking_closes_at": now + timedelta(hours=1),
    }
    with pytest.raises(Refused):
        actions.create_fair(person_id=world.bram, now=now, **fields)


def edit(visitor, fair_id, **changes):
    """Send the form of an existing fair with some changes."""
    found = db.session.get(Fair, fair_id)
    wall = {"day": "2026-11-26", "opens": "09:42", "closes": "15:42"}
    booking = {
        "booking_opens_day": "2026-11-19",
        "booking_opens_time": "10:00",
        "booking_closes_day": "2026-11-26",
        "booking_closes_time": "15:00",
    }
    same = {"title": found.title, "slot_minutes": "15", "break_minutes": "0", "bookings_per_student": "5"}
    same |= {"gap_minutes": "10", "cancel_free_minutes": "60", "mode": "online"}
    takes_part = {"levels": list(LEVELS), "sectors": list(SECTORS)}
    form = wall | booking | same | takes_part | changes
    return visitor.post(f"/organisatie/beurzen/{fair_id}/bewerken", form)


def test_an_organiser_changes_a_fair_and_slots_that_exist_stay(visit, world):
    bram = visit(world.bram)
    shown = bram.get(f"/organisatie/beurzen/{world.fair}/bewerken").text
    assert 'value="2026-11-26"' in shown
    assert 'value="09:42"' in shown
    before = square.today(db.session.get(Fair, world.fair), _now(world)).figures
    page = edit(bram, world.fair, title="Beurs 2026", slot_minutes="30")
    assert "De wijzigingen zijn bewaard" in page.text
    fair = the_fair("Beurs 2026")
    assert fair.slot_minutes == 30
    assert square.today(fair, _now(world)).figures == before


def test_what_a_booth_stands_for_stays_on(visit, world):
    bram = visit(world.bram)
    page = edit(bram, world.fair, sectors=["zorg"])
    assert "Van Duin Techniek heeft een stand in de sector Techniek en bouw" in page.text
    page = edit(bram, world.fair, levels=["mbo1", "mbo2", "hbo"])
    assert "is ook voor mbo 3" in page.text
    db.session.rollback()
    assert len(db.session.get(Fair, world.fair).sectors) == 7
    edit(bram, world.fair, sectors=["zorg", "techniek"], levels=["mbo2", "mbo3", "hbo"])
    db.session.rollback()
    assert db.session.get(Fair, world.fair).sectors == ["zorg", "techniek"]


def test_an_online_fair_has_no_place(visit, world):
    visit(world.bram).post("/organisatie/beurzen/nieuw", SETTINGS | {"mode": "online"})
    assert the_fair().location == ""


def _now(world):
    return db.session.get(Fair, world.fair).starts_at + timedelta(hours=2)


def test_opening_hours_never_leave_a_roster_outside(visit, world):
    page = edit(visit(world.bram), world.fair, closes="12:45", booking_closes_time="12:00")
    assert "op het rooster van 12.00 tot 13.00 uur" in page.text
    db.session.rollback()
    assert db.session.get(Fair, world.fair).ends_at.hour == 14


def test_a_fair_opens_once_all_is_there(visit, world, now):
    bram = visit(world.bram)
    draft = make_fair(now, title="Voorjaar", state=DRAFT)
    page = bram.get(f"/organisatie/beurzen/{draft}").text
    assert "Nog 2 dingen te doen" in page
    assert "Open de beurs" not in page
    assert "kan nog niet open" in bram.post(f"/organisatie/beurzen/{draft}/openen").text
    booth = make_booth(draft, world.care, number=1)
    make_slots(booth, world.sanne, now + timedelta(hours=3), 2)
    assert "Klaar om te openen" in bram.get(f"/organisatie/beurzen/{draft}").text
    confirm = bram.get(f"/organisatie/beurzen/{draft}/openen").text
    assert "Studenten kunnen meteen boeken" in confirm
    assert "Iedereen ziet hem" in bram.post(f"/organisatie/beurzen/{draft}/openen").text
    db.session.rollback()
    assert db.session.get(Fair, draft).state == OPEN
    assert "al open" in bram.post(f"/organisatie/beurzen/{draft}/openen").text


def test_before_opening_it_says_from_when_students_can_book(visit, world, now):
    draft = make_fair(now, state=DRAFT, booking_opens_at=now + timedelta(hours=1))
    page = visit(world.bram).get(f"/organisatie/beurzen/{draft}/openen").text
    assert "26 november 2026, 12.42 uur" in page


def test_closing_says_what_happens_and_keeps_what_is_booked(visit, world, now):
    booking_id = book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    bram = visit(world.bram)
    confirm = bram.get(f"/organisatie/beurzen/{world.fair}/sluiten").text
    assert "1 geboekt gesprek komt nog" in confirm
    assert "voor het einde" in confirm
    db.session.rollback()
    assert db.session.get(Fair, world.fair).state == OPEN
    assert "Wat geboekt is, blijft staan" in bram.post(f"/organisatie/beurzen/{world.fair}/sluiten").text
    db.session.rollback()
    assert db.session.get(Fair, world.fair).state == CLOSED
    assert db.session.get(Booking, booking_id).is_live
    with pytest.raises(Refused):
        book_slot(slot_id=world.daan_slots[2], person_id=world.milan, question="", now=now)
    assert "niet open" in bram.post(f"/organisatie/beurzen/{world.fair}/sluiten").text


def state_of(fair_id):
    """The state of a fair as it is kept."""
    db.session.rollback()
    return db.session.get(Fair, fair_id).state


def test_an_announced_fair_is_to_be_read_and_nobody_books(visit, world, now):
    draft = make_fair(now, title="Voorjaar", state=DRAFT)
    booth = make_booth(draft, world.care, number=1)
    [slot] = make_slots(booth, world.sanne, now + timedelta(hours=3), 1)
    bram, yara, visitor = visit(world.bram), visit(world.yara), visit()
    assert visitor.get(f"/beurs/{draft}").status_code == 404
    assert "Niemand kan al boeken" in bram.get(f"/organisatie/beurzen/{draft}/aankondigen").text
    assert state_of(draft) == DRAFT
    assert "De beurs is aangekondigd" in bram.post(f"/organisatie/beurzen/{draft}/aankondigen").text
    assert state_of(draft) == ANNOUNCED
    page = visitor.get(f"/beurs/{draft}").text
    for words in (
        "Aangekondigd",
        "Zorggroep Rijnoever",
        "De regels van deze beurs",
        "Een gesprek duurt 15 minuten",
    ):
        assert words in page
    assert "tijden vrij" not in page
    assert "Boeken kan nog niet" in visitor.get(f"/stands/{booth}").text
    answer = yara.post(f"/tijden/{slot}/boeken")
    assert answer.status_code == 409
    assert "Boeken kan nog niet" in answer.text
    assert "al te zien" in bram.post(f"/organisatie/beurzen/{draft}/aankondigen").text
    bram.post(f"/organisatie/beurzen/{draft}/openen")
    assert state_of(draft) == OPEN
    assert "Je gesprek staat vast" in yara.post(f"/tijden/{slot}/boeken").text


def test_an_announced_fair_is_taken_back_while_no_employer_counts_on_it(visit, world, now):
    bram, fair = visit(world.bram), make_fair(now, state=ANNOUNCED)
    assert "Niemand ziet de beurs nog" in bram.get(f"/organisatie/beurzen/{fair}/terugnemen").text
    assert "weer een concept" in bram.post(f"/organisatie/beurzen/{fair}/terugnemen").text
    assert state_of(fair) == DRAFT
    assert visit().get(f"/beurs/{fair}").status_code == 404
    page = bram.post(f"/organisatie/beurzen/{world.fair}/terugnemen").text
    assert "2 werkgevers hebben hier een stand" in page
    assert state_of(world.fair) == OPEN


def test_a_fair_that_is_over_goes_to_the_archive(visit, world, now):
    bram, visitor = visit(world.bram), visit()
    assert "nog niet voorbij" in bram.post(f"/organisatie/beurzen/{world.fair}/archiveren").text
    actions.close_fair(fair_id=world.fair, person_id=world.bram, now=now)
    assert "Stagebeurs najaar" in visitor.get("/").text
    assert (
        "Bezoekers vinden deze beurs niet meer"
        in bram.get(f"/organisatie/beurzen/{world.fair}/archiveren").text
    )
    assert "staat in het archief" in bram.post(f"/organisatie/beurzen/{world.fair}/archiveren").text
    assert state_of(world.fair) == ARCHIVED
    assert "Stagebeurs najaar" not in visitor.get("/").text
    assert "Er is nog geen beurs" in visitor.get("/beurs").text
    assert visitor.get(f"/beurs/{world.fair}").status_code == 200
    assert "1 beurs in het archief" in bram.get("/organisatie").text
    assert "Kopieer hem" in bram.post(f"/organisatie/beurzen/{world.fair}/openen").text


def test_a_closed_fair_opens_again(world, now):
    actions.close_fair(fair_id=world.fair, person_id=world.bram, now=now)
    actions.open_fair(fair_id=world.fair, person_id=world.bram, now=now)
    assert db.session.get(Fair, world.fair).state == OPEN


STEPS = ("bewerken", "aankondigen", "openen", "sluiten", "archiveren", "terugnemen")
PAGES = ("", "/beurzen/nieuw", "/beurzen/1", *(f"/beurzen/1/{step}" for step in STEPS))


def test_only_organisers_get_in(visit, world):
    bram, sanne, visitor = visit(world.bram), visit(world.sanne), visit()
    others = [sanne, visit(world.yara), visit(world.fatima)]
    for path in PAGES:
        url = f"/organisatie{path}"
        assert bram.get(url).status_code == 200
        assert [other.get(url).status_code for other in others] == [404] * 3
        assert visitor.get(url).status_code == 302
    for path in PAGES:
        assert sanne.post(f"/organisatie{path}", SETTINGS).status_code in (404, 405)
    assert db.session.query(Fair).count() == 1


MOVES = [actions.announce_fair, actions.open_fair, actions.close_fair, actions.archive_fair]


@pytest.mark.parametrize("verb", [actions.edit_fair, actions.take_back_fair, *MOVES])
def test_verbs_look_through_the_person(world, now, verb):
    with pytest.raises(NotFound):
        verb(fair_id=world.fair, person_id=world.sanne, now=now)
    with pytest.raises(NotFound):
        verb(fair_id=99, person_id=world.bram, now=now)


def test_planning_is_for_organisers(world, now):
    with pytest.raises(NotFound):
        actions.create_fair(person_id=world.sanne, now=now)


def mark(booking_id, state):
    """What came of a talk."""
    with transaction() as work:
        work.get(Booking, booking_id).state = state


def test_the_square_counts_without_names(visit, world, now):
    for slot, person, state in [
        (world.sanne_slots[0], world.yara, ATTENDED),
        (world.omar_slots[1], world.milan, NO_SHOW),
        (world.daan_slots[2], world.noor, None),
    ]:
        booking_id = book_slot(slot_id=slot, person_id=person, question="", now=now)
        if state:
            mark(booking_id, state)
    figures = square.today(db.session.get(Fair, world.fair), now).figures
    assert figures == square.Figures(9, 12, 3, 0, 1, 1)
    during = square.today(db.session.get(Fair, world.fair), now + timedelta(minutes=20)).figures
    assert (during.talking, during.free) == (1, 7)
    page = visit(world.bram).get("/organisatie").text
    assert "Zorggroep Rijnoever" in page
    assert not any(name in page for name in ("Yara", "Milan", "Noor"))


def test_the_square_shows_rows_with_one_number_of_queries(world, now, count_queries):
    def load():
        square.today(db.session.get(Fair, world.fair), now)
        queries.all_fairs()

    few = count_queries(load)
    for number in range(3):
        booth = make_booth(world.fair, make_organisation(f"Extra {number}"))
        make_slots(booth, make_member("Els", "staff", organisation_id=world.care), now, 2)
    assert count_queries(load) == few


def test_without_fairs_the_page_says_so(visit, app):
    bram = make_member("Bram", "organiser")
    page = visit(bram).get("/organisatie").text
    assert "Er is geen beurs open" in page
    assert "Er is nog geen beurs" in page


def test_organisers_see_bookings_live_in_numbers(visit, world, now):
    bram, yara = visit(world.bram), visit(world.yara)
    assert bram.open_line(f"organiser:{world.fair}") == []
    assert yara.open_line(f"organiser:{world.fair}") == [f"organiser:{world.fair}"]
    book_slot(slot_id=world.sanne_slots[0], person_id=world.milan, question="", now=now)
    assert line.changed.numbers == {world.fair}
    line.draw({world.fair})
    [drawing] = [patch for patch in bram.patches() if 'id="today"' in patch]
    assert "tijden nog vrij, van 12" in drawing
    assert "Milan" not in drawing
    assert yara.patches() == []


def test_every_change_reaches_the_square(world, now):
    line.booth_changed(BoothChanged(world.care_booth))
    line.fair_changed(FairChanged(world.fair))
    assert line.changed.numbers == {world.fair}
