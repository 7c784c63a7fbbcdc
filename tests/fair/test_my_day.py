"""A student's day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app import clock
from app.db import db, transaction
from fair.actions import booking as actions
from fair.live import booking as live_booking
from fair.models import Booking, Fair
from register.models import Placement
from tests.factories import make_booth, make_organisation, make_slots, save


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def book(slot_id, person_id, now, question=""):
    return actions.book_slot(slot_id=slot_id, person_id=person_id, question=question, now=now)


def change(kind, row_id, **fields):
    with transaction() as work:
        row = work.get(kind, row_id)
        for name, value in fields.items():
            setattr(row, name, value)


def start_of(booking_id):
    return db.session.get(Booking, booking_id).starts_at


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_only_students_have_a_day(visit, world):
    assert visit(world.sanne).get("/mijn-dag").status_code == 404
    assert "/inloggen" in visit().get("/mijn-dag").location


def test_an_empty_day_says_what_to_do(visit, world):
    page = visit(world.yara).get("/mijn-dag").text
    assert "Je dag is nog leeg" in page
    assert "Bekijk de stands" in page


def test_talks_stand_in_order_around_now(visit, world, now, monkeypatch):
    first = book(world.sanne_slots[0], world.yara, now)
    last = book(world.daan_slots[3], world.yara, now)
    change(Booking, first, state="attended")
    at(monkeypatch, now + timedelta(minutes=40))
    page = visit(world.yara).get("/mijn-dag").text
    assert "Donderdag 26 november" in page.replace("donderdag", "Donderdag")
    assert page.index(f"ticket-{first}") < page.index('class="nowline"') < page.index(f"ticket-{last}")
    assert "Geweest" in page
    assert "12.45" in page
    assert "tot 13.00" in page


def test_now_is_above_a_talk_that_is_on(visit, world, now, monkeypatch):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    at(monkeypatch, now + timedelta(minutes=20))
    page = visit(world.yara).get("/mijn-dag").text
    assert page.index('class="nowline"') < page.index(f"ticket-{booking_id}")
    assert "Nu bezig" in page


def test_a_long_gap_is_named(visit, world, now):
    book(world.sanne_slots[0], world.yara, now)
    book(world.daan_slots[3], world.yara, now)
    page = visit(world.yara).get("/mijn-dag").text
    assert "30 minuten vrij." in page


@pytest.mark.parametrize(
    ("minutes", "link", "seconds"), [(0, False, 480), (8, True, 600), (18, True, 900), (33, False, 0)]
)
def test_the_link_opens_ten_minutes_before(visit, world, now, monkeypatch, minutes, link, seconds):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    at(monkeypatch, now + timedelta(minutes=minutes))
    page = visit(world.yara).get("/mijn-dag").text
    assert (f'href="/gesprek/{booking_id}"' in page) is link
    assert ("Naar het gesprek" in page) is link
    assert (f'data-redraw-in="{seconds + 1}"' in page) is bool(seconds)


def test_several_days_and_earlier_ones(visit, world, now, monkeypatch):
    tomorrow = make_slots(world.tech_booth, world.daan, now + timedelta(days=1), 1)[0]
    change(Fair, world.fair, ends_at=now + timedelta(days=2), booking_closes_at=now + timedelta(days=2))
    book(world.sanne_slots[0], world.yara, now)
    book(tomorrow, world.yara, now)
    yara = visit(world.yara)
    page = yara.get("/mijn-dag").text
    assert "Vandaag</h2>" in page
    assert "Vrijdag 27 november</h2>" in page
    at(monkeypatch, now + timedelta(days=1))
    page = yara.get("/mijn-dag").text
    assert (
        page.index("Vandaag</h2>") < page.index("Eerder</summary>") < page.index("Donderdag 26 november</h2>")
    )


def test_a_talk_that_the_employer_called_off_says_so_with_the_reason(visit, world, now):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    change(Booking, booking_id, state="cancelled_by_employer", reason="Sanne is ziek.")
    yara = visit(world.yara)
    page = yara.get("/mijn-dag").text
    assert "Afgezegd door de werkgever" in page
    assert "Sanne is ziek." in page
    assert "Sanne is ziek." in yara.get(f"/afspraken/{booking_id}").text


def test_the_day_grows_while_one_looks(visit, world, now):
    yara, milan = visit(world.yara), visit(world.milan)
    yara.open_line(f"day:{world.yara}")
    milan.open_line(f"day:{world.milan}")
    booking_id = book(world.sanne_slots[0], world.yara, now, "Mag ik mee?")
    (day,) = yara.patches()
    assert f'id="ticket-{booking_id}"' in day
    assert "12.00" in day
    assert milan.patches() == []


def test_one_talk_on_its_own_page(visit, world, now):
    booking_id = book(world.sanne_slots[0], world.yara, now, "<b>Mag ik mee?</b>")
    page = visit(world.yara).get(f"/afspraken/{booking_id}").text
    assert "Gesprek met Zorggroep Rijnoever" in page
    assert "&lt;b&gt;Mag ik mee?&lt;/b&gt;" in page
    assert "Vandaag om 12.00 uur" in page
    assert "Maak ongedaan" in page
    assert f"/afspraken/{booking_id}/agenda" in page


def test_the_next_talk_stands_above_the_square(visit, world, now, monkeypatch):
    booking_id = book(world.sanne_slots[0], world.yara, now)
    yara = visit(world.yara)
    assert "Je volgende gesprek" in yara.get("/beurs").text
    at(monkeypatch, now + timedelta(minutes=33))
    assert "Je volgende gesprek" not in yara.get("/beurs").text
    assert "Voorbij" in yara.get(f"/afspraken/{booking_id}").text


def propose(world, now):
    """Sanne proposes a place to Yara."""
    save(
        Placement(
            place_id=world.place,
            person_id=world.yara,
            programme_id=world.programme_mbo3,
            level="mbo3",
            form="regular",
            starts_on=date(2027, 2, 1),
            ends_on=date(2027, 7, 2),
            hours_per_week=24,
            state="proposed",
            proposed_by="employer",
            proposer_id=world.sanne,
            expires_at=now + timedelta(days=5),
        )
    )


def test_a_proposal_waits_in_the_day(visit, world, now):
    propose(world, now)
    page = visit(world.yara).get("/mijn-dag").text
    assert "Nieuw voorstel van Zorggroep Rijnoever" in page


@pytest.mark.parametrize(("minutes", "talk_first"), [(19, False), (20, True), (30, True)])
def test_a_talk_whose_room_is_open_comes_before_a_proposal(
    visit, world, now, monkeypatch, minutes, talk_first
):
    talk = book(world.sanne_slots[0], world.yara, now)
    propose(world, now)
    at(monkeypatch, start_of(talk) - timedelta(minutes=30 - minutes))
    for state in ("booked", "attended")[: 1 + (minutes == 30)]:
        change(Booking, talk, state=state)
        page = visit(world.yara).get("/mijn-dag").text
        assert (page.index(f"ticket-{talk}") < page.index("Nieuw voorstel")) is talk_first


def test_ten_times_the_talks_take_no_more_questions(visit, world, now, count_queries):
    change(
        Fair,
        world.fair,
        bookings_per_student=50,
        ends_at=now + timedelta(days=40),
        booking_closes_at=now + timedelta(days=40),
    )
    book(world.sanne_slots[0], world.yara, now)
    yara = visit(world.yara)
    yara.get("/mijn-dag")
    few = count_queries(lambda: yara.get("/mijn-dag"))
    for number in range(10):
        booth_id = make_booth(world.fair, make_organisation(f"Bedrijf {number}"))
        book(make_slots(booth_id, world.bram, now + timedelta(days=1, hours=number), 1)[0], world.yara, now)
    assert count_queries(lambda: yara.get("/mijn-dag")) == few <= 12


# In the night of 25 October 2026 three o'clock becomes two; on 28 March 2027 two becomes three.
NIGHTS = [
    (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), "02.45", "tot 02.15", "20261025T004500Z", "20261025T011500Z"),
    (datetime(2026, 10, 25, 1, 45, tzinfo=UTC), "02.45", "tot 03.15", "20261025T014500Z", "20261025T021500Z"),
    (datetime(2026, 3, 29, 0, 45, tzinfo=UTC), "01.45", "tot 03.15", "20260329T004500Z", "20260329T011500Z"),
    (datetime(2027, 3, 28, 0, 45, tzinfo=UTC), "01.45", "tot 03.15", "20270328T004500Z", "20270328T011500Z"),
]


@pytest.mark.parametrize(("starts", "shown", "until", "begin", "end"), NIGHTS)
def test_the_nights_when_the_clock_changes(visit, world, monkeypatch, starts, shown, until, begin, end):
    evening = starts - timedelta(hours=3)
    change(
        Fair,
        world.fair,
        starts_at=starts - timedelta(hours=2),
        ends_at=starts + timedelta(hours=4),
        booking_opens_at=starts - timedelta(days=7),
        booking_closes_at=starts + timedelta(hours=4),
    )
    slot_id = make_slots(world.care_booth, world.bram, starts, 1, minutes=30)[0]
    at(monkeypatch, evening)
    booking_id = book(slot_id, world.yara, evening)
    yara = visit(world.yara)
    booth = yara.get(f"/stands/{world.care_booth}").text
    assert f'id="slot-{slot_id}"' in booth
    assert f'<span class="t">{shown}</span>' in booth
    day = yara.get("/mijn-dag").text
    assert f"<b>{shown}</b><span>{until}</span>" in day
    file = yara.get(f"/afspraken/{booking_id}.ics").text
    assert f"DTSTART:{begin}" in file
    assert f"DTEND:{end}" in file


def test_the_hour_that_comes_twice_stays_two_hours(visit, world, monkeypatch):
    first = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    make_slots(world.care_booth, world.bram, first, 4, minutes=30)
    page = visit().get(f"/stands/{world.care_booth}?wie={world.bram}").text
    assert page.count('<h3>02<span class="uur">') == 2
