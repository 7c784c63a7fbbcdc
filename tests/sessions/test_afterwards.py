"""After a session: what people thought of it, certificates, shared contacts and figures."""

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.people import Person
from sessions import certificate
from sessions.actions import afterwards as actions
from sessions.actions import signup
from sessions.models import ContactShare, Feedback, InspirationSession, Registration
from sessions.queries import afterwards as queries
from tests.sessions.sessions import come_in, make_session, make_students, the

WEEK = timedelta(days=7)
GOOD = {"liked": "5", "useful": "4", "text": "Mooi verhaal"}


@pytest.fixture
def over(world, now):
    """A session that ended an hour ago; Yara and Sanne were there, Noor was not."""
    session_id = make_session(now, -timedelta(minutes=90), capacity=1, programme=[[0, "Welkom"]])
    come_in(session_id, the(session_id).starts_at, world.yara, world.sanne, world.noor)
    with transaction() as work:
        work.query(Registration).filter_by(person_id=world.noor).update({"came_at": None})
    return session_id


def said():
    db.session.rollback()
    return [(each.liked, each.useful, each.text) for each in db.session.query(Feedback).populate_existing()]


def test_who_was_there_answers_three_questions_and_may_change_them(visit, world, over, now, monkeypatch):
    yara, page = visit(world.yara), f"/sessies/{over}/mening"
    assert page in yara.get(f"/sessies/{over}").text
    faulty = yara.post(page, {"liked": "6", "text": "Mooi verhaal"}).text
    assert "Kies een getal." in faulty
    assert "Mooi verhaal" in faulty
    assert "Bedankt." in yara.post(page, GOOD).text
    assert "Mooi verhaal" in yara.get(page).text
    yara.post(page, GOOD | {"liked": "2"})
    assert said() == [(2, 4, "Mooi verhaal")]
    for stranger in (world.noor, world.milan):
        assert visit(stranger).post(page, GOOD).status_code == 404
        assert page not in visit(stranger).get(f"/sessies/{over}").text
    monkeypatch.setattr(clock, "now", lambda: now + WEEK)
    assert "Die week is voorbij." in yara.post(page, GOOD).text
    assert said() == [(2, 4, "Mooi verhaal")]


def test_the_database_keeps_one_answer_from_each_person(world, over, now):
    actions.say_feedback(session_id=over, person_id=world.yara, now=now, liked=5, useful=5, text="")
    own = db.session.query(Feedback.registration_id).scalar()
    row = "INSERT INTO session_feedback (registration_id, liked, useful, text) VALUES"
    other = db.session.query(Registration.id).filter(Registration.id != own).first()[0]
    for values in (f"({own}, 1, 1, '')", f"({other}, 6, 1, '')", f"({other}, 1, 0, '')"):
        with pytest.raises(IntegrityError), transaction() as work:
            work.execute(text(f"{row} {values}"))


def test_organisers_see_answers_when_five_have_given_one_and_none_can_change(visit, world, now, monkeypatch):
    session_id, few = (make_session(now, -timedelta(hours=2), capacity=1) for _n in range(2))
    people = make_students(6, world.programme_mbo3)
    for each, number in ((session_id, 6), (few, 4)):
        come_in(each, the(each).starts_at, *people[:number])
        for liked, person_id in zip((5, 4, 4, 1, 5, 4), people[:number], strict=False):
            answer = {"liked": liked, "useful": 3, "text": f"Geheim {liked}"}
            actions.say_feedback(session_id=each, person_id=person_id, now=now, **answer)
    bram = visit(world.bram)
    own, other = (f"/organisatie/sessies/{each}/cijfers" for each in (session_id, few))
    assert "Geheim" not in bram.get(own).text
    monkeypatch.setattr(clock, "now", lambda: now + WEEK)
    page = bram.get(own).text
    assert '<b class="h-m">3,8</b>' in page
    assert "Geheim 5" in page
    assert "Geheim" not in bram.get(other).text
    assert "Minder dan vijf" in bram.get(other).text
    assert visit(world.yara).get(own).status_code in (403, 404)
    assert "Geheim" not in visit(world.yara).get(f"/sessies/{session_id}").text


