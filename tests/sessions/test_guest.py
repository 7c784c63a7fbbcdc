"""Coming without an account: the letter, the link, the seat, coming back by letters, and being forgotten."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.db import db
from app.errors import NotFound, Refused
from app.mail.letters import Letter
from app.mail.message import preview
from app.mail.words import led
from app.people import Person, SignIn
from region.models import COORDINATOR, Membership
from sessions.actions import guest as actions
from sessions.actions import plan, signup
from sessions.kinds import CANCELLED, DRAFT, EMPLOYERS
from sessions.models import Guest, GuestRequest, Registration
from sessions.reactions.guest import forget_guests, forget_unconfirmed
from sessions.rules import guest as rules
from tests.factories import make_person, save
from tests.sessions.sessions import make_session, states

ADDRESS = "Hanneke@Buurt.example"
SAID = {"name": "Hanneke de Wit", "email": ADDRESS}


@pytest.fixture
def session_id(world, now):
    return make_session(now)


def letters(kind=None):
    db.session.rollback()
    found = db.session.query(Letter).order_by(Letter.id).populate_existing()
    return [each for each in found if kind in (None, each.kind)]


@pytest.fixture
def read(app):
    """Subject and text of the latest letter of a kind, and the path of its link."""

    def read(kind="guest-asked"):
        latest = letters(kind)[-1]
        with app.test_request_context():
            subject, text = preview(latest)
        return subject, text, re.search(r"https?://[^/\s]+(/\S+)", text)[1]

    return read


def ask(visitor, session_id, **said):
    return visitor.post(f"/sessies/{session_id}/gast", SAID | said)


def come(visit, read, session_id, **said):
    """A guest who asked and confirmed; returns her browser."""
    hanneke = visit()
    ask(hanneke, session_id, **said)
    link = read()[2]
    hanneke.page = hanneke.post(link).text
    return hanneke


def person_of(email=ADDRESS):
    db.session.rollback()
    return db.session.query(Person).filter_by(email=email.lower()).populate_existing().one_or_none()


def test_a_guest_comes_by_a_confirmed_address(visit, read, world, session_id, now):
    hanneke = visit()
    assert f"/sessies/{session_id}/gast" in hanneke.get(f"/sessies/{session_id}").text
    assert "nog geen plek van jou" in hanneke.get(f"/sessies/{session_id}/gast").text
    assert "Kijk in je mail" in ask(hanneke, session_id).text
    assert states(session_id) == {}
    assert person_of() is None
    [letter] = letters()
    assert (letter.to, letter.person_id) == ("hanneke@buurt.example", None)
    subject, text, link = read()
    assert subject == "Bevestig dat je komt naar ‘Een dag op de ambulance’"
    assert "tot vrijdag 27 november, 11.42 uur" in text
    page = hanneke.get(link)
    assert "Hanneke de Wit" in page.text
    assert states(session_id) == {}, "looking confirms nothing: mail programs look too"
    assert "Je doet mee" in hanneke.post(link).text
    made = person_of()
    assert (made.first_name, made.last_name, made.password) == ("Hanneke", "de Wit", None)
    assert states(session_id) == {made.id: "signed_up"}
    assert "Een dag op de ambulance" in hanneke.get("/mijn-sessies").text
    assert hanneke.get(link).status_code == 410
    assert "al gebruikt" in visit().post(link).text


def test_the_token_is_kept_only_as_a_fingerprint(visit, read, session_id):
    ask(visit(), session_id)
    token = read()[2].rpartition("/")[2]
    kept = db.session.query(GuestRequest).one()
    assert len(token) >= 43
    assert kept.token_hash == rules.fingerprint(token)
    assert token not in str(vars(kept))


def test_nobody_learns_who_has_an_account(visit, read, world, session_id, now):
    yara = db.session.get(Person, world.yara).email
    answers = [ask(visit(), session_id, email=email) for email in (ADDRESS, yara.upper())]
    first, second = (answer.text.replace(answer.request.path, "") for answer in answers)
    assert re.sub(r'content="[^"]+"', "", first) == re.sub(r'content="[^"]+"', "", second)
    to_new, to_yara = letters()
    assert to_yara.kind == "guest-has-account"
    assert to_yara.person_id is None
    subject, _text, link = read("guest-has-account")
    assert subject.startswith("Log in om te komen naar")
    assert link == f"/inloggen?next=/sessies/{session_id}"
    assert "token" not in to_yara.said
    assert to_new.kind == "guest-asked"


def test_who_got_an_account_meanwhile_signs_in(visit, read, world, session_id):
    hanneke = visit()
    ask(hanneke, session_id)
    make_person("Hanneke", email=ADDRESS.lower())
    link = read()[2]
    answer = hanneke.post(link)
    assert (answer.status_code, "Log in en meld je daar aan" in answer.text) == (410, True)
    assert states(session_id) == {}
    assert hanneke.get("/mijn-sessies").location.startswith("/inloggen")


def test_an_old_link_opens_nothing_and_is_forgotten(visit, read, world, session_id, now, monkeypatch):
    ask(visit(), session_id)
    link = read()[2]
    ask(visit(), session_id, name="Hanneke")
    assert visit().get(link).status_code == 404, "the newest letter counts"
    link = read()[2]
    assert forget_unconfirmed(now + timedelta(hours=23)) == 0
    later = now + rules.LASTS
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = visit().post(link)
    assert (answer.status_code, "ouder dan een dag" in answer.text) == (410, True)
    assert forget_unconfirmed(later) == 1
    assert db.session.query(GuestRequest).count() == 0
    assert visit().get(link).status_code == 404


def test_when_it_is_full_by_then_she_waits(visit, read, world, session_id, now):
    hanneke = visit()
    ask(hanneke, session_id)
    for person_id in (world.yara, world.noor):
        signup.sign_up(session_id=session_id, person_id=person_id, now=now)
    assert "Als je hebt bevestigd, sta je op de wachtlijst" in hanneke.get(f"/sessies/{session_id}/gast").text
    link = read()[2]
    assert "Zet me op de wachtlijst" in hanneke.get(link).text
    assert "Je staat op de wachtlijst" in hanneke.post(link).text
    guest = person_of().id
    assert states(session_id)[guest] == "waiting"
    ask(visit(), session_id)
    again = read()[2]
    assert "Je staat op de wachtlijst" in visit().post(again).text
    signup.sign_off(session_id=session_id, person_id=world.yara, now=now)
    assert states(session_id)[guest] == "offered"
    ask(visit(), session_id)
    offered = read()[2]
    assert "Je bent aangemeld" in visit().post(offered).text
    ask(visit(), session_id)
    assert "Je bent aangemeld" in visit().post(read()[2]).text, "a letter more only lets her in"
    assert states(session_id)[guest] == "signed_up"


def test_a_guest_does_what_others_do_and_nothing_else(visit, read, world, now, session_id):
    soon = make_session(now, timedelta(minutes=10))
    hanneke = come(visit, read, soon)
    assert "Je bent aangemeld" in hanneke.page
    assert "Ga naar binnen" in hanneke.page
    assert "video.example" in hanneke.post(f"/sessies/{soon}/binnen").text
    assert "Je bent aangemeld" in hanneke.post(f"/sessies/{session_id}/aanmelden").text
    hanneke.open_line(f"person:{person_of().id}")
    assert hanneke.send("session:sign-off", session_id=session_id)["ok"]
    closed = make_session(now, audience=EMPLOYERS)
    assert "voor werkgevers" in hanneke.post(f"/sessies/{closed}/aanmelden").text
    assert hanneke.get("/welkom").location == "/mijn-sessies"
    for page in ("/mijn-dag", "/organisatie", "/balie", "/post", "/werk"):
        assert hanneke.get(page).status_code == 404, page
    assert hanneke.get(f"/sessies/{session_id}/gast").location == f"/sessies/{session_id}"
    menu = re.search(r'<nav class="nav".*?</nav>', hanneke.get("/mijn-sessies").text, re.S)[0]
    assert re.findall('href="([^"]+)"', menu) == ["/sessies", "/mijn-sessies"]


def way_in(app, person, path):
    with app.test_request_context():
        return led(person, path)


def test_the_way_in_opens_her_sessions_and_no_account(app, visit, read, world, session_id, now):
    come(visit, read, session_id)
    guest, path = person_of(), f"/sessies/{session_id}"
    link = way_in(app, guest, path)
    assert way_in(app, db.session.get(Person, world.yara), path) == path
    elsewhere = visit(world.yara)
    page = elsewhere.get(link)
    assert "Hanneke de Wit" in page.text
    assert "Je doet mee" in elsewhere.post(link).text
    assert elsewhere.get(link).location == path
    assert elsewhere.get(link.partition("?")[0] + "?naar=//kwaad.example").location == "/mijn-sessies"
    for wrong in (
        link.replace("/gast/", "/gast/9"),
        "/gast/1-x",
        "/gast/x",
        f"/gast/{world.yara}-{link[8:51]}",
    ):
        assert visit().get(wrong.partition("?")[0]).status_code == 404
    save(Membership(person_id=guest.id, role=COORDINATOR, institution_id=world.institution))
    assert visit().get(link).status_code == 404, "by now she is more than a guest"
    assert way_in(app, guest, path) == path


@pytest.mark.parametrize("fields", [{"audience": EMPLOYERS}, {"state": CANCELLED}, {"state": DRAFT}])
def test_not_every_session_is_for_guests(visit, world, now, fields):
    session_id = make_session(now, **fields)
    assert "/gast" not in visit().get(f"/sessies/{session_id}").text
    ask(visit(), session_id)
    assert letters() == []
    with pytest.raises((Refused, NotFound)):
        actions.ask(session_id=session_id, name="A", email="a@b.example", language="nl", now=now)


def test_what_is_called_off_meanwhile_says_so(visit, read, world, session_id, now):
    hanneke = visit()
    ask(hanneke, session_id)
    plan.cancel_session(session_id=session_id, person_id=world.bram, reason="Ziek", later=False, now=now)
    link = read()[2]
    answer = hanneke.post(link)
    assert (answer.status_code, "gaat niet door" in answer.text) == (410, True)
    assert person_of() is None


def test_faults_are_named_and_kept(visit, session_id, app, monkeypatch):
    page = visit().post(f"/sessies/{session_id}/gast", {"name": "", "email": "hanneke"}).text
    assert "Vul je naam in." in page
    assert "hele adres" in page
    assert 'value="hanneke"' in page
    monkeypatch.setitem(app.config, "DEMO", True)
    assert "Verzin een adres" in ask(visit(), session_id, email="hanneke@buurt.nl").text
    assert letters() == []


def test_one_address_gets_few_letters(visit, session_id):
    for _letter in range(6):
        assert ask(visit(), session_id).status_code == 200
    assert ask(visit(), session_id, email=ADDRESS.upper()).status_code == 429
    assert ask(visit(), session_id, email="piet@buurt.example").status_code == 200


def test_a_guest_is_forgotten_after_a_month(app, visit, read, world, session_id, now):
    hanneke = come(visit, read, session_id)
    guest = person_of()
    link = way_in(app, guest, "/mijn-sessies")
    signup.show_name(session_id=session_id, shown=True, person_id=guest.id, now=now)
    hanneke.post("/agenda/adres")
    over = now + timedelta(days=7, minutes=30)
    assert forget_guests(over + rules.KEPT_FOR - timedelta(minutes=1)) == 0
    assert forget_guests(over + rules.KEPT_FOR) == 1
    assert forget_guests(over + rules.KEPT_FOR) == 0
    db.session.rollback()
    left = db.session.get(Person, guest.id, populate_existing=True)
    assert (left.name, left.email, left.active) == ("–", f"forgotten-{guest.id}@guest.example", False)
    assert db.session.query(Guest).count() == 0
    assert [letter for letter in letters() if letter.person_id == guest.id] == []
    assert db.session.query(SignIn).filter_by(person_id=guest.id, ended_at=None).count() == 0
    assert db.session.query(Registration).filter_by(show_name=True).count() == 0
    assert states(session_id) == {guest.id: "signed_up"}, "the numbers stay right"
    assert visit().get(link).status_code == 404
    assert hanneke.get("/mijn-sessies").location.startswith("/inloggen")


def test_who_became_more_than_a_guest_is_not_forgotten(visit, read, world, session_id, now):
    come(visit, read, session_id)
    save(Membership(person_id=person_of().id, role=COORDINATOR, institution_id=world.institution))
    assert forget_guests(now + timedelta(days=99)) == 0
    assert person_of().name == "Hanneke de Wit"
