"""The live room of a session: who gets in, what it shows, and how many are there."""

from datetime import timedelta

import pytest

from app import clock
from sessions.actions import signup
from sessions.kinds import DRAFT
from sessions.live import room as live_room
from tests.sessions.sessions import come_in, make_session


@pytest.fixture
def session_id(world, now):
    """A session that began ten minutes ago, in which Yara and Noor are."""
    made = make_session(
        now,
        -timedelta(minutes=10),
        programme=[[0, "Femke stelt zich voor"], [20, "Jullie vragen"]],
        stage="https://beeld.example/7",
    )
    come_in(made, now, world.yara, world.noor)
    return made


def test_who_went_in_is_in_the_room(visit, world, session_id):
    page = visit(world.yara).get(f"/sessies/{session_id}/zaal")
    assert page.status_code == 200
    assert "Femke stelt zich voor" in page.text
    assert "/regie" not in page.text
    assert "https://video.example/kamer" in page.text
    shown = visit(world.yara).get(f"/sessies/{session_id}/zaal?podium=ja")
    assert shown.headers["Content-Security-Policy"].endswith("; frame-src https://beeld.example")


def test_going_in_leads_to_the_room(visit, world, now):
    session_id = make_session(now, timedelta(minutes=5))
    milan = visit(world.milan)
    milan.post(f"/sessies/{session_id}/aanmelden")
    assert "In de zaal" in milan.post(f"/sessies/{session_id}/binnen").text
    milan.open_line()
    assert milan.send("session:come-in", session_id=session_id)["go"] == f"/sessies/{session_id}/zaal"


def test_others_are_led_to_where_one_goes_in(visit, world, session_id, now):
    signup.sign_off(session_id=session_id, person_id=world.noor, now=now)
    for person_id in (world.milan, world.noor):
        person = visit(person_id)
        assert person.get(f"/sessies/{session_id}/zaal").headers["Location"] == f"/sessies/{session_id}"
        assert person.get(f"/sessies/{session_id}/regie").status_code == 404
        shut = [f"hall:{session_id}", f"hall-desk:{session_id}"]
        assert person.open_line(*shut) == shut
    assert "/inloggen" in visit().get(f"/sessies/{session_id}/zaal").headers["Location"]
    assert visit().open_line(f"hall:{session_id}") == [f"hall:{session_id}"]
    draft = make_session(now, state=DRAFT)
    assert visit(world.milan).get(f"/sessies/{draft}/zaal").status_code == 404
    assert visit(world.bram).get(f"/sessies/{draft}/regie").status_code == 404


def test_organisers_have_a_desk(visit, world, session_id):
    bram = visit(world.bram)
    assert f"/sessies/{session_id}/regie" in bram.get(f"/sessies/{session_id}/zaal").text
    assert bram.get(f"/sessies/{session_id}/regie").status_code == 200
    assert bram.open_line(f"hall:{session_id}", f"hall-desk:{session_id}") == []
    assert visit(world.yara).get(f"/sessies/{session_id}/regie").status_code == 404


def test_afterwards_it_is_to_be_read_for_a_week(visit, world, session_id, now, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=6))
    page = visit(world.yara).get(f"/sessies/{session_id}/zaal").text
    assert "hier nalezen" in page
    assert "video.example" not in page
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=8))
    assert visit(world.yara).get(f"/sessies/{session_id}/zaal").status_code == 302
    assert visit(world.bram).get(f"/sessies/{session_id}/zaal").status_code == 200


def test_all_see_how_many_are_there(visit, world, session_id):
    yara, noor = visit(world.yara), visit(world.noor)
    yara.open_line(f"hall:{session_id}")
    noor.open_line(f"hall:{session_id}", language="en")
    live_room.tell_how_many({session_id})
    assert any("2 mensen hier" in drawn for drawn in yara.patches())
    noor.leave()
    assert "1 mens hier" in yara.get(f"/sessies/{session_id}/zaal").text