def test_the_figures_of_all_sessions_as_a_page_and_as_files(visit, world, over, now):
    signup.sign_up(session_id=make_session(now, title="Nog niet"), person_id=world.yara, now=now)
    bram = visit(world.bram)
    page = bram.get("/organisatie/sessies/cijfers").text
    assert "2 van 3" in page
    assert "Nog niet" not in page
    own = bram.get(f"/organisatie/sessies/{over}/cijfers").text
    assert "minder dan 5" in own, "two students and somebody from an employer"
    lines = bram.get("/organisatie/sessies/cijfers.csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith('"Sessie";"Dag";"Voor wie?";"Plekken";"Aangemeld"')
    assert lines[1].replace('"', "").endswith(";4;3;0;2;1;0;;;")
    book = openpyxl.load_workbook(io.BytesIO(bram.get("/organisatie/sessies/cijfers.xlsx").data))
    assert [cell.value for cell in book.active[2]][4:9] == [3, 0, 2, 1, 0]
    assert visit(world.yara).get("/organisatie/sessies/cijfers.csv").status_code in (403, 404)


def test_no_figures_yet(visit, world):
    assert "Er is nog geen sessie voorbij" in visit(world.bram).get("/organisatie/sessies/cijfers").text


def test_a_certificate_for_who_was_there(visit, world, over, now):
    yara, address = visit(world.yara), f"/sessies/{over}/bewijs.pdf"
    assert address in yara.get(f"/sessies/{over}").text
    found = yara.get(address)
    assert found.data.startswith(b"%PDF-")
    assert found.data == yara.get(address).data, "the same moment, the same bytes"
    assert found.headers["Content-Disposition"] == f"attachment; filename=bewijs-{over}.pdf"
    assert b"/Lang (nl)" in found.data
    assert b"/DisplayDocTitle true" in found.data
    assert visit(world.noor).get(address).status_code == visit(world.milan).get(address).status_code == 404
    with transaction() as work:
        late = the(over).starts_at + timedelta(minutes=16)
        work.query(Registration).filter_by(person_id=world.yara).update({"came_at": late})
    assert yara.get(address).status_code == 404
    assert "geen bewijs" in yara.get(f"/sessies/{over}").text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Łukasz Wójcik", True),
        ("Şebnem Doğan", True),
        ("Zoe\u0301 D’Hondt", True),
        ("فاطمة الزهراء", False),
        ("王芳", False),
    ],
)
def test_names_of_all_languages_on_a_certificate(app, now, monkeypatch, name, printed):
    """What the typefaces lack is said, not left out: the e-mail address stands there instead."""
    written = []
    write = certificate._write
    monkeypatch.setattr(
        certificate, "_write", lambda pdf, said, *rest: written.append(said) or write(pdf, said, *rest)
    )
    session = InspirationSession(
        title="Bloemen 🌷", host="Bollenstreek", starts_at=now, ends_at=now, programme=[], state="published"
    )
    with app.test_request_context():
        drawn = certificate.draw(session, name=name, email="z@x.example", language="nl", site="S", now=now)
    assert drawn.startswith(b"%PDF-")
    assert (name in written) is printed
    assert ("z@x.example" in written) is not printed


def test_contacts_only_among_those_who_share_and_were_there(visit, world, over, now, monkeypatch):
    yara, sanne, noor = visit(world.yara), visit(world.sanne), visit(world.noor)
    page, email = f"/sessies/{over}", db.session.get(Person, world.sanne).email
    sanne.post(f"{page}/contact", {"shared": "y", "organisation": "Zorggroep <b>"})
    assert email not in yara.get(page).text
    yara.open_line(f"person:{world.yara}")
    sanne.open_line(f"person:{world.sanne}")
    assert "Je deelt" in yara.send("session:contact", session_id=over, shared="y")["notice"]
    [drawn] = yara.patches()
    assert email in drawn
    assert "Zorggroep &lt;b&gt;" in drawn
    assert any("Yara" in each for each in sanne.patches()), "she sees at once that Yara shares too"
    assert "alleen" not in noor.post(f"{page}/contact", {"shared": "y"}).text
    for stranger in (noor, visit(world.bram), visit(world.milan), visit()):
        assert email not in stranger.get(page).text
    assert "Je deelt je gegevens niet meer." in sanne.post(f"{page}/contact", {}).text
    assert email not in yara.get(page).text
    assert "niets opgeslagen" in sanne.post(f"{page}/contact", {"organisation": "x" * 121}).text
    assert "niet aangemeld" in visit(world.milan).post(f"{page}/contact", {"shared": "y"}).text
    visit(world.milan).post(f"{page}/contact", {})


def test_contacts_are_thrown_away_after_a_month(visit, world, over, now, monkeypatch):
    for person_id in (world.yara, world.sanne):
        said = {"shared": True, "organisation": ""}
        actions.share_contact(session_id=over, person_id=person_id, now=now, **said)
    email = db.session.get(Person, world.sanne).email
    assert email in visit(world.yara).get(f"/sessies/{over}").text
    later = the(over).ends_at + timedelta(days=30)
    assert queries.to_forget(later - timedelta(minutes=1)) == []
    monkeypatch.setattr(clock, "now", lambda: later)
    assert email not in visit(world.yara).get(f"/sessies/{over}").text, "also when the worker is late"
    assert actions.forget_contacts(later) == 2
    assert db.session.query(ContactShare).count() == 0


def test_who_signs_off_shares_no_more(world, now):
    session_id = make_session(now)
    who = {"session_id": session_id, "person_id": world.yara, "now": now}
    signup.sign_up(**who)
    actions.share_contact(shared=True, organisation="", **who)
    signup.sign_off(**who)
    signup.sign_up(**who)
    assert db.session.query(ContactShare).count() == 0


def test_the_pages_ask_little_however_many_come(visit, world, over, now, count_queries):
    bram, yara = visit(world.bram), visit(world.yara)
    own = f"/organisatie/sessies/{over}"
    pages = [
        *((bram, f"{own}/cijfers"), (bram, "/organisatie/sessies/cijfers"), (bram, f"{own}/uitdelen")),
        *((yara, f"/sessies/{over}"), (yara, f"/sessies/{over}/mening")),
    ]
    actions.share_contact(session_id=over, person_id=world.yara, now=now, shared=True, organisation="")
    asked = [count_queries(lambda who=who, page=page: who.get(page)) for who, page in pages]
    assert max(asked) <= 12, asked
    for number, person_id in enumerate(make_students(6, world.programme_mbo3)):
        come_in(over, the(over).starts_at, person_id)
        answer = {"liked": 4, "useful": 4, "text": f"{number}"}
        actions.say_feedback(session_id=over, person_id=person_id, now=now, **answer)
        actions.share_contact(session_id=over, person_id=person_id, now=now, shared=True, organisation="")
    make_session(now, -timedelta(days=3))
    assert [count_queries(lambda who=who, page=page: who.get(page)) for who, page in pages] == asked
