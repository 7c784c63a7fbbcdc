"""Organisers give, approve and decline booths; staff ask for them."""

from contextvars import Context
from datetime import timedelta
from threading import Thread

import pytest

from app import clock, worker
from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.actions import booths as actions
from fair.actions.booking import book_slot
from fair.actions.closing import close_booth
from fair.actions.queue import call_next, join_queue
from fair.models import APPROVED, CLOSED, DECLINED, REQUESTED, Booth
from tests.factories import make_booth, make_fair, make_member, make_organisation

TEXTS = {"slogan": "Kom meekijken.", "levels": ["mbo2"]}


@pytest.fixture
def bakery(world):
    """An employer without a booth."""
    return make_organisation("Bakkerij Vlo", "gastvrij")


@pytest.fixture
def els(bakery):
    """Staff of the employer without a booth."""
    return make_member("Els", "staff", organisation_id=bakery)


@pytest.fixture
def waiting(world, bakery):
    """A booth that waits for an answer."""
    return make_booth(world.fair, bakery, number=3, state=REQUESTED, slogan="Wij bakken.")


def kept(booth_id):
    """The booth as it is kept."""
    db.session.rollback()
    return db.session.get(Booth, booth_id)


def booth_of(organisation_id):
    """The booth of an employer."""
    db.session.rollback()
    return db.session.query(Booth).filter_by(organisation_id=organisation_id).one_or_none()


def test_an_organiser_gives_an_employer_the_first_free_number(visit, world, bakery):
    bram = visit(world.bram)
    assert "Bakkerij Vlo" in bram.get(f"/organisatie/beurzen/{world.fair}").text
    form = {"organisation_id": bakery, "key": "once"}
    for _twice in range(2):
        page = bram.post(f"/organisatie/beurzen/{world.fair}/stands", form)
    booth = booth_of(bakery)
    assert (booth.number, booth.state) == (1, APPROVED)
    assert booth.levels == booth.fair.levels
    again = bram.post(f"/organisatie/beurzen/{world.fair}/stands", form | {"key": "other"})
    assert "nog geen stand" in again.text
    assert "Bakkerij Vlo" in page.text


def test_a_fair_that_is_over_takes_no_booths(visit, world, bakery, now):
    over = make_fair(now, state=CLOSED)
    page = visit(world.bram).post(f"/organisatie/beurzen/{over}/stands", {"organisation_id": bakery})
    assert "voorbij" in page.text
    assert booth_of(bakery) is None


def test_staff_ask_for_a_booth_and_an_organiser_approves(visit, world, bakery, els):
    els, bram = visit(els), visit(world.bram)
    assert "U hebt nog geen stand" in els.get("/rooster", follow_redirects=True).text
    assert "Bakkerij Vlo" in els.get(f"/beurs/{world.fair}/stand-aanvragen").text
    page = els.post(f"/beurs/{world.fair}/stand-aanvragen", TEXTS | {"organisation_id": bakery})
    assert "moet deze stand nog goedkeuren" in page.text
    booth = booth_of(bakery)
    assert (booth.state, booth.slogan, booth.levels) == (REQUESTED, "Kom meekijken.", ["mbo2"])
    assert "Wacht op antwoord" in bram.get(f"/organisatie/beurzen/{world.fair}").text
    assert "1 stand wacht" in bram.get("/organisatie").text
    page = bram.post(f"/organisatie/stands/{booth.id}/goedkeuren")
    assert "Bakkerij Vlo staat op het plein" in page.text
    assert kept(booth.id).state == APPROVED


def test_a_sector_or_level_that_is_off_gets_no_booth(visit, world, now, bakery, els):
    fair = make_fair(now, sectors=["zorg"], levels=["mbo2"])
    page = visit(els).post(f"/beurs/{fair}/stand-aanvragen", TEXTS | {"organisation_id": bakery})
    assert "De sector Horeca en toerisme doet niet mee" in page.text
    bram = visit(world.bram)
    page = bram.post(f"/organisatie/beurzen/{fair}/stands", {"organisation_id": bakery})
    assert "doet niet mee" in page.text
    assert booth_of(bakery) is None
    waits = make_booth(fair, world.care, state=REQUESTED, levels=["mbo2", "hbo"])
    page = bram.post(f"/organisatie/stands/{waits}/goedkeuren")
    assert "Deze stand is ook voor hbo" in page.text
    assert kept(waits).state == REQUESTED


def test_asking_twice_is_refused(visit, world, bakery, els, waiting):
    page = visit(els).post(f"/beurs/{world.fair}/stand-aanvragen", TEXTS | {"organisation_id": bakery})
    assert "al een stand" in page.text


def test_nobody_asks_for_another_employer(visit, world, now, bakery, els):
    page = visit(els).post(f"/beurs/{world.fair}/stand-aanvragen", TEXTS | {"organisation_id": world.tech})
    assert page.status_code == 200
    with pytest.raises(NotFound):
        actions.request_booth(
            fair_id=world.fair, organisation_id=bakery, person_id=world.daan, now=now, **TEXTS
        )
    with pytest.raises(NotFound):
        actions.request_booth(fair_id=99, organisation_id=bakery, person_id=els, now=now, **TEXTS)
    with pytest.raises(Refused):
        actions.request_booth(
            fair_id=world.fair,
            organisation_id=bakery,
            person_id=els,
            now=now,
            slogan="Hoi",
            levels=["mbo9"],
        )
    assert booth_of(bakery) is None
    assert visit(world.yara).get(f"/beurs/{world.fair}/stand-aanvragen").status_code == 404


