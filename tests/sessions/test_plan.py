"""Planning sessions: by form, alone and in series, changing, copying and calling off."""

import re
from datetime import timedelta

import pytest

from app.db import db
from sessions.actions import plan, signup
from sessions.kinds import CANCELLED, DRAFT, PUBLISHED
from sessions.models import InspirationSession, Registration, Series
from tests.factories import make_fair
from tests.sessions.sessions import make_session, make_students, states, the

NIGHT = {"repeat": "weekly", "day": "2027-03-21", "at": "02:30", "until": "2027-03-30", "programme": ""}
PAGES = ["", "/nieuw", "/{0}", "/{0}/bewerken", "/{0}/kopieren", "/{0}/afzeggen", "/{0}/weggooien"]
NEW = "/organisatie/sessies/nieuw"
SAID = {
    "title": "Een dag op de ambulance",
    "text": "Femke **vertelt**.",
    "host": "Ambulance Hollands Midden",
    "speakers": "Femke Postma, verpleegkundige",
    "agreed": "y",
    "audience": "students",
    "language": "nl",
    "tags": "Zorg, eerste dag",
    "day": "2026-12-10",
    "at": "13:00",
    "minutes": "30",
    "capacity": "60",
    "mode": "hybrid",
    "location": "Stadhuisplein 1, Leiden",
    "link": "https://video.example/kamer",
    "programme": "13.00 Begin\n13.08 Mee op een rit",
    "repeat": "",
    "until": "",
}


def sessions():
    db.session.rollback()
    return (
        db.session.query(InspirationSession).order_by(InspirationSession.starts_at).populate_existing().all()
    )


def change(visitor, session_id, said, page=None):
    """Send the page on which a session is changed, with what it has fields for and nothing else."""
    address = f"/organisatie/sessies/{session_id}/bewerken"
    page = page or visitor.get(address).text
    fields = set(re.findall(r'name="(\w+)"', page))
    [seen] = re.findall(r'name="seen"[^>]* value="(\w+)"', page)
    return visitor.post(
        address, {name: each for name, each in said.items() if name in fields} | {"seen": seen}
    )


@pytest.fixture
def bram(visit, world):
    return visit(world.bram)


def test_an_organiser_plans_a_session(bram):
    page = bram.post(NEW, SAID)
    assert "Nog niemand ziet hem." in page.text
    [made] = sessions()
    assert made.starts_at.isoformat() == "2026-12-10T12:00:00+00:00"
    assert made.ends_at - made.starts_at == timedelta(minutes=30)
    assert (made.state, made.audience, made.tags) == (DRAFT, "students", ["zorg", "eerste dag"])
    assert made.speakers == [["Femke Postma", "verpleegkundige"]]
    assert made.programme == [[0, "Begin"], [8, "Mee op een rit"]]
    assert made.agreed_at is not None


