"""One's own calendar at a secret address: who reads it, what renewing does, and what is kept of it."""

import json
import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from app import clock
from app.agenda import subscriptions
from app.db import db, transaction
from app.people import Person
from fair.actions.booking import book_slot, cancel_booking

ADDRESS = re.compile(r'value="http://localhost(/agenda/[\w-]{43}/\w+\.ics)"')


@pytest.fixture
def yara(visit, world):
    return visit(world.yara)


def address(visitor):
    """The address that somebody makes on the page."""
    return ADDRESS.search(visitor.post("/agenda/adres").text)[1]


def titles(answer):
    return [event["SUMMARY"] for event in Calendar.from_ical(answer.data).events]


def book(world, now, slot_id, person_id=None):
    return book_slot(slot_id=slot_id, person_id=person_id or world.yara, question="Mag ik mee?", now=now)


def test_without_asking_there_is_no_address(yara):
    page = yara.get("/agenda")
    assert "Maak mijn adres" in page.text
    assert ADDRESS.search(page.text) is None


def test_whoever_is_not_signed_in_signs_in_first(visit, world):
    stranger = visit()
    assert stranger.get("/agenda").headers["Location"].startswith("/inloggen")
    assert stranger.get("/agenda/mijn/dag.ics").headers["Location"].startswith("/inloggen")


def test_an_address_is_read_without_signing_in(visit, world, now, yara):
    book(world, now, world.sanne_slots[0])
    where = address(yara)
    answer = visit().get(where)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert titles(answer) == ["Gesprek met Zorggroep Rijnoever"]
    assert b"METHOD" not in answer.data
    page = yara.get("/agenda").text
    assert where in page
    assert "webcal://localhost/agenda/" in page


def test_a_token_has_256_bits_and_is_not_in_the_database(yara, world, now):
    token = address(yara).split("/")[2]
    assert len(token) == 43
    row = subscriptions.of_person(world.yara)
    kept = [row.salt, row.fingerprint]
    assert token not in kept
    assert row.fingerprint == subscriptions.fingerprint(token)
    assert subscriptions.make_token(world.yara, row.salt, "another secret") != token


def test_a_new_address_ends_the_old_one(visit, yara):
    old, new = address(yara), address(yara)
    assert old != new
    assert visit().get(old).status_code == 404
    assert visit().get(new).status_code == 200
    assert visit().get(f"/agenda/{'x' * 43}/alles.ics").status_code == 404


def test_stopping_ends_it_too(visit, yara):
    old = address(yara)
    assert "Maak mijn adres" in yara.post("/agenda/stoppen").text
    assert visit().get(old).status_code == 404
    assert yara.post("/agenda/stoppen").status_code == 200


def test_a_blocked_account_reads_nothing(visit, yara, world):
    where = address(yara)
    with transaction() as work:
        work.get_one(Person, world.yara).active = False
    assert visit().get(where).status_code == 404


def test_after_another_secret_of_the_site_the_page_offers_a_new_address(app, yara, monkeypatch):
    address(yara)
    with transaction() as work:
        work.query(subscriptions.Subscription).one().fingerprint = "of another secret"
    page = yara.get("/agenda").text
    assert "Het adres is niet meer te laten zien" in page
    assert ADDRESS.search(page) is None


def test_use_is_written_once_an_hour(visit, yara, world, now, monkeypatch, count_queries):
    where = address(yara)
    assert "Er is nog geen agenda langs geweest" in yara.get("/agenda").text
    first = count_queries(lambda: visit().get(where))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=59))
    second = count_queries(lambda: visit().get(where))
    assert first - second == 1
    assert subscriptions.of_person(world.yara).used_at == now
    later = now + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    visit().get(where)
    db.session.expire_all()
    assert subscriptions.of_person(world.yara).used_at == later
    assert "Er kwam het laatst een agenda langs op" in yara.get("/agenda").text


def test_what_is_known_is_not_sent_again(visit, yara, world, now):
    talk = book(world, now, world.sanne_slots[0])
    where = address(yara)
    first = visit().get(where)
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.last_modified == now
    again = visit().get(where, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    cancel_booking(booking_id=talk, person_id=world.yara, now=now)
    after = visit().get(
        where, headers={"If-None-Match": tag, "If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert (after.status_code, titles(after)) == (200, [])


def test_the_same_as_json(visit, yara, world, now):
    book(world, now, world.sanne_slots[0])
    answer = visit().get(address(yara).replace(".ics", ".json"))
    assert answer.headers["Content-Type"] == "application/calendar+json"
    kind, _properties, [[_name, fields, _none]] = json.loads(answer.data)
    assert kind == "vcalendar"
    assert ["summary", {}, "text", "Gesprek met Zorggroep Rijnoever"] in fields


def test_no_other_calendar_is_there(visit, yara):
    where = address(yara)
    for wrong in (where.replace("alles", "anders"), where.replace(".ics", ".xml"), "/agenda/anders.ics"):
        assert visit().get(wrong).status_code == 404
    assert yara.get("/agenda/mijn/anders.ics").status_code == 404


def test_calendars_are_in_the_language_of_their_owner(visit, yara, world, now):
    book(world, now, world.sanne_slots[0])
    with transaction() as work:
        work.get_one(Person, world.yara).language = "en"
    assert titles(visit().get(address(yara))) == ["Talk with Zorggroep Rijnoever"]
