"""What is handed out with a session: links and files, and later the recording."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from werkzeug.test import encode_multipart

from app import clock, files, worker
from app.db import db, transaction
from app.errors import NotFound
from sessions.actions import material as actions
from sessions.kinds import CANCELLED, DRAFT
from sessions.models import Material
from tests.fair.stands import PDF, fetch, upload
from tests.sessions.sessions import make_session, the


@pytest.fixture
def session_id(app, world, now, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "DATA", tmp_path)
    return make_session(now)


def desk(session_id):
    return f"/organisatie/sessies/{session_id}/uitdelen"


def a_file(content=PDF):
    return upload(content, "Dia's van Femke.pdf")


def hand_out(visitor, session_id, **said):
    """Send the form, and follow."""
    boundary, body = encode_multipart({"since": "start"} | said)
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.post(desk(session_id), body, content_type=kind).text


def handed_out():
    db.session.rollback()
    return db.session.query(Material).order_by(Material.id).all()


def test_a_link_from_before_and_a_file_from_the_start(visit, world, session_id, now, monkeypatch):
    bram, yara = visit(world.bram), visit(world.yara)
    yara.open_line(f"session:{session_id}")
    said = {"title": "Lees dit eerst", "url": "https://lees.example/a", "since": "before"}
    assert "Toegevoegd." in bram.post(desk(session_id), said).text
    [drawn] = yara.patches()
    assert "Lees dit eerst" in drawn
    assert "lees.example" in drawn
    page = hand_out(bram, session_id, file=a_file())
    assert "Dia&#39;s van Femke" in page
    link, file = handed_out()
    address = f"/sessies/{session_id}/bestanden/{file.id}"
    assert "Lees dit eerst" in visit().get(f"/sessies/{session_id}").text
    assert address not in yara.get(f"/sessies/{session_id}").text
    assert fetch(yara, address).status_code == visit().get(address).status_code == 404
    assert fetch(bram, address).data == PDF
    monkeypatch.setattr(clock, "now", lambda: the(session_id).starts_at)
    assert address in yara.get(f"/sessies/{session_id}").text
    found = fetch(yara, address)
    assert found.data == PDF
    assert found.headers["Content-Type"] == "application/pdf"
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert yara.get(f"/sessies/{session_id}/bestanden/{link.id}").status_code == 404
    assert yara.get(f"/sessies/{make_session(now)}/bestanden/{file.id}").status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Vul een link in, of kies een bestand."),
        ({"url": "https://x.example", "file": a_file}, "Kies er één"),
        ({"url": "http://x.example"}, "https://"),
        ({"file": lambda: a_file(b"<html>")}, "geen PDF-bestand"),
        ({"file": lambda: a_file(PDF + b"x" * (5 * 1024 * 1024))}, "te groot"),
    ],
)
def test_what_cannot_be_handed_out_is_refused_in_words(visit, world, session_id, said, words):
    typed = {name: value() if callable(value) else value for name, value in said.items()}
    page = hand_out(visit(world.bram), session_id, title="Mijn titel", **typed)
    assert words in page
    assert "Mijn titel" in page
    assert handed_out() == []


def test_the_same_once_and_ten_at_most(visit, world, session_id):
    bram, told = visit(world.bram), []
    for number in (1, 1, *range(2, 12)):
        page = bram.post(desk(session_id), {"url": f"https://x.example/{number}", "since": "start"}).text
        told.append("once" if "staat er al bij" in page else "full" if "hoogstens 10" in page else "added")
    assert told == ["added", "once", *["added"] * 9, "full"]
    assert len(handed_out()) == 10


def test_what_is_taken_away_leaves_the_disk_too(visit, world, session_id, now):
    bram, yara = visit(world.bram), visit(world.yara)
    hand_out(bram, session_id, file=a_file(), since="before")
    [(number, stored)] = [(each.id, each.stored) for each in handed_out()]
    assert "staat er al bij" in hand_out(bram, session_id, file=a_file())
    kept = sorted(files.path_of(stored).parent.iterdir())
    for path in kept:
        os.utime(path, (now.timestamp(), now.timestamp()))
    yara.open_line(f"session:{session_id}")
    worker.do_what_is_due(now + 2 * files.UNNAMED)
    assert len(kept) == 2
    assert list(files.path_of(stored).parent.iterdir()) == [files.path_of(stored)], "only what is handed out"
    assert "Weggehaald." in bram.post(f"{desk(session_id)}/{number}/weghalen").text
    [drawn] = yara.patches()
    assert f'id="materials-{session_id}"' in drawn
    assert "hidden" in drawn
    assert files.path_of(stored).exists()
    worker.do_what_is_due(now + 2 * files.UNNAMED)
    assert not files.path_of(stored).exists()
    assert bram.post(f"{desk(session_id)}/{number}/weghalen").status_code == 404


def test_recording_and_transcript_come_afterwards(visit, world, session_id, now, monkeypatch):
    bram, links = visit(world.bram), f"/organisatie/sessies/{session_id}/opname"
    said = {"recording": "https://beeld.example/1", "transcript_link": "https://tekst.example/1"}
    assert "als de sessie voorbij is" in bram.post(links, said).text
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=8))
    assert "https://" in bram.post(links, {"recording": "http://beeld.example"}).text
    assert "Opgeslagen." in bram.post(links, said).text
    page = visit().get(f"/sessies/{session_id}").text
    assert 'href="https://beeld.example/1"' in page
    assert 'href="https://tekst.example/1"' in page
    assert "https://beeld.example/1" in bram.get(desk(session_id)).text


def test_others_find_nothing_there(visit, world, session_id, now):
    for person in (world.yara, world.sanne, world.fatima):
        assert visit(person).get(desk(session_id)).status_code in (403, 404)
        assert visit(person).post(desk(session_id), {"url": "https://x.example"}).status_code in (403, 404)
    for state in (DRAFT, CANCELLED):
        other = make_session(now, state=state)
        said = {"title": "", "url": "https://x.example", "received": None, "early": True}
        with pytest.raises(NotFound):
            actions.add_material(session_id=other, person_id=world.yara, now=now, **said)
    assert handed_out() == []


@pytest.mark.parametrize(
    "values", ["'https://x', 'd', 's'", "'', '', ''", "'', 'd', ''", "'https://x', '', 's'"]
)
def test_the_database_keeps_a_link_or_a_file(world, session_id, values):
    row = "INSERT INTO session_material (session_id, title, early, url, digest, stored)"
    with pytest.raises(IntegrityError), transaction() as work:
        work.execute(text(f"{row} VALUES ({session_id}, 'x', true, {values})"))
