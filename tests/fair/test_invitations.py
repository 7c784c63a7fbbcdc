"""Organisers invite employers; who opens the link gets a booth to ask for, once."""

import re
from contextvars import Context
from datetime import timedelta
from threading import Thread

import pytest
from flask_security import verify_password
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import NotFound, Refused
from app.people import Person
from fair.actions import invitations as actions
from fair.actions.booths import add_booth
from fair.models import CLOSED, REQUESTED, Booth, Fair, Invitation
from fair.rules.invitations import fingerprint
from region.models import Organisation
from region.queries import is_staff
from tests.factories import PASSWORD, make_fair, make_member, make_organisation, make_person, save

BOOTH = {"slogan": "Leer brood bakken.", "levels": ["mbo2"]}
NEW = {"sector": "gastvrij", "town": "Leiden"}
PERSON = {
    "first_name": "Els",
    "last_name": "Vlo",
    "email": "Els@Vlo.example",
    "password": "een heel lang wachtwoord",
}
LINK = re.compile(r'value="http://localhost(/uitnodiging/[\w-]{43})"')


@pytest.fixture
def bakery(world):
    """An employer without a booth."""
    return make_organisation("Bakkerij Vlo", "gastvrij")


@pytest.fixture
def bram(visit, world):
    """The organiser at a browser."""
    return visit(world.bram)


@pytest.fixture
def invite(bram, world):
    """Make a link as the organiser: `invite(organisation_id=…)` or `invite(name=…, email=…)`."""

    def make(**fields):
        page = bram.post(f"/organisatie/beurzen/{world.fair}/uitnodigingen", fields)
        return LINK.findall(page.text)[0]

    return make


def kept(model, **fields):
    """The one row like this, as it is kept."""
    db.session.rollback()
    return db.session.query(model).filter_by(**fields).one()


def test_a_link_is_shown_once_and_never_kept(bram, world, bakery, now):
    url = f"/organisatie/beurzen/{world.fair}/uitnodigingen"
    page = bram.post(url, {"organisation_id": bakery, "email": "els@vlo.example"}).text
    [link] = LINK.findall(page)
    token = link.rpartition("/")[2]
    assert "mailto:els%40vlo.example?subject=Kom%20naar" in page
    assert token in page[page.index("mailto:") :]
    row = kept(Invitation)
    assert (row.token_hash, row.expires_at) == (fingerprint(token), kept(Fair).ends_at)
    again = bram.get(url).text
    assert token not in again
    assert "Bakkerij Vlo" in again
    assert "Wacht op de werkgever" in again
    assert ">Bakkerij Vlo</option>" not in again


def test_staff_of_an_employer_accept(visit, invite, world, bakery):
    els = visit(make_member("Els", "staff", organisation_id=bakery))
    link = invite(organisation_id=bakery)
    assert "U bent uitgenodigd" in els.get("/mijn-beurzen").text
    assert "Uitnodiging voor Bakkerij Vlo" in els.get(link).text
    assert "moet deze stand nog goedkeuren" in els.post(link, BOOTH).text
    booth = kept(Booth, organisation_id=bakery)
    assert (booth.state, booth.slogan, booth.levels) == (REQUESTED, "Leer brood bakken.", ["mbo2"])
    row = kept(Invitation)
    assert row.used_at
    assert row.used_by.first_name == "Els"
    assert "U bent uitgenodigd" not in els.get("/mijn-beurzen").text


def test_a_link_works_once(visit, invite, bakery):
    link = invite(organisation_id=bakery)
    visit().post(link, BOOTH | PERSON)
    for late in (visit().get(link), visit().post(link, BOOTH | PERSON | {"email": "b@vlo.example"})):
        assert late.status_code == 410
        assert "is gebruikt" in late.text
    assert db.session.query(Booth).filter_by(organisation_id=bakery).count() == 1
    assert db.session.query(Person).filter_by(email="b@vlo.example").count() == 0