def test_declining_needs_a_reason_that_staff_read_and_answer(visit, world, els, waiting):
    bram, els = visit(world.bram), visit(els)
    url = f"/organisatie/stands/{waiting}/afwijzen"
    assert "Waarom niet?" in bram.get(url).text
    assert "Geef een reden" in bram.post(url, {"reason": "  "}).text
    assert kept(waiting).state == REQUESTED
    bram.post(url, {"reason": "Erkenning ontbreekt nog."})
    assert kept(waiting).state == DECLINED
    page = els.get(f"/stands/{waiting}/bewerken").text
    assert "Erkenning ontbreekt nog." in page
    els.post(f"/stands/{waiting}/bewerken", TEXTS | {"about": "Wij zijn erkend.", "do": "publish"})
    assert (kept(waiting).state, kept(waiting).remark) == (REQUESTED, "")


def test_a_question_stands_on_the_page_of_the_booth(visit, world, els, waiting):
    bram, els = visit(world.bram), visit(els)
    url = f"/organisatie/stands/{waiting}/vragen"
    assert bram.get(url).status_code == 200
    assert "Schrijf uw vraag op" in bram.post(url).text
    assert "Vraag gesteld" in bram.post(url, {"question": "Bent u erkend?"}).text
    assert kept(waiting).state == REQUESTED
    assert "Bent u erkend?" in els.get("/rooster", follow_redirects=True).text


def test_a_booth_where_students_booked_is_not_declined(visit, world, now):
    book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
    url = f"/organisatie/stands/{world.care_booth}/afwijzen"
    page = visit(world.bram).post(url, {"reason": "Te druk."})
    assert "een gesprek geboekt of gevoerd" in page.text
    assert "Te druk." in page.text
    assert kept(world.care_booth).state == APPROVED


def test_a_booth_with_a_queue_is_closed_before_it_is_declined(world, now, monkeypatch):
    """Else who was called stays called for ever, and is nobody's turn elsewhere."""
    noon = now + timedelta(minutes=23)
    monkeypatch.setattr(clock, "now", lambda: noon)
    join_queue(booth_id=world.care_booth, person_id=world.yara, now=noon)
    call_next(booth_id=world.care_booth, short=True, person_id=world.sanne, now=noon)
    said = {"booth_id": world.care_booth, "person_id": world.bram, "now": noon}
    with pytest.raises(Refused, match="Sluit de stand eerst"):
        actions.decline_booth(reason="x", **said)
    close_booth(reason="nobody", words="", **said)
    actions.decline_booth(reason="x", **said)
    assert kept(world.care_booth).state == DECLINED
    worker.do_what_is_due(noon + timedelta(minutes=5))


def test_who_waits_while_a_booth_is_declined_does_not_book_there(app, world, now):
    said = []

    def book():
        with app.app_context():
            try:
                book_slot(slot_id=world.sanne_slots[0], person_id=world.yara, question="", now=now)
            except Refused as refusal:
                said.append(str(refusal))

    student = Thread(target=Context().run, args=(book,))
    with transaction():
        actions.decline_booth(booth_id=world.care_booth, reason="x", person_id=world.bram, now=now)
        student.start()
        student.join(0.5)
        assert student.is_alive()
    student.join()
    assert said == ["Deze stand is niet open voor gesprekken."]


def test_strangers_find_nothing(visit, world, waiting):
    decisions = [f"/organisatie/stands/{waiting}/{verb}" for verb in ("goedkeuren", "afwijzen", "vragen")]
    daan, yara = visit(world.daan), visit(world.yara)
    for stranger in (daan, yara):
        for url in (*decisions, f"/stands/{waiting}/bewerken"):
            assert stranger.post(url, TEXTS | {"reason": "x", "question": "x"}).status_code == 404
    assert daan.post(f"/organisatie/beurzen/{world.fair}/stands").status_code == 404
    assert yara.get("/mijn-stand").status_code == 404
    assert visit().get(f"/stands/{waiting}/bewerken").status_code == 302
    assert kept(waiting).state == REQUESTED
    assert visit(world.bram).get("/organisatie/stands/99/vragen").status_code == 404


@pytest.mark.parametrize("verb", [actions.approve_booth, actions.decline_booth, actions.ask_about_booth])
def test_decisions_are_the_organisers(world, now, waiting, verb):
    words = {actions.decline_booth: {"reason": "x"}, actions.ask_about_booth: {"question": "x"}}.get(verb, {})
    for who, booth in ((world.sanne, waiting), (world.bram, 99)):
        with pytest.raises(NotFound):
            verb(booth_id=booth, person_id=who, now=now, **words)


def test_giving_a_booth_is_the_organisers(world, now, bakery):
    with pytest.raises(NotFound):
        actions.add_booth(fair_id=world.fair, organisation_id=bakery, person_id=world.sanne, now=now)


def test_without_fairs_there_is_nothing_to_ask_for(visit, app):
    els = make_member("Els", "staff", organisation_id=make_organisation("Bakkerij Vlo"))
    assert "Er is geen beurs gepland" in visit(els).get("/rooster", follow_redirects=True).text
