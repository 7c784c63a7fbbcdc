"""The fair in people's calendars: students, staff, everybody, and the pages that put it there."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.db import transaction
from fair.actions.booking import book_slot
from fair.models import DRAFT, WITHDRAWN, Booking, Booth, Fair, Shift, Slot
from region.models import Membership
from tests.factories import make_fair, make_slots

MANY = 500


def events(answer):
    assert answer.status_code == 200, answer.data
    return Calendar.from_ical(answer.data).events


def titles(answer):
    return [str(event["SUMMARY"]) for event in events(answer)]


def book(now, slot_id, person_id):
    return book_slot(slot_id=slot_id, person_id=person_id, question="Mijn geheime vraag", now=now)


def test_staff_see_their_blocks_and_talks_by_first_name_only(visit, world, now):
    book(now, world.sanne_slots[0], world.yara)
    book(now, world.omar_slots[1], world.milan)
    answer = visit(world.sanne).get("/agenda/mijn/rooster.ics")
    block, talk = events(answer)
    assert (block["SUMMARY"], block["TRANSP"]) == ("Bij stand 12", "TRANSPARENT")
    assert talk["SUMMARY"] == "Gesprek met Yara"
    assert talk["DESCRIPTION"] == "Zorggroep Rijnoever, stand 12, Stagebeurs najaar"
    for secret in (b"Tester", b"Milan", b"geheime", b"@stagepact.example"):
        assert secret not in answer.data


def test_students_read_no_other_student(visit, world, now):
    book(now, world.sanne_slots[0], world.milan)
    book(now, world.sanne_slots[1], world.yara)
    answer = visit(world.yara).get("/agenda/mijn/alles.ics")
    assert titles(answer) == ["Gesprek met Zorggroep Rijnoever"]
    assert b"Milan" not in answer.data


def test_some_weeks_after_the_fair_names_are_gone(visit, world, now):
    book(now, world.sanne_slots[0], world.yara)
    with transaction() as work:
        work.get_one(Fair, world.fair).ends_at = now - timedelta(days=60)
        work.get_one(Fair, world.fair).starts_at = now - timedelta(days=61)
    assert "Gesprek met Student" in titles(visit(world.sanne).get("/agenda/mijn/rooster.ics"))


def test_a_group_talk_is_one_entry_without_names(visit, world, now):
    with transaction() as work:
        slot = work.get_one(Slot, world.sanne_slots[0])
        slot.seats, slot.title = 10, "Een dag in de wijk"
    for person in (world.yara, world.milan):
        book(now, world.sanne_slots[0], person)
    answer = visit(world.sanne).get("/agenda/mijn/rooster.ics")
    _block, talk = events(answer)
    assert talk["SUMMARY"] == "Groepsgesprek: Een dag in de wijk"
    assert talk["DESCRIPTION"].startswith("Er komen 2 studenten.")
    assert b"Yara" not in answer.data


def test_who_left_the_employer_has_no_roster_there(visit, world, now):
    book(now, world.sanne_slots[0], world.yara)
    sanne = visit(world.sanne)
    with transaction() as work:
        work.query(Membership).filter_by(person_id=world.sanne).one().ended_at = now
    assert events(sanne.get("/agenda/mijn/rooster.ics")) == []


def test_only_blocks_that_stand_at_booths_that_take_part(visit, world):
    sanne = visit(world.sanne)
    with transaction() as work:
        work.query(Slot).filter_by(staff_id=world.sanne).update({"state": WITHDRAWN})
    assert titles(sanne.get("/agenda/mijn/rooster.ics")) == []
    omar = visit(world.omar)
    assert titles(omar.get("/agenda/mijn/rooster.ics")) == ["Bij stand 12"]
    with transaction() as work:
        work.get_one(Booth, world.care_booth).state = "requested"
    assert titles(omar.get("/agenda/mijn/rooster.ics")) == []


def test_who_has_no_talks_and_no_roster_has_no_calendar_of_them(visit, world):
    page = visit(world.bram).get("/agenda").text
    assert "Bestand van “Mijn sessies”" in page
    assert "Mijn dag" not in page
    assert "Mijn rooster" not in page
    assert "Bestand van “Mijn rooster”" in visit(world.sanne).get("/agenda").text


def test_everybody_follows_the_fairs(visit, world, now):
    make_fair(now, state=DRAFT, title="Nog geheim")
    make_fair(now, title="In het stadhuis", mode="hybrid", location="Stadhuisplein 1, Leiden")
    make_fair(
        now, title="Lang geleden", starts_at=now - timedelta(days=401), ends_at=now - timedelta(days=400)
    )
    found = events(visit().get("/agenda/beurzen.ics"))
    assert [(event["SUMMARY"], event["LOCATION"]) for event in found] == [
        ("Stagebeurs najaar", "Online"),
        ("In het stadhuis", "Stadhuisplein 1, Leiden"),
    ]
    assert visit().get("/agenda/beurzen.json").json[0] == "vcalendar"


def test_a_fair_counts_its_changes_of_time_and_place_only(world, now):
    with transaction() as work:
        fair = work.get_one(Fair, world.fair)
        first = fair.changed_at
        fair.text, fair.gap_minutes = "Andere woorden", 5
    assert (fair.sequence, fair.changed_at) == (0, first)
    with transaction() as work:
        fair = work.get_one(Fair, world.fair)
        fair.ends_at += timedelta(hours=1)
    assert (fair.sequence, fair.changed_at) == (1, now)


def test_a_block_counts_its_changes_too(world, now):
    for changes in ({"phone": "071"}, {"meeting_link": "https://talk.example/b"}):
        with transaction() as work:
            shift = work.query(Shift).filter_by(staff_id=world.sanne).one()
            for name, value in changes.items():
                setattr(shift, name, value)
    assert shift.sequence == 1


@pytest.fixture
def public_site(app, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://pact.example")


def test_entries_lead_to_the_site(visit, world, now, public_site):
    talk = book(now, world.sanne_slots[0], world.yara)
    [entry] = events(visit(world.yara).get("/agenda/mijn/dag.ics"))
    assert entry["LOCATION"] == f"https://pact.example/gesprek/{talk}"
    assert entry["UID"].endswith("@pact.example")
    _block, same = events(visit(world.sanne).get("/agenda/mijn/rooster.ics"))
    assert (same["UID"], same["LOCATION"]) == (entry["UID"], entry["LOCATION"])


def test_the_ways_to_keep_a_talk(visit, world, now):
    talk = book(now, world.sanne_slots[0], world.yara)
    page = visit(world.yara).get(f"/afspraken/{talk}/agenda")
    assert f"/afspraken/{talk}.ics" in page.text
    assert "calendar.google.com/calendar/render?action=TEMPLATE" in page.text
    assert "outlook.live.com" in page.text
    assert "8 tot 24 uur" in page.text
    assert visit(world.milan).get(f"/afspraken/{talk}/agenda").status_code == 404
    for shown in (f"/afspraken/{talk}", f"/stands/{world.care_booth}?tijd={world.sanne_slots[0]}"):
        assert f"/afspraken/{talk}/agenda" in visit(world.yara).get(shown).text


def test_the_ways_to_keep_a_fair(visit, world, now):
    page = visit().get(f"/beurs/{world.fair}/agenda")
    assert f"/beurs/{world.fair}.ics" in page.text
    assert "webcal://localhost/agenda/beurzen.ics" in page.text
    assert titles(visit().get(f"/beurs/{world.fair}.ics")) == ["Stagebeurs najaar"]
    assert f"/beurs/{world.fair}/agenda" in visit().get("/beurs").text
    hidden = make_fair(now, state=DRAFT)
    assert visit().get(f"/beurs/{hidden}/agenda").status_code == 404


def test_five_hundred_entries_ask_as_little_as_one(visit, world, now, count_queries):
    book(now, world.sanne_slots[0], world.yara)
    people = [(visit(world.yara), "dag"), (visit(world.sanne), "rooster")]
    few = [count_queries(lambda v=v, s=s: v.get(f"/agenda/mijn/{s}.ics")) for v, s in people]
    fill(world, now)
    many = [count_queries(lambda v=v, s=s: v.get(f"/agenda/mijn/{s}.ics")) for v, s in people]
    assert many == few
    assert max(few) <= 5
    assert [len(events(v.get(f"/agenda/mijn/{s}.ics"))) for v, s in people] == [1 + MANY, 3 + MANY]


def fill(world, now):
    """Five hundred talks more of Yara, and as many of Sanne, in days to come."""
    for offset, staff, student in ((1, world.daan, world.yara), (31, world.sanne, world.noor)):
        booth = world.tech_booth if staff == world.daan else world.care_booth
        first = now + timedelta(days=offset)
        slots = make_slots(booth, staff, first, MANY, minutes=5)
        with transaction() as work:
            for number, slot_id in enumerate(slots):
                starts = first + timedelta(minutes=5 * number)
                ids = {"fair_id": world.fair, "booth_id": booth, "slot_id": slot_id, "person_id": student}
                times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=5)}
                work.add(Booking(**ids, **times, booked_at=now, changed_at=now))
