"""Announcements: who reads them, live and after loading again, and how they end."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import announcement as actions
from fair.actions.booking import book_slot
from fair.models import Fair
from fair.models.announcement import Announcement

HOUR = timedelta(hours=1)
WORDS = "Om 13.00 uur begint de sessie over de ambulance."


def say(world, now, audience="everybody", sector="", words=WORDS, until=None, person_id=None):
    return actions.say(
        fair_id=world.fair,
        audience=audience,
        sector=sector,
        words=words,
        until=clock.local(until or now + HOUR).time(),
        person_id=person_id or world.bram,
        now=now,
    )


def kept(number) -> Announcement:
    return db.session.get(Announcement, number, populate_existing=True)


def pages(world):
    return {
        "lobby": f"/beurs/{world.fair}",
        "care": f"/stands/{world.care_booth}",
        "tech": f"/stands/{world.tech_booth}",
        "day": "/mijn-dag",
        "desk": f"/balie/{world.care_booth}",
    }


@pytest.mark.parametrize(
    ("audience", "sector", "readers"),
    [
        ("everybody", "", {"visitor lobby", "yara day", "yara care", "sanne desk", "fatima lobby"}),
        ("students", "", {"yara day", "yara lobby", "yara care", "yara tech"}),
        ("staff", "", {"sanne desk", "sanne lobby", "sanne care"}),
        ("sector", "zorg", {"sanne desk", "visitor care", "yara care", "sanne care", "fatima care"}),
    ],
)
def test_who_reads_what(world, visit, now, audience, sector, readers):
    say(world, now, audience, sector)
    everybody = {
        "visitor": (None, ("lobby", "care", "tech")),
        "yara": (world.yara, ("lobby", "care", "tech", "day")),
        "sanne": (world.sanne, ("lobby", "care", "desk")),
        "fatima": (world.fatima, ("lobby", "care")),
    }
    seen = set()
    for name, (person_id, places) in everybody.items():
        visitor = visit(person_id) if person_id else visit()
        seen |= {f"{name} {each}" for each in places if WORDS in visitor.get(pages(world)[each]).text}
    if audience == "everybody":
        assert len(seen) == 12
    else:
        assert seen == readers
    assert readers <= seen


def test_it_ends_by_itself_or_when_it_is_withdrawn(world, visit, now, monkeypatch):
    short, long = say(world, now, until=now + HOUR / 2), say(world, now, words="Tot straks")
    worker.do_what_is_due(now + HOUR / 4)
    assert kept(short).ended_at is None
    assert actions.end(announcement_id=short, now=now) == 0
    monkeypatch.setattr(clock, "now", lambda: now + HOUR / 2)
    assert WORDS not in visit().get("/beurs").text
    worker.do_what_is_due(now + HOUR / 2)
    assert kept(short).ended_at == now + HOUR / 2
    assert actions.end(announcement_id=short, now=now + HOUR) == 0
    with pytest.raises(Refused, match="al voorbij"):
        actions.withdraw(announcement_id=short, person_id=world.bram, now=now + HOUR / 2)
    actions.withdraw(announcement_id=long, person_id=world.bram, now=now + HOUR / 2)
    assert kept(long).ended_at == now + HOUR / 2
    assert "Tot straks" not in visit().get("/beurs").text


def test_until_is_a_moment_of_the_fair_also_past_midnight(world, visit, monkeypatch):
    late = clock.from_local(datetime(2026, 11, 26, 23, 30))
    with transaction() as work:
        work.execute(update(Fair).values(starts_at=late - HOUR, ends_at=late + 2.5 * HOUR))
    monkeypatch.setattr(clock, "now", lambda: late)
    bram, there = visit(world.bram), f"/organisatie/beurzen/{world.fair}/omroepen"
    said = {"fair_id": world.fair, "audience": "students", "words": WORDS, "until": "00:30"}
    assert "meteen en tot 00.30 uur" in bram.get(f"{there}/bekijken", query_string=said).text
    bram.post(there, said)
    assert db.session.query(Announcement).one().until == late + HOUR


def test_it_stands_on_every_page_of_the_day(world, visit, now):
    talk = book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    say(world, now)
    yara, sanne = visit(world.yara), visit(world.sanne)
    for page in (f"/gesprek/{talk}", f"/beurs/{world.fair}/stand-by", "/mijn/favorieten"):
        drawn = yara.get(page).text
        assert WORDS in drawn
        assert f'data-watch="heard:{world.fair} heard-students:{world.fair}' in drawn
    for page in (f"/gesprek/{talk}", f"/balie/{world.care_booth}/pauze"):
        assert f"heard-staff:{world.fair}" in sanne.get(page).text


def test_three_at_a_time(world, now):
    numbers = [say(world, now) for _ in range(3)]
    with pytest.raises(Refused, match="al drie berichten"):
        say(world, now)
    actions.withdraw(announcement_id=numbers[0], person_id=world.bram, now=now)
    say(world, now)


def test_only_organisers_announce(world, visit, now):
    number = say(world, now)
    for person_id in (world.sanne, world.yara, world.fatima):
        with pytest.raises(NotFound):
            say(world, now, person_id=person_id)
        with pytest.raises(NotFound):
            actions.withdraw(announcement_id=number, person_id=person_id, now=now)
    with pytest.raises(NotFound):
        actions.withdraw(announcement_id=999, person_id=world.bram, now=now)
    sanne, there = visit(world.sanne), f"/organisatie/beurzen/{world.fair}/omroepen"
    for answer in (
        sanne.get(there),
        sanne.get(f"{there}/bekijken"),
        sanne.post(there),
        sanne.post("/organisatie/omroepen/stoppen", {"announcement_id": number}),
        visit(world.bram).post("/organisatie/omroepen/stoppen"),
    ):
        assert answer.status_code == 404


def test_the_database_refuses_what_cannot_be(world, now):
    for wrong, name in (({"until": now}, "ends_after_start"), ({"sector": "zorg"}, "sector_when_asked")):
        values = {"audience": "students", "words": "x", "said_at": now, "until": now + HOUR, **wrong}
        with pytest.raises(IntegrityError, match=name), transaction() as work:
            work.add(Announcement(fair_id=world.fair, said_by_id=world.bram, **values))


def test_look_send_and_withdraw_without_javascript(world, visit, now):
    bram, there = visit(world.bram), f"/organisatie/beurzen/{world.fair}/omroepen"
    assert "nog niets omgeroepen" in bram.get(there).text
    said = {"fair_id": world.fair, "audience": "zorg", "words": f" {WORDS}\n ", "until": "13:00"}
    page = bram.get(f"{there}/bekijken", query_string=said).text
    assert WORDS in page
    assert "Stands: Zorg en welzijn" in page
    assert db.session.query(Announcement).count() == 0
    page = bram.post(there, {**said, "key": "once"}).text
    bram.post(there, {**said, "key": "once"})
    assert "Uw bericht is verstuurd." in page
    said_once = db.session.query(Announcement).one()
    assert (said_once.audience, said_once.sector, said_once.words) == ("sector", "zorg", WORDS)
    stop = {"announcement_id": said_once.id}
    assert "Niemand leest dit bericht nog." in bram.post("/organisatie/omroepen/stoppen", stop).text
    assert "al voorbij" in bram.post("/organisatie/omroepen/stoppen", stop).text


def test_what_was_typed_stays_when_it_is_refused(world, visit, now):
    bram, there = visit(world.bram), f"/organisatie/beurzen/{world.fair}/omroepen"
    said = {"fair_id": world.fair, "audience": "students", "words": WORDS, "until": "03:00"}
    answer = bram.get(f"{there}/bekijken", query_string=said)
    assert answer.status_code == 200
    assert "Deze tijd is voorbij." in answer.text
    assert f">\r\n{WORDS}</textarea>" in answer.text or f"{WORDS}</textarea>" in answer.text
    assert bram.post(there, said).status_code == 422
    for wrong in ({"words": ""}, {"words": "x" * 201}, {"until": "25:99"}, {"audience": "niemand"}):
        page = bram.get(f"{there}/bekijken", query_string=said | {"until": "13:00"} | wrong).text
        assert "Er gaat nog iets mis" in page


def test_it_comes_and_goes_live(world, visit, now):
    bram, visitor, yara, sanne = visit(world.bram), visit(), visit(world.yara), visit(world.sanne)
    bram.open_line()
    rooms = [f"heard:{world.fair}", f"heard-students:{world.fair}", f"heard-staff:{world.fair}"]
    assert visitor.open_line(*rooms) == rooms[1:]
    assert yara.open_line(*rooms) == rooms[2:]
    assert sanne.open_line(rooms[0], rooms[2], f"heard-booth:{world.care_booth}", "heard-booth:999") == [
        "heard-booth:999"
    ]
    said = {"fair_id": world.fair, "words": WORDS, "until": "13:00"}
    answer = bram.send("announcement:say", audience="students", key="k", **said)
    assert answer["go"] == f"/organisatie/beurzen/{world.fair}/omroepen"
    [drawing] = yara.patches()
    assert 'data-into="#announcements"' in drawing
    assert f'data-say="Bericht van de organisatie: {WORDS}"' in drawing
    assert visitor.patches() == sanne.patches() == []
    bram.send("announcement:say", audience="staff", **said)
    bram.send("announcement:say", audience="zorg", **said)
    assert len(sanne.patches()) == 2
    assert visitor.patches() == yara.patches() == []
    number = db.session.query(Announcement).filter_by(audience="students").one().id
    assert "error" in yara.send("announcement:withdraw", announcement_id=number)
    assert "Niemand leest" in bram.send("announcement:withdraw", announcement_id=number)["notice"]
    [drawing] = yara.patches()
    assert "data-gone" in drawing
    bram.send("announcement:say", audience="everybody", **said)
    assert len(visitor.patches()) == len(yara.patches()) == len(sanne.patches()) == 1
