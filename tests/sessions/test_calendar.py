"""Sessions in people's calendars: one's own, those for everybody, whole series, and the pages for it."""

import re
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

import pytest
import recurring_ical_events
from icalendar import Calendar

from app import clock
from app.db import transaction
from sessions.actions import plan, signup
from sessions.kinds import CANCELLED, DRAFT, EMPLOYERS, INSTITUTIONS, ON_SITE, STUDENTS
from sessions.models import InspirationSession, Registration, Series
from sessions.rules import feeds
from tests.factories import save
from tests.sessions.sessions import make_session

MANY = 500
FIRST, WEEK = date(2026, 10, 15), timedelta(days=7)  # over the night in which the clock changes


def events(answer):
    assert answer.status_code == 200, answer.data
    return Calendar.from_ical(answer.data).events


def titles(answer):
    return [str(event["SUMMARY"]) for event in events(answer)]


def sign_up(session_id, person_id, now):
    return signup.sign_up(session_id=session_id, person_id=person_id, now=now)


@pytest.mark.parametrize(
    ("slug", "named"),
    [
        ("sessies", ("", "")),
        ("sessies-studenten", (STUDENTS, "")),
        ("sessies-thema-kijkje-in-het-werk", ("", "kijkje in het werk")),
        ("sessies-scholen-thema-a-b", (INSTITUTIONS, "a/b")),
        ("sessies-thema-", None),
        ("sessies-thema-niets", None),
        ("sessies-ouders", None),
        ("sessies-studenten-", None),
        ("Sessies", None),
    ],
)
def test_an_address_names_some_sessions_or_none(slug, named):
    assert feeds.named_by(slug, ["kijkje in het werk", "a/b"]) == named
    if named:
        assert feeds.slug(*named) == slug


def test_my_sessions_have_the_way_in(visit, world, now):
    yara = visit(world.yara)
    for title, more in (("Hier kom ik", {}), ("Op het stadhuis", {"mode": ON_SITE, "location": "Leiden"})):
        sign_up(make_session(now, title=title, **more), world.yara, now)
    off = make_session(now, title="Afgezegd")
    sign_up(off, world.yara, now)
    plan.cancel_session(session_id=off, person_id=world.bram, reason="Ziek", later=False, now=now)
    left = make_session(now, title="Toch niet")
    sign_up(left, world.yara, now)
    signup.sign_off(session_id=left, person_id=world.yara, now=now)
    make_session(now, title="Van een ander")
    own = yara.get("/agenda/mijn/sessies.ics")
    assert titles(own) == ["Hier kom ik", "Op het stadhuis"]
    assert [str(event["LOCATION"]) for event in events(own)] == ["https://video.example/kamer", "Leiden"]
    assert "Hier kom ik" in titles(yara.get("/agenda/mijn/alles.ics"))
    assert titles(visit(world.milan).get("/agenda/mijn/sessies.ics")) == []


def test_everybody_follows_all_sessions_or_some(visit, now, app):
    make_session(now, title="Voor iedereen", tags=["zorg"])
    make_session(now, title="Voor studenten", audience=STUDENTS, tags=["kijkje in het werk", "a/b"])
    make_session(now, title="Voor werkgevers", audience=EMPLOYERS, tags=["zorg"])
    make_session(now, title="Nog geheim", state=DRAFT, tags=["geheim"])
    make_session(now, title="Afgezegd", state=CANCELLED, tags=["oud"])
    make_session(now, -timedelta(days=400), title="Lang geleden")
    feeds = {
        "sessies": ["Voor iedereen", "Voor studenten", "Voor werkgevers"],
        "sessies-studenten": ["Voor iedereen", "Voor studenten"],
        "sessies-werkgevers-thema-zorg": ["Voor iedereen", "Voor werkgevers"],
        "sessies-scholen": ["Voor iedereen"],
        "sessies-thema-kijkje-in-het-werk": ["Voor studenten"],
        "sessies-thema-a-b": ["Voor studenten"],
        "sessies-thema-oud": [],
    }
    for slug, found in feeds.items():
        answer = visit().get(f"/agenda/{slug}.ics")
        assert titles(answer) == found, slug
        assert b"video.example" not in answer.data
        assert b"METHOD" not in answer.data
    for slug in ("sessies-geheim", "sessies-thema-geheim", "sessies-ouders", "sessies-"):
        assert visit().get(f"/agenda/{slug}.ics").status_code == 404
    assert visit().get("/agenda/sessies-studenten.json").json[0] == "vcalendar"


def test_what_is_known_is_not_sent_again(visit, world, now):
    session_id = make_session(now)
    first = visit().get("/agenda/sessies.ics")
    assert first.last_modified == now
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert visit().get("/agenda/sessies.ics", headers={"If-None-Match": tag}).status_code == 304
    plan.cancel_session(session_id=session_id, person_id=world.bram, reason="Ziek", later=False, now=now)
    after = visit().get("/agenda/sessies.ics", headers={"If-None-Match": tag})
    assert (after.status_code, titles(after)) == (200, [])


