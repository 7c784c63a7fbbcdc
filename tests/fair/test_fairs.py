"""Organisers plan, change, open and close fairs, and see the square in numbers."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import fairs as actions
from fair.actions.booking import book_slot
from fair.facts import BoothChanged, FairChanged
from fair.live import organiser as line
from fair.models import ATTENDED, CLOSED, DRAFT, NO_SHOW, OPEN, Booking, Fair
from fair.queries import fairs as queries
from fair.queries import square
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
    night = {"day": "2027-10-31", "opens": "01:00", "closes": "04:00"}
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
    form = wall | booking | same | {"levels": ["mbo2", "mbo3"]} | changes
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


def test_a_closed_fair_opens_again(world, now):
    actions.close_fair(fair_id=world.fair, person_id=world.bram, now=now)
    actions.open_fair(fair_id=world.fair, person_id=world.bram, now=now)
    assert db.session.get(Fair, world.fair).state == OPEN


PAGES = ("", "/beurzen/nieuw", "/beurzen/1", "/beurzen/1/bewerken", "/beurzen/1/openen", "/beurzen/1/sluiten")


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


@pytest.mark.parametrize("verb", [actions.edit_fair, actions.open_fair, actions.close_fair])
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
    assert figures == square.Figures(12, 9, 3, 0, 1, 1)
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