def test_who_has_no_account_gets_one(visit, invite, bram, world, bakery):
    link = invite(organisation_id=bakery)
    els = visit()
    page = els.get(link).text
    assert "Hebt u een account?" in page
    assert f"/inloggen?next={link}" in page
    assert "Plaats" not in page
    page = els.post(link, BOOTH | PERSON).text
    assert "moet deze stand nog goedkeuren" in page
    person = kept(Person, email="els@vlo.example")
    assert verify_password(PERSON["password"], person.password)
    assert person.password.startswith("$argon2")
    assert is_staff(person.id, bakery)
    assert els.get("/mijn-beurzen").status_code == 200
    page = bram.get(f"/organisatie/beurzen/{world.fair}/uitnodigingen").text
    assert "Stand aangevraagd" in page


def test_a_new_employer_comes_with_its_first_person(visit, invite, world):
    link = invite(name="Strandtent Zilt", email="zilt@strand.example")
    page = visit().get(link)
    assert 'value="zilt@strand.example"' in page.text
    assert "Kies een sector" in visit().post(link, BOOTH | PERSON).text
    els = visit()
    els.post(link, BOOTH | PERSON | NEW)
    employer = kept(Organisation, name="Strandtent Zilt")
    assert (employer.sector, employer.establishments[0].town) == ("gastvrij", "Leiden")
    booth = kept(Booth, organisation_id=employer.id)
    assert (booth.fair_id, booth.state) == (world.fair, REQUESTED)
    assert els.get(f"/stands/{booth.id}/bewerken").status_code == 200
    assert kept(Invitation).organisation_id == employer.id


def test_who_was_invited_by_address_may_have_an_account(visit, invite, world):
    person = make_person("Els", email="els@zilt.example")
    link = invite(name="Strandtent Zilt", email="Els@Zilt.example")
    page = visit().post(link, BOOTH | NEW | PERSON | {"email": "els@zilt.example"})
    assert "Er is al een account met dit e-mailadres" in page.text
    assert db.session.query(Organisation).filter_by(name="Strandtent Zilt").count() == 0
    els = visit(person)
    els.post(link, BOOTH | NEW)
    assert is_staff(person, kept(Organisation, name="Strandtent Zilt").id)


def test_signing_in_leads_back_to_the_invitation(visit, invite, bakery):
    link = invite(organisation_id=bakery)
    member = make_member("Els", "staff", organisation_id=bakery)
    els, email = visit(), db.session.get(Person, member).email
    page = els.post(f"/inloggen?next={link}", {"email": email, "password": PASSWORD, "next": link})
    assert "Uitnodiging voor Bakkerij Vlo" in page.text


def test_an_account_of_somebody_else_is_sent_away(visit, invite, world, bakery):
    link = invite(organisation_id=bakery)
    for person in (world.daan, world.yara, world.bram):
        stranger = visit(person)
        assert stranger.get(link).status_code == 403
        assert "Dit account werkt daar niet" in stranger.post(link, BOOTH).text
    assert db.session.query(Booth).filter_by(organisation_id=bakery).count() == 0
    assert kept(Invitation).used_at is None


WRONG = [
    ({"password": "kort"}, "minstens 12 tekens"),
    ({"email": "els"}, "Vul het hele adres in"),
    ({"first_name": " "}, "voornaam"),
    ({"slogan": ""}, "Schrijf één zin"),
    ({"levels": []}, "minstens één niveau"),
    ({"levels": ["mbo9"]}, "mbo9"),
]


@pytest.mark.parametrize(("wrong", "reason"), WRONG)
def test_what_is_wrong_is_said_and_the_link_still_works(visit, invite, bakery, wrong, reason):
    link = invite(organisation_id=bakery)
    page = visit().post(link, BOOTH | PERSON | wrong)
    assert reason in page.text
    assert PERSON["password"] not in page.text
    assert visit().get(link).status_code == 200