def test_five_hundred_sessions_ask_as_little_as_one(visit, world, now, count_queries):
    sign_up(make_session(now, tags=["zorg"]), world.yara, now)
    yara = visit(world.yara)
    pages = ("/agenda/mijn/sessies.ics", "/agenda/sessies.ics", "/agenda/sessies-studenten-thema-zorg.ics")
    few = {page: count_queries(lambda page=page: yara.get(page)) for page in pages}
    with transaction() as work:
        for number in range(MANY):
            starts = now + timedelta(hours=number)
            session = InspirationSession(
                title=f"Sessie {number}",
                host="Wij",
                starts_at=starts,
                ends_at=starts + timedelta(minutes=30),
                capacity=5,
                state="published",
                tags=["zorg"],
                changed_at=now,
            )
            work.add(session)
            work.flush()
            own = {"session_id": session.id, "person_id": world.yara}
            work.add(Registration(**own, state="signed_up", seat=1, asked_at=now))
    assert {page: count_queries(lambda page=page: yara.get(page)) for page in pages} == few
    assert max(few.values()) <= 4
    assert {page: len(events(yara.get(page))) for page in pages} == dict.fromkeys(pages, MANY + 1)


def weekly(now, days, **fields):
    """A series each Thursday at eleven, with sessions on these days; returns its id and theirs."""
    series_id = save(Series(rule="FREQ=WEEKLY;UNTIL=20261112")).id
    starts = {day: clock.from_local(datetime.combine(day, time(11))) for day in days}
    return series_id, [
        make_session(now, starts[day] - now, series_id=series_id, occurs_on=day, **fields) for day in days
    ]


def test_a_whole_series_is_one_thing_that_comes_back(visit, world, now):
    series_id, [first, _second, moved, off] = weekly(
        now, [FIRST, FIRST + WEEK, FIRST + 3 * WEEK, FIRST + 4 * WEEK]
    )
    with transaction() as work:
        later = work.get_one(InspirationSession, moved)
        later.starts_at += timedelta(hours=2)
        later.ends_at += timedelta(hours=2)
        later.sequence = 1
        work.get_one(InspirationSession, off).state = CANCELLED
    answer = visit().get(f"/sessies/reeks/{series_id}.ics")
    calendar = Calendar.from_ical(answer.data)
    assert answer.data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"RRULE:FREQ=WEEKLY;COUNT=5" in answer.data
    assert b"EXDATE;TZID=Europe/Amsterdam:20261029T110000" in answer.data
    [master, *_changes] = calendar.events
    assert master["DTSTART"].to_ical() == b"20261015T110000"
    assert {int(event["SEQUENCE"]) for event in calendar.events} == {5}
    assert {str(event["UID"]) for event in calendar.events} == {f"series-{series_id}@localhost"}
    seen = recurring_ical_events.of(calendar).between((2026, 10, 1), (2026, 12, 1))
    assert [(str(each["STATUS"]), each.start.strftime("%d %H.%M")) for each in seen] == [
        ("CONFIRMED", "15 11.00"),
        ("CONFIRMED", "22 11.00"),
        ("CONFIRMED", "05 13.00"),
        ("CANCELLED", "12 11.00"),
    ]
    assert f"/sessies/reeks/{series_id}.ics" in visit().get(f"/sessies/{first}/agenda").text


def test_a_series_of_which_nothing_is_shown_is_not_there(visit, now, app):
    series_id, [draft] = weekly(now, [FIRST], state=DRAFT)
    for page in (f"/sessies/reeks/{series_id}.ics", f"/sessies/{draft}/agenda", "/sessies/reeks/99.ics"):
        assert visit().get(page).status_code == 404


def test_the_ways_to_keep_a_session(visit, world, now):
    session_id = make_session(now)
    page = visit().get(f"/sessies/{session_id}/agenda").text
    assert f"/sessies/{session_id}.ics" in page
    assert "calendar.google.com/calendar/render?action=TEMPLATE" in page
    assert "outlook.live.com" in page
    assert "8 tot 24 uur" in page
    assert "webcal://localhost/agenda/sessies.ics" in page
    assert "video.example" not in page
    assert "reeks" not in page
    yara = visit(world.yara)
    sign_up(session_id, world.yara, now)
    own = yara.get(f"/sessies/{session_id}/agenda").text
    assert "Naar mijn abonnement" in own
    assert quote("https://video.example/kamer", safe="") in own
    for shown in (f"/sessies/{session_id}", "/sessies/agenda", "/mijn-sessies"):
        assert re.search(r'href="[^"]*agenda', yara.get(shown).text.split("<main")[1]), shown


def test_the_page_to_follow_sessions_gives_the_address_of_what_is_chosen(visit, now, app):
    make_session(now, tags=["kijkje in het werk"])
    assert "webcal://localhost/agenda/sessies.ics" in visit().get("/sessies/agenda").text
    page = visit().get("/sessies/agenda?voor=students&thema=kijkje+in+het+werk").text
    assert "webcal://localhost/agenda/sessies-studenten-thema-kijkje-in-het-werk.ics" in page
    assert "8 tot 24 uur" in page
    wrong = visit().get("/sessies/agenda?voor=ouders&thema=niets").text
    assert "webcal://localhost/agenda/sessies.ics" in wrong
    assert "/sessies/agenda?voor=students" in visit().get("/sessies?voor=students").text
    assert "/sessies/agenda" in visit().get("/sessies/maand").text
