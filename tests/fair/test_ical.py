"""Talks in people's own calendars."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.db import transaction
from fair.actions import booking as actions
from fair.live import booking as live_booking
from fair.models import Shift
from region.models import Organisation


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


@pytest.fixture
def booking_id(world, now):
    with transaction() as work:
        work.query(Shift).filter_by(staff_id=world.sanne).one().meeting_link = "https://talk.example/sanne"
    return actions.book_slot(
        slot_id=world.sanne_slots[0], person_id=world.yara, question="Mag ik mee?\nGraag; ja, nu", now=now
    )


def events(answer):
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_one_talk_as_a_file(visit, world, now, booking_id):
    answer = visit(world.yara).get(f"/afspraken/{booking_id}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="gesprek-{booking_id}.ics"'
    assert b"METHOD" not in answer.data
    (event,) = events(answer)
    assert event["SUMMARY"] == "Gesprek met Zorggroep Rijnoever"
    assert event.decoded("DTSTART") == now.replace(hour=11, minute=0)
    assert event.decoded("DTEND") == now.replace(hour=11, minute=15)
    assert event.decoded("DTSTAMP") == now
    assert event["UID"].endswith("@localhost")
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["LOCATION"] == "https://talk.example/sanne"
    assert "Mag ik mee?\nGraag; ja, nu" in event["DESCRIPTION"]
    assert "https://talk.example/sanne" in event["DESCRIPTION"]
    assert event["CONFERENCE"] == "https://talk.example/sanne"


def test_the_same_talk_gives_the_same_bytes_and_no_second_load(visit, world, booking_id):
    yara = visit(world.yara)
    first = yara.get("/agenda/mijn/dag.ics")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = yara.get("/agenda/mijn/dag.ics", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert yara.get("/agenda/mijn/dag.ics").data == first.data


def test_moving_and_cancelling_change_the_same_entry(visit, world, now, booking_id):
    yara, url = visit(world.yara), f"/afspraken/{booking_id}.ics"
    (before,) = events(yara.get(url))
    later = now + timedelta(minutes=2)
    actions.move_booking(booking_id=booking_id, slot_id=world.sanne_slots[2], person_id=world.yara, now=later)
    (moved,) = events(yara.get(url))
    assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], 1)
    assert moved.decoded("DTSTAMP") == later
    actions.cancel_booking(booking_id=booking_id, person_id=world.yara, now=later)
    (off,) = events(yara.get(url))
    assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (before["UID"], 2, "CANCELLED")
    assert events(yara.get("/agenda/mijn/dag.ics")) == []


def test_the_whole_day_in_one_file(visit, world, now, booking_id):
    actions.book_slot(slot_id=world.daan_slots[2], person_id=world.yara, question="", now=now)
    found = events(visit(world.yara).get("/agenda/mijn/dag.ics"))
    assert [event["SUMMARY"] for event in found] == [
        "Gesprek met Zorggroep Rijnoever",
        "Gesprek met Van Duin Techniek",
    ]
    assert found[1]["LOCATION"] == "Online, stand 7"
    assert "CONFERENCE" not in found[1]


def test_a_hostile_name_stays_one_line_of_text(visit, world, booking_id):
    hostile = "Zorg\r\nATTENDEE:mailto:x@y.example\nEND:VEVENT\x85\u2028\x00\x1b"
    with transaction() as work:
        work.get(Organisation, world.care).name = hostile.replace("\x00", "")
    answer = visit(world.yara).get(f"/afspraken/{booking_id}.ics")
    (event,) = events(answer)
    assert "ATTENDEE" not in event
    assert answer.data.count(b"END:VEVENT\r\n") == 1
