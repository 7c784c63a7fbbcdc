"""How much the pages of a fair ask of the database: few things, however many rows there are."""

from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from fair.actions.booking import book_slot
from fair.actions.chat import say
from fair.actions.prepare import add_favourite
from fair.actions.waiting import join_waiting_list
from fair.groups import MBO12
from fair.models import Booking, Fair, PriorityWindow
from fair.models.queue import Visit
from fair.models.waiting import WaitlistEntry
from tests.factories import make_booth, make_organisation, make_place, make_slots, make_student, save

MOST = 12
REPORT = 13  # it looks at everything that happened, and few people open it
PAGES = {
    "yara": [
        "/",
        "/beurs",
        "/beurs/{fair}/deelnemers",
        "/beurs/{fair}/stand-by",
        "/stands/{booth}",
        "/stands/{booth}?tijd={time}",
        "/stands/{full}",
        "/stands/{full}?tijd={taken}",
        "/mijn-dag",
        "/mijn/favorieten",
        "/afspraken/{talk}",
        "/gesprek/{talk}",
    ],
    "sanne": [
        "/beurs",
        "/stands/{booth}",
        "/stands/{booth}?tijd={time}",
        "/balie/{booth}",
        "/balie/{booth}?gesprek={talk}",
        "/gesprek/{talk}",
        "/gesprekken/{talk}",
        "/stands/{booth}/rooster",
        "/team",
        "/mijn-beurzen",
    ],
    "bram": [
        "/stands/{booth}?tijd={time}",
        "/organisatie",
        "/organisatie/beurzen/{fair}",
        "/organisatie/beurzen/{fair}/voorrang",
        "/organisatie/beurzen/{fair}/uitnodigingen",
        "/organisatie/beurzen/{fair}/verslag",
        "/organisatie/beurzen/{fair}/omroepen",
    ],
    "visitor": ["/", "/beurs", "/stands/{booth}", "/stands/{booth}?tijd={time}"],
}


@pytest.fixture
def busy(world, now, monkeypatch):
    """The fair is on: Yara has a talk here, and waits for a booth that is full, where some go first."""
    with transaction() as work:
        fair = work.get(Fair, world.fair)
        fair.starts_at, fair.bookings_per_student, fair.gap_minutes = now - timedelta(hours=1), 50, 0
    save(PriorityWindow(fair_id=world.fair, group=MBO12, opens_at=now - timedelta(days=30)))
    for slot_id in world.daan_slots:
        take(slot_id, make_student("Kim", world.programme_mbo3), now)
    talk = take(world.sanne_slots[0], world.yara, now)
    join_waiting_list(booth_id=world.tech_booth, slot_id=None, person_id=world.yara, now=now)
    say(booth_id=world.care_booth, text="Mag ik in mei beginnen?", person_id=world.yara, now=now)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))
    return {
        "fair": world.fair,
        "booth": world.care_booth,
        "full": world.tech_booth,
        "time": world.sanne_slots[1],
        "taken": world.daan_slots[1],
        "talk": talk,
    }


def take(slot_id, person_id, now):
    return book_slot(slot_id=slot_id, person_id=person_id, question="", now=now)


def grow(world, now):
    """Ten times as much of everything that people see."""
    later = now + timedelta(hours=2)
    for number in range(10):
        employer = make_organisation(f"Zorg {number}")
        booth_id = make_booth(world.fair, employer)
        own, *_others = make_slots(booth_id, world.bram, later + timedelta(minutes=20 * number), 1)
        make_place(employer)
        make_place(world.care)
        take(own, world.yara, now)
        add_favourite(booth_id=booth_id, person_id=world.yara, now=now)
        student = make_student(f"Robin{number}", world.programme_mbo3)
        save(Visit(booth_id=world.care_booth, person_id=student, place=number + 5, joined_at=now))
        say(booth_id=world.care_booth, text="Hoe laat begint een dag?", person_id=student, now=now)
        for waits_at, person_id in ((world.tech_booth, student), (booth_id, world.yara)):
            save(WaitlistEntry(fair_id=world.fair, booth_id=waits_at, person_id=person_id, joined_at=now))
    for slot_id in make_slots(world.care_booth, world.daan, later, 36, minutes=2):
        take(slot_id, make_student("Sam", world.programme_mbo3), now)


@pytest.mark.parametrize("who", PAGES)
def test_a_page_asks_little_and_no_more_when_there_is_more(visit, world, now, busy, count_queries, who):
    person = visit(getattr(world, who)) if who != "visitor" else visit()
    pages = [page.format(**busy) for page in PAGES[who]]
    assert [person.get(page).status_code for page in pages] == [200] * len(pages)
    few = {page: count_queries(lambda page=page: person.get(page)) for page in pages}
    grow(world, now)
    assert db.session.query(Booking).count() > 40
    many = {page: count_queries(lambda page=page: person.get(page)) for page in pages}
    assert many == few
    most = {page: REPORT if page.endswith("/verslag") else MOST for page in pages}
    assert {page: asked for page, asked in few.items() if asked > most[page]} == {}