def test_guessing_is_slowed_down(visit, invite, bakery):
    link, visitor = invite(organisation_id=bakery), visit()
    codes = [visitor.post(link, {}).status_code for _again in range(21)]
    assert codes == [200] * 20 + [429]


def test_a_lost_link_is_made_anew(visit, invite, bram, bakery):
    old = invite(organisation_id=bakery)
    page = bram.post(f"/organisatie/uitnodigingen/{kept(Invitation).id}/nieuwe-link").text
    [new] = LINK.findall(page)
    assert new != old
    assert visit().get(old).status_code == 404
    assert visit().get(new).status_code == 200


def test_an_invitation_is_taken_back(visit, invite, bram, world, bakery):
    link, row = invite(organisation_id=bakery), kept(Invitation).id
    url = f"/organisatie/uitnodigingen/{row}/intrekken"
    assert "De uitnodiging intrekken?" in bram.get(url).text
    assert visit().get(link).status_code == 200
    assert "De link werkt niet meer" in bram.post(url).text
    gone = visit().get(link)
    assert (gone.status_code, "ingetrokken" in gone.text) == (410, True)
    assert "al ingetrokken" in bram.post(url).text
    assert "al ingetrokken" in bram.post(f"/organisatie/uitnodigingen/{row}/nieuwe-link").text
    assert invite(organisation_id=bakery)


def test_an_old_link_opens_nothing(visit, invite, bakery, now):
    link = invite(organisation_id=bakery)
    with transaction() as work:
        work.query(Invitation).one().expires_at = now
    assert "te oud" in visit().get(link).text


def test_one_employer_is_invited_once_at_a_time(invite, bram, world, bakery):
    url = f"/organisatie/beurzen/{world.fair}/uitnodigingen"
    invite(name="Strandtent Zilt", email="zilt@strand.example")
    assert "al uitgenodigd" in bram.post(url, {"name": "Strandtent Zilt"}).text
    invite(organisation_id=bakery)
    assert "eldige keuze" in bram.post(url, {"organisation_id": bakery}).text
    assert "Kies een werkgever" in bram.post(url, {"name": ""}).text
    assert "hele adres" in bram.post(url, {"name": "X", "email": "x"}).text
    assert db.session.query(Invitation).count() == 2


def ask(world, now, **fields):
    """Invite through the action."""
    values = {
        "fair_id": world.fair,
        "organisation_id": None,
        "name": "Zilt",
        "email": "",
        "person_id": world.bram,
    }
    return actions.invite(now=now, **values | fields)


def test_only_who_can_get_a_booth_is_invited(world, bakery, now):
    with pytest.raises(Refused, match="al een stand"):
        ask(world, now, organisation_id=world.care)
    ask(world, now, organisation_id=bakery)
    with pytest.raises(Refused, match="al uitgenodigd"):
        ask(world, now, organisation_id=bakery)
    with pytest.raises(Refused, match="voorbij"):
        ask(world, now, fair_id=make_fair(now, state=CLOSED))
    with pytest.raises(Refused, match="doet niet mee"):
        ask(world, now, organisation_id=bakery, fair_id=make_fair(now, sectors=["zorg"]))
    with pytest.raises(NotFound):
        ask(world, now, organisation_id=99)


