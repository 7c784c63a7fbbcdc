"""Letters about sessions: one person's place, what is told to all who come, and reminders."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app import clock, worker
from app.db import db, transaction
from app.mail import outbox
from app.mail.letters import Letter
from sessions.actions import plan, signup
from sessions.kinds import HYBRID, ON_SITE
from sessions.models import InspirationSession
from sessions.rules.plan import look_of
from tests.fair.test_letters_calendar import read
from tests.mailbox import text_of
from tests.sessions.sessions import make_session, make_students, states

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOME = "http://127.0.0.1:8000"  # what a site without an address of its own calls itself
TITLE = "Een dag op de ambulance"


@pytest.fixture
def box(box):
    """A mail server that takes everything; no subject names anybody who comes."""
    yield box
    assert not [each for each in box.subjects if any(name in each for name in ("Yara", "Milan", "Noor"))]


@pytest.fixture
def session_id(app, world, now):
    return make_session(now, capacity=1)


def arrived(box, now):
    """What arrives at this moment: (first name of the address, subject, what the calendar part says)."""
    before = len(box.taken)
    outbox.post_due(now)
    return {
        (str(each["To"]).partition("@")[0].rstrip("0123456789"), str(each["Subject"]), part_of(each))
        for each in box.taken[before:]
    }


def part_of(message):
    if message.get_content_type() != "multipart/mixed":
        return None
    method, sequence, _start = read(message)
    return method, sequence


def did(verb, session_id, person_id, now):
    verb(session_id=session_id, person_id=person_id, now=now)


def written(kind):
    db.session.rollback()
    return db.session.query(Letter).filter_by(kind=kind).order_by(Letter.id).all()


def test_a_seat_from_hand_to_hand(box, world, now, session_id):
    did(signup.sign_up, session_id, world.yara, now)
    assert arrived(box, now) == {("yara", f"Je bent aangemeld: {TITLE}", ("REQUEST", 0))}
    for part in ("Donderdag 3 december, 11.42 tot 12.12 uur", "Waar: Online", f"/sessies/{session_id}"):
        assert part in text_of(box.taken[0])
    assert "video.example" not in text_of(box.taken[0])
    did(signup.wait, session_id, world.milan, now)
    assert arrived(box, now) == {("milan", f"Je staat op de wachtlijst: {TITLE}", None)}
    did(signup.sign_off, session_id, world.yara, now)
    assert arrived(box, now) == {
        ("yara", f"Je bent afgemeld: {TITLE}", ("CANCEL", 1)),
        ("milan", f"Er is een plek voor je vrij: {TITLE}", None),
    }
    offered = next(text_of(each) for each in box.taken if "vrij:" in str(each["Subject"]))
    assert "tot vrijdag 27 november om 11.42 uur" in offered
    assert [letter.read_at for letter in written("session-offered")] == [None], "that is news to her"
    did(signup.sign_up, session_id, world.milan, now)
    assert arrived(box, now) == {("milan", f"Je bent aangemeld: {TITLE}", ("REQUEST", 1))}
    did(signup.sign_off, session_id, world.milan, now)
    did(signup.sign_up, session_id, world.yara, now)
    assert arrived(box, now) == {
        ("milan", f"Je bent afgemeld: {TITLE}", ("CANCEL", 2)),
        ("yara", f"Je bent aangemeld: {TITLE}", ("REQUEST", 2)),
    }


def test_the_file_on_the_page_counts_along(visit, world, now, session_id):
    for verb in (signup.sign_up, signup.sign_off, signup.sign_up):
        did(verb, session_id, world.yara, now)
    assert "SEQUENCE:2" in visit(world.yara).get(f"/sessies/{session_id}.ics").text
    assert "SEQUENCE:0" in visit().get(f"/sessies/{session_id}.ics").text


@pytest.mark.parametrize(
    ("fields", "where", "told"),
    [
        ({}, "https://video.example/kamer", ""),
        ({"mode": HYBRID, "location": "Markt 1, Leiden"}, "Markt 1, Leiden", "https://video.example/kamer"),
        ({"mode": ON_SITE, "location": "Markt 1, Leiden"}, "Markt 1, Leiden", f"{HOME}/sessies/1"),
    ],
)
def test_where_it_is_stands_in_the_calendar(app, world, now, fields, where, told):
    did(signup.sign_up, make_session(now, **fields), world.yara, now)
    [event] = Calendar.from_ical(with_calendar()[0].calendar).events
    assert str(event["LOCATION"]) == where
    assert told in event["DESCRIPTION"]
    assert ("video.example" in str(event["DESCRIPTION"])) == (fields.get("mode") != ON_SITE)


def test_what_is_over_before_its_letter_leaves_is_not_sent(box, world, now, session_id):
    did(signup.sign_up, session_id, world.yara, now)
    did(signup.wait, session_id, world.milan, now)
    did(signup.sign_off, session_id, world.yara, now)
    did(signup.sign_off, session_id, world.milan, now)
    assert arrived(box, now) == {("yara", f"Je bent afgemeld: {TITLE}", ("CANCEL", 1))}


def test_an_offer_that_lapsed_is_told(box, world, now, session_id):
    did(signup.sign_up, session_id, world.yara, now)
    did(signup.wait, session_id, world.milan, now)
    did(signup.sign_off, session_id, world.yara, now)
    later = now + DAY
    worker.do_what_is_due(later)
    assert ("milan", f"De plek is niet meer voor jou: {TITLE}", None) in arrived(box, later)
    assert f"Er is een plek voor je vrij: {TITLE}" not in box.subjects


def change(**said):
    """Change a session as it is now."""
    db.session.rollback()
    seen = look_of(db.session.get_one(InspirationSession, said["session_id"]))
    plan.change_session(**said, seen=seen)


@pytest.fixture
def planned(world, now):
    """A session with one seat for which Milan waits, and what its organiser typed."""
    session_id = make_session(now, capacity=1)
    did(signup.sign_up, session_id, world.yara, now)
    did(signup.wait, session_id, world.milan, now)
    kept = db.session.get_one(InspirationSession, session_id)
    local = clock.local(kept.starts_at)
    same = ("title", "text", "host", "audience", "language", "mode", "location", "link", "stage", "captions")
    said = {name: getattr(kept, name) for name in (*same, "transcript", "capacity")}
    when = {"day": local.date(), "at": local.time(), "minutes": 30, "later": False}
    return (
        said
        | when
        | {"speakers": "", "agreed": False, "programme": "", "tags": ""}
        | {
            "session_id": session_id,
            "person_id": world.bram,
            "now": now,
        }
    )


def test_all_who_come_or_wait_read_of_another_time_place_or_link(box, now, planned):
    change(**(planned | {"title": "Twee dagen op de ambulance"}))
    arrived(box, now)
    assert not [each for each in box.subjects if "Gewijzigd" in each], "other texts are read on the page"
    moved = planned | {"day": planned["day"] + DAY}
    change(**moved)
    told = f"Gewijzigd: {TITLE}"
    assert arrived(box, now) == {("yara", told, ("REQUEST", 1)), ("milan", told, None)}
    assert "Vrijdag 4 december, 11.42" in text_of(box.taken[-1])
    change(**(moved | {"link": "https://video.example/elders"}))
    assert ("yara", told, ("REQUEST", 2)) in arrived(box, now)
    assert b"https://video.example/elders" in written("session-changed")[-2].calendar


def test_moved_twice_before_a_letter_leaves_arrives_once(box, now, planned):
    for days in (1, 2):
        change(**(planned | {"day": planned["day"] + days * DAY}))
    hers = [each for each in arrived(box, now) if each[0] == "yara"]
    assert hers == [("yara", f"Gewijzigd: {TITLE}", ("REQUEST", 2))]


def test_called_off_is_told_with_the_reason(box, now, planned, world):
    session_id = planned["session_id"]
    arrived(box, now)
    plan.cancel_session(
        session_id=session_id, person_id=world.bram, reason="Femke is ziek", later=False, now=now
    )
    told = f"Gaat niet door: {TITLE}"
    assert arrived(box, now) == {("yara", told, ("CANCEL", 1)), ("milan", told, None)}
    assert "Reden: Femke is ziek" in text_of(box.taken[-1])
    first, last = (Calendar.from_ical(each.calendar).events[0] for each in with_calendar())
    assert first["UID"] == last["UID"]
    assert str(last["STATUS"]) == "CANCELLED"


def with_calendar():
    db.session.rollback()
    return db.session.query(Letter).filter(Letter.calendar.is_not(None)).order_by(Letter.id).all()


def test_however_many_come_it_is_three_statements_more(world, now, count_queries):
    few, many = (make_session(now, capacity=40) for _session in range(2))
    for number, session_id in ((1, few), (30, many)):
        for person_id in make_students(number, world.programme_mbo3):
            did(signup.sign_up, session_id, person_id, now)
    called_off = {"person_id": world.bram, "reason": "Ziek", "later": False, "now": now}
    asked = [
        count_queries(lambda number=number: plan.cancel_session(session_id=number, **called_off))
        for number in (few, many)
    ]
    assert asked[0] == asked[1]
    assert asked[0] <= 10
    assert len(written("session-cancelled")) == 31


def test_a_sign_up_asks_three_statements_for_its_letter(world, now, session_id, count_queries):
    assert count_queries(lambda: did(signup.sign_up, session_id, world.yara, now)) <= 11
    assert states(session_id) == {world.yara: "signed_up"}


# ---- reminders ----


def remind(moment):
    worker.do_what_is_due(moment)
    db.session.rollback()
    kinds = ("session-day", "session-quarter")
    found = db.session.query(Letter).filter(Letter.kind.in_(kinds)).order_by(Letter.id)
    return [(each.kind, each.person_id) for each in found]


def test_a_day_and_a_quarter_before_who_comes_is_reminded_once(box, visit, world, now, session_id):
    did(signup.sign_up, session_id, world.yara, now)
    did(signup.wait, session_id, world.milan, now)
    arrived(box, now)
    starts, hers = now + 7 * DAY, ("session-day", world.yara)
    assert remind(starts - DAY - MINUTE) == []
    assert remind(starts - DAY) == remind(starts - DAY + MINUTE) == [hers]
    assert arrived(box, starts - DAY) == {("yara", f"Morgen: {TITLE}", None)}
    assert remind(starts - 15 * MINUTE) == [hers, ("session-quarter", world.yara)]
    visit(world.yara).post("/berichten/post", {"wanted": ["session-day"], "language": "nl"})
    assert arrived(box, starts - 14 * MINUTE) == set(), "as she chose"
    assert f"Om 11.42 uur: {TITLE}" in visit(world.yara).get("/berichten").text


def test_what_was_moved_is_remembered_anew_and_what_is_off_never(world, now, session_id):
    did(signup.sign_up, session_id, world.yara, now)
    starts = now + 7 * DAY
    assert len(remind(starts - DAY)) == 1
    with transaction() as work:
        session = work.get(InspirationSession, session_id)
        session.starts_at, session.ends_at = starts + 2 * DAY, starts + 2 * DAY + HOUR
        session.sequence += 1
    assert len(remind(starts + DAY)) == 2
    with transaction() as work:
        work.get(InspirationSession, session_id).state = "cancelled"
    assert len(remind(starts + 2 * DAY - 15 * MINUTE)) == 2


def test_who_just_signed_up_needs_no_reminder(world, now):
    soon = make_session(now, 23 * HOUR)
    did(signup.sign_up, soon, world.yara, now)
    assert remind(now) == []
    assert len(remind(now + 23 * HOUR - 15 * MINUTE)) == 1


# ---- notices ----


def test_the_bell_rings_for_what_is_held_and_for_what_changed(visit, world, now, planned):
    yara, milan = visit(world.yara), visit(world.milan)
    yara.open_line(f"person:{world.yara}")
    milan.open_line(f"person:{world.milan}")
    change(**(planned | {"day": planned["day"] + DAY}))
    assert any("1 nieuw" in drawn for drawn in yara.patches())
    did(signup.sign_off, planned["session_id"], world.yara, now)
    assert any("2 nieuw" in drawn for drawn in milan.patches())
    page = milan.get("/berichten").text
    assert f"Er is een plek voor je vrij: {TITLE}" in page
    assert f"Gewijzigd: {TITLE}" in page