def test_the_same_form_sent_twice_plans_one_session(bram):
    for _twice in range(2):
        bram.post(NEW, SAID | {"key": "once"})
    assert len(sessions()) == 1


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"title": " "}, "titel"),
        ({"day": "2026-11-25"}, "nog moet komen"),
        ({"day": "2027-03-28", "at": "02:30"}, "Deze tijd bestaat niet"),
        ({"at": "13"}, "Vul een tijd in"),
        ({"minutes": "5"}, "minstens 10"),
        ({"capacity": "0"}, "1 tot 2000"),
        ({"location": " "}, "Vul in waar"),
        ({"link": "http://video.example"}, "https://"),
        ({"stage": "javascript:alert(1)"}, "https://"),
        ({"agreed": ""}, "Vraag het eerst"),
        ({"programme": "Begin"}, "Begin elke regel"),
        ({"repeat": "weekly"}, "tot wanneer"),
        ({"repeat": "weekly", "until": "2029-12-10"}, "meer dan 60"),
        (
            {"repeat": "weekly", "day": "2027-03-21", "at": "02:30", "until": "2027-03-30", "programme": ""},
            "bestaat niet",
        ),
        ({"audience": "buren"}, "eldige keuze"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_what_was_typed_stays(bram, wrong, reason):
    page = bram.post(NEW, SAID | wrong)
    assert reason in page.text
    assert "Femke **vertelt**." in page.text
    assert sessions() == []
    assert db.session.query(Series).count() == 0


def test_what_else_goes_on_is_shown_while_planning(bram, now):
    make_fair(
        now,
        title="Beurs in december",
        starts_at=now + timedelta(days=14),
        ends_at=now + timedelta(days=14, hours=6),
    )
    make_session(now, timedelta(days=14, hours=1), title="Open dag")
    make_session(now, timedelta(days=15), title="Andere dag")
    page = bram.post(NEW, SAID | {"look": "1"}).text
    assert "Beurs in december" in page
    assert "Open dag" in page
    assert "Andere dag" not in page
    assert len(sessions()) == 2
    assert "Er is dan niets anders." in bram.post(NEW, SAID | {"look": "1", "day": "2026-12-20"}).text
    assert "niets anders" not in bram.post(NEW, SAID | {"look": "1", "day": ""}).text


def test_a_series_with_one_session_moved_and_one_called_off(bram, world, now):
    bram.post(NEW, SAID | {"repeat": "weekly", "until": "2026-12-31"})
    first, second, third, _fourth = sessions()
    assert [each.occurs_on.day for each in sessions()] == [10, 17, 24, 31]
    assert first.series.rule == "FREQ=WEEKLY;UNTIL=20261231"
    assert "alle latere concepten" in bram.get(f"/organisatie/sessies/{first.id}").text
    bram.post(f"/organisatie/sessies/{first.id}/tonen")
    assert {each.state for each in sessions()} == {PUBLISHED}
    change(bram, second.id, SAID | {"day": "2026-12-18"})
    bram.post(f"/organisatie/sessies/{third.id}/afzeggen", {"reason": "Kerst"})
    assert [each.starts_at.day for each in sessions()] == [10, 18, 24, 31]
    assert [each.state for each in sessions()] == [PUBLISHED, PUBLISHED, CANCELLED, PUBLISHED]
    assert [each.sequence for each in sessions()] == [0, 1, 1, 0]
    assert the(second.id).occurs_on.day == 17


def test_what_is_changed_for_later_sessions_keeps_their_days(bram, world, now):
    bram.post(NEW, SAID | {"repeat": "weekly", "until": "2026-12-31"})
    first, *later = sessions()
    plan.publish_session(session_id=first.id, person_id=world.bram, now=now)
    changed = SAID | {"title": "Twee uur meerijden", "at": "14:00", "programme": "", "later": "y"}
    assert "bewaard" in change(bram, later[0].id, changed).text
    titles = [each.title for each in sessions()]
    assert titles == ["Een dag op de ambulance", *["Twee uur meerijden"] * 3]
    assert [each.starts_at.hour for each in sessions()] == [12, 13, 12, 12]


def test_later_sessions_are_called_off_together(bram, world, now):
    bram.post(NEW, SAID | {"repeat": "weekly", "until": "2026-12-24"})
    first, second, third = sessions()
    plan.publish_session(session_id=second.id, person_id=world.bram, now=now)
    assert [each.state for each in sessions()] == [DRAFT, PUBLISHED, PUBLISHED]
    bram.post(f"/organisatie/sessies/{second.id}/afzeggen", {"reason": "Ziek", "later": "y"})
    assert [each.state for each in sessions()] == [DRAFT, CANCELLED, CANCELLED]
    assert first.id
    assert "Deze sessie gaat niet door" in bram.get(f"/sessies/{third.id}").text


def test_showing_needs_what_is_missing(bram, now):
    session_id = make_session(now, state=DRAFT, link="")
    assert "Er is een link" in bram.post(f"/organisatie/sessies/{session_id}/tonen").text
    assert the(session_id).state == DRAFT
    assert bram.get(f"/sessies/{session_id}").status_code == 200


def test_fewer_seats_move_people_and_never_put_them_out(bram, world, now):
    session_id = make_session(now, capacity=4)
    people = make_students(4, world.programme_mbo3)
    for person_id in people:
        signup.sign_up(session_id=session_id, person_id=person_id, now=now)
    signup.sign_off(session_id=session_id, person_id=people[0], now=now)
    said = SAID | {"audience": "all", "day": "2026-12-03"}
    assert "3 plekken bezet" in change(bram, session_id, said | {"capacity": "2"}).text
    assert "bewaard" in change(bram, session_id, said | {"capacity": "3"}).text
    db.session.rollback()
    seats = db.session.query(Registration.seat).filter(Registration.seat.is_not(None))
    assert sorted(seat for (seat,) in seats) == [1, 2, 3]


def test_more_seats_are_offered_to_who_waits(bram, world, now):
    session_id = make_session(now, capacity=1)
    signup.sign_up(session_id=session_id, person_id=world.yara, now=now)
    signup.wait(session_id=session_id, person_id=world.milan, now=now)
    change(bram, session_id, SAID | {"audience": "all", "capacity": "2"})
    assert states(session_id) == {world.yara: "signed_up", world.milan: "offered"}


def test_a_copy_has_the_texts_and_nobody(bram, world, now):
    session_id = make_session(now, tags=["zorg"], programme=[[0, "Begin"]])
    signup.sign_up(session_id=session_id, person_id=world.yara, now=now)
    page = bram.post(f"/organisatie/sessies/{session_id}/kopieren", {"day": "2027-01-14"})
    assert "gekopieerd" in page.text
    copy = sessions()[-1]
    assert (copy.state, copy.tags, copy.programme) == (DRAFT, ["zorg"], [[0, "Begin"]])
    assert copy.starts_at.isoformat() == "2027-01-14T10:42:00+00:00"
    assert states(copy.id) == {}
    assert (
        "nog moet komen"
        in bram.post(f"/organisatie/sessies/{session_id}/kopieren", {"day": "2026-01-14"}).text
    )


def test_a_draft_is_thrown_away_and_nothing_else(bram, now):
    draft, shown = make_session(now, state=DRAFT), make_session(now)
    assert "terug" in bram.get(f"/organisatie/sessies/{draft}/weggooien").text
    assert "Het concept is weg." in bram.post(f"/organisatie/sessies/{draft}/weggooien").text
    assert "Zeg de sessie af" in bram.post(f"/organisatie/sessies/{shown}/weggooien").text
    assert [each.id for each in sessions()] == [shown]


def test_what_is_called_off_does_not_change_any_more(bram, now):
    session_id = make_session(now, state=CANCELLED, reason="Ziek")
    assert "gaat niet door" in change(bram, session_id, SAID).text
    assert "alleen" in bram.post(f"/organisatie/sessies/{session_id}/afzeggen", {"reason": "x"}).text.lower()
    assert "Schrijf" in bram.post(f"/organisatie/sessies/{make_session(now)}/afzeggen", {"reason": " "}).text


def test_organisers_read_counts_and_only_names_by_choice(bram, world, now):
    session_id = make_session(now)
    signup.sign_up(session_id=session_id, person_id=world.yara, now=now)
    signup.sign_up(session_id=session_id, person_id=world.sanne, now=now)
    page = f"/organisatie/sessies/{session_id}"
    assert "Yara" not in bram.get(page).text
    for person_id in (world.yara, world.sanne):
        signup.show_name(session_id=session_id, shown=True, person_id=person_id, now=now)
    shown = bram.get(page).text
    assert "Sanne Tester, Yara" in shown
    assert "Yara Tester" not in shown


@pytest.mark.parametrize(
    "page", ["", "/nieuw", "/{0}", "/{0}/bewerken", "/{0}/kopieren", "/{0}/afzeggen", "/{0}/weggooien"]
)
def test_only_organisers_plan(visit, world, now, page):
    session_id = make_session(now, state=DRAFT)
    address = "/organisatie/sessies" + page.format(session_id)
    assert visit(world.bram).get(address).status_code == 200
    for person_id in (world.yara, world.sanne, world.fatima):
        assert visit(person_id).get(address).status_code == 404
    assert "/inloggen" in visit().get(address).headers["Location"]
    assert visit(world.yara).get(f"/sessies/{session_id}").status_code == 404
    assert visit(world.yara).post(f"/organisatie/sessies/{session_id}/tonen").status_code == 404
    assert visit(world.bram).get("/organisatie/sessies/99999").status_code == 404


def test_a_draft_changes_without_telling_anybody(bram, now):
    session_id = make_session(now, state=DRAFT)
    change(bram, session_id, SAID | {"title": "Anders"})
    assert (the(session_id).title, the(session_id).state) == ("Anders", DRAFT)


def test_what_comes_next_stands_first(visit, world, now):
    for title, days in (("Vorig jaar", -300), ("Straks", 1), ("Gisteren", -1), ("Later", 9)):
        make_session(now, timedelta(days=days), title=title)
    page = visit(world.bram).get("/organisatie/sessies").text
    assert sorted(("Straks", "Later", "Gisteren", "Vorig jaar"), key=page.index) == [
        "Straks",
        "Later",
        "Gisteren",
        "Vorig jaar",
    ]


def test_of_two_who_change_it_at_once_the_second_is_told(bram, now):
    session_id = make_session(now)
    page = bram.get(f"/organisatie/sessies/{session_id}/bewerken").text
    assert "bewaard" in change(bram, session_id, SAID | {"at": "16:00", "programme": ""}, page).text
    late = change(bram, session_id, SAID | {"title": "Van de ander"}, page).text
    assert "Iemand anders heeft deze sessie" in late
    assert "Van de ander" in late, "what was typed is still there"
    assert the(session_id).starts_at.hour == 15
    signup_only = bram.get(f"/organisatie/sessies/{session_id}/bewerken").text
    assert "bewaard" in change(bram, session_id, SAID | {"title": "Van de ander"}, signup_only).text


def test_a_session_stays_for_whom_people_signed_up(bram, world, now):
    session_id = make_session(now)
    signup.sign_up(session_id=session_id, person_id=world.yara, now=now)
    page = bram.get(f"/organisatie/sessies/{session_id}/bewerken").text
    refused = change(bram, session_id, SAID | {"audience": "employers"}, page).text
    assert "Er hebben zich al mensen aangemeld." in refused
    assert "bewaard" in change(bram, session_id, SAID | {"audience": "all"}).text


@pytest.mark.parametrize("day", ["2037-01-14", "9999-12-31"])
def test_nobody_plans_for_what_no_calendar_has(bram, now, day):
    assert "tien jaar" in bram.post(NEW, SAID | {"day": day}).text
    session_id = make_session(now)
    assert "tien jaar" in bram.post(f"/organisatie/sessies/{session_id}/kopieren", {"day": day}).text
    assert len(sessions()) == 1


def test_a_title_that_nobody_can_see_is_none(bram):
    assert "Geef de sessie een titel." in bram.post(NEW, SAID | {"title": "\x07\u200b\u202e"}).text
    assert sessions() == []