def test_inviting_is_the_organisers(visit, world, bakery, now):
    ask(world, now, organisation_id=bakery)
    row = kept(Invitation).id
    for who in (world.sanne, world.yara, world.fatima):
        stranger = visit(who)
        for url in (
            f"/organisatie/beurzen/{world.fair}/uitnodigingen",
            f"/organisatie/uitnodigingen/{row}/intrekken",
        ):
            assert stranger.get(url).status_code == 404
            assert stranger.post(url, {"name": "X"}).status_code == 404
        assert stranger.post(f"/organisatie/uitnodigingen/{row}/nieuwe-link").status_code == 404
        with pytest.raises(NotFound):
            ask(world, now, person_id=who)
        for verb in (actions.renew_link, actions.revoke_invitation):
            with pytest.raises(NotFound):
                verb(invitation_id=row, person_id=who, now=now)
    assert visit().get(f"/organisatie/beurzen/{world.fair}/uitnodigingen").status_code == 302
    assert visit().get("/uitnodiging/raad-maar").status_code == 404
    for verb, extra in (
        (actions.accept_invitation, {"person_id": world.sanne}),
        (
            actions.join_by_invitation,
            {"email": "a@b.example", "password_hash": "", "first_name": "", "last_name": ""},
        ),
    ):
        with pytest.raises(NotFound):
            verb(token="raad maar", now=now, **BOOTH, **extra)


def test_a_booth_that_comes_otherwise_answers_the_invitation(visit, invite, world, bakery, now):
    link = invite(organisation_id=bakery)
    add_booth(fair_id=world.fair, organisation_id=bakery, person_id=world.bram, now=now)
    assert kept(Invitation).used_by_id == world.bram
    assert visit().get(link).status_code == 410


def test_an_account_is_refused_by_the_action_too(world, bakery, now):
    token = ask(world, now, organisation_id=bakery)
    with pytest.raises(Refused, match="Bakkerij Vlo"):
        actions.accept_invitation(token=token, person_id=world.daan, now=now, **BOOTH)
    with pytest.raises(Refused, match="te oud"):
        actions.accept_invitation(token=token, person_id=world.daan, now=now + timedelta(days=31), **BOOTH)


def row(world, now, **fields):
    """An invitation that is kept without asking the rules."""
    values = {"fair_id": world.fair, "invited_by_id": world.bram, "invited_at": now, "expires_at": now}
    return save(Invitation(**values | fields))


def test_the_database_refuses_a_second_invitation_too(world, bakery, now):
    for fields in ({"organisation_id": bakery}, {"name": "Zilt"}):
        row(world, now, **fields, revoked_at=now)
        row(world, now, **fields)
        with pytest.raises(IntegrityError):
            row(world, now, **fields)
    with pytest.raises(IntegrityError):
        row(world, now, name="")
    with pytest.raises(IntegrityError):
        row(world, now, name="Anders", used_at=now)


def test_your_fairs_are_for_staff(visit, world, now):
    sanne = visit(world.sanne)
    make_fair(now, title="Stagebeurs voorjaar")
    page = sanne.get("/mijn-beurzen").text
    for words in (
        "Uw stands",
        "Stagebeurs najaar",
        "Goedgekeurd",
        "Stagebeurs voorjaar",
        "Vraag een stand aan",
    ):
        assert words in page
    assert visit(world.yara).get("/mijn-beurzen").status_code == 404
    assert visit().get("/mijn-beurzen").status_code == 302
    newcomer = visit(make_member("Els", "staff", organisation_id=make_organisation("Bakkerij Vlo")))
    with transaction() as work:
        work.query(Fair).update({"state": CLOSED})
    assert "Er is geen beurs gepland" in newcomer.get("/mijn-beurzen").text


def test_who_comes_second_waits_and_finds_the_invitation_used(app, world, bakery, now):
    token, said = ask(world, now, organisation_id=bakery), []
    person = {"password_hash": "x", "first_name": "Els", "last_name": "Vlo"}

    def accept(email):
        return actions.join_by_invitation(token=token, email=email, now=now, **person, **BOOTH)

    def late():
        with app.app_context():
            try:
                accept("b@vlo.example")
            except Refused as refusal:
                said.append(str(refusal))

    second = Thread(target=Context().run, args=(late,))
    with transaction():
        accept("a@vlo.example")
        second.start()
        second.join(0.5)
        assert second.is_alive()
    second.join()
    assert said == ["Deze uitnodiging is gebruikt. Log in om uw stand te zien."]
    assert db.session.query(Booth).filter_by(organisation_id=bakery).count() == 1
