"""Reporting discrimination: a student chooses who reads it, and the employer sees nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from app.errors import Refused
from app.people import Person
from fair.actions import booking as bookings
from fair.live import booking as live_booking
from region.actions import reports as actions
from region.models import COORDINATOR, Confidant, Institution, Membership, Report, ReportStep
from region.queries import reports as queries
from region.rules import reports as rules
from register.actions import propose_placement
from tests.factories import make_member, make_student, save

SAID = "Zij vroegen naar mijn geloof."
FORM = {"text": SAID, "readers": "school"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


@pytest.fixture
def confidant(world, now):
    save(Confidant(person_id=world.bram, since=now))
    return world.bram


def report(world, now, **fields):
    values = {
        "text": SAID,
        "contact": "",
        "readers": ["school"],
        "about_kind": "",
        "about_id": None,
        "organisation_id": None,
        "person_id": world.yara,
        "now": now,
    }
    return actions.file_report(**values | fields)


# ---- the rules ----


@pytest.mark.parametrize(
    ("chosen", "readers"),
    [([], {"school"}), (["region"], {"school"}), (["school", "region"], {"school"}), (["school"], set())],
)
def test_a_report_that_nobody_reads_is_refused(app, chosen, readers):
    with app.test_request_context(), pytest.raises(Refused, match="Kies wie") as refusal:
        rules.check_report(SAID, chosen, readers)
    assert refusal.value.field == "readers"


def test_a_report_without_a_bsn_for_who_is_there_passes(app):
    rules.check_report(SAID, ["school"], {"school", "region"})
    with app.test_request_context(), pytest.raises(Refused, match="burgerservicenummer"):
        rules.check_report("Ik ben 123456782", ["school"], {"school"})


def test_each_side_says_once_what_it_did(app):
    report = Report(steps=[ReportStep(side="school", words="Gebeld.")])
    rules.check_step(report, "region")
    with app.test_request_context(), pytest.raises(Refused, match="Een collega"):
        rules.check_step(report, "school")


@pytest.mark.parametrize(("number", "told"), [(0, "minder dan 5"), (4, "minder dan 5"), (5, "5"), (12, "12")])
def test_small_numbers_are_not_told(app, number, told):
    with app.test_request_context():
        assert rules.told(number) == told


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 7, 31), date(2025, 8, 1), date(2026, 8, 1)),
        (date(2026, 8, 1), date(2026, 8, 1), date(2027, 8, 1)),
    ],
)
def test_the_study_year_begins_in_august(today, first, last):
    assert rules.study_year(today) == (first, last)


# ---- telling it ----


def test_a_student_reports_at_a_booth_and_her_school_reads_it(visit, world, confidant):
    yara = visit(world.yara)
    link = f"/meld-stagediscriminatie?kind=stand&amp;number={world.care_booth}"
    assert link in yara.get(f"/stands/{world.care_booth}").text
    page = yara.get(link.replace("&amp;", "&")).text
    assert "de stand van Zorggroep Rijnoever" in page
    assert "Mijn school: Oefenschool Leiden" in page
    assert "Het regionale meldpunt" in page
    answer = yara.post(
        "/meld-stagediscriminatie", {**FORM, "kind": "stand", "number": world.care_booth, "contact": "06"}
    )
    assert "Dank je dat je het vertelt" in answer.text
    page = visit(world.fatima).get("/meldingen").text
    assert SAID in page
    assert "de stand van Zorggroep Rijnoever" in page
    assert "Te bereiken via: 06" in page
    assert "Yara" not in page
    assert SAID not in visit(world.bram).get("/meldingen").text


def test_talk_and_placement_link_to_the_form_with_what_it_is_about(visit, world, now):
    booking_id = bookings.book_slot(slot_id=world.sanne_slots[1], person_id=world.yara, question="", now=now)
    placement_id = propose_placement(
        place_id=world.place,
        student_id=world.yara,
        person_id=world.sanne,
        starts_on=date(2027, 2, 1),
        now=now,
    )
    yara = visit(world.yara)
    for page, kind, number, words in (
        (f"/afspraken/{booking_id}", "gesprek", booking_id, "je gesprek met Zorggroep Rijnoever"),
        (f"/plaatsingen/{placement_id}", "plaatsing", placement_id, "je stage bij Zorggroep Rijnoever"),
    ):
        link = f"/meld-stagediscriminatie?kind={kind}&amp;number={number}"
        assert link in yara.get(page).text
        assert words in yara.get(link.replace("&amp;", "&")).text
        assert visit(world.milan).get(link.replace("&amp;", "&")).status_code == 404
    assert "number=" not in visit(world.sanne).get(f"/plaatsingen/{placement_id}").text


@pytest.mark.parametrize("query", ["kind=x&number=1", "kind=stand&number=0", "kind=stand&number=99999"])
def test_what_is_nowhere_is_not_found(visit, world, query):
    assert visit(world.yara).get(f"/meld-stagediscriminatie?{query}").status_code == 404


def test_a_number_without_a_kind_says_nothing(visit, world):
    page = visit(world.yara).get("/meld-stagediscriminatie?number=1")
    assert page.status_code == 200
    assert "Zorggroep" not in page.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"text": ""}, "Schrijf op wat er is gebeurd."),
        ({"readers": []}, "Kies wie je melding leest."),
        ({"readers": "region"}, 'href="#readers"'),
        ({"text": "Mijn nummer is 123456782"}, "burgerservicenummer"),
        ({"contact": "x" * 201}, "korter dan 200 tekens"),
    ],
)
def test_a_wrong_report_comes_back_with_what_was_typed(visit, world, said, words):
    values = {**FORM, "kind": "stand", "number": world.care_booth, **said}
    answer = visit(world.yara).post("/meld-stagediscriminatie", values)
    assert answer.status_code == 409
    assert words in answer.text
    assert values["text"] in answer.text
    assert "de stand van Zorggroep Rijnoever" in answer.text
    assert db.session.query(Report).count() == 0


def test_sent_twice_is_reported_once(visit, world):
    yara = visit(world.yara)
    for _twice in range(2):
        yara.post("/meld-stagediscriminatie", {**FORM, "key": "k"})
    assert db.session.query(Report).count() == 1


def test_who_is_no_student_reads_whom_to_call(visit, world, app, monkeypatch):
    monkeypatch.setitem(app.config, "REPORT_PHONE", "071 516 50 00")
    monkeypatch.setitem(app.config, "REPORT_EMAIL", "meldpunt@stagepact.example")
    for who in (None, world.sanne, world.bram):
        visitor = visit(who)
        for page in (visitor.get("/meld-stagediscriminatie"), visitor.post("/meld-stagediscriminatie", FORM)):
            assert "Bel 071 516 50 00." in page.text
            assert "mailto:meldpunt@stagepact.example" in page.text
    assert db.session.query(Report).count() == 0


def test_without_anybody_to_read_it_no_form_is_shown(visit, world):
    with transaction() as work:
        work.query(Membership).filter_by(role=COORDINATOR).delete()
    page = visit(world.yara).get("/meld-stagediscriminatie").text
    assert "<textarea" not in page
    assert "Elke gemeente heeft een meldpunt" in page


# ---- reading it ----


def test_only_the_chosen_readers_read_it(visit, world, now, confidant):
    report(world, now, text="Alleen school")
    report(world, now, text="Alleen regio", readers=["region"])
    report(world, now, text="Voor beide", readers=["school", "region"])
    fatima, bram = visit(world.fatima).get("/meldingen").text, visit(world.bram).get("/meldingen").text
    assert [word in fatima for word in ("Alleen school", "Alleen regio", "Voor beide")] == [True, False, True]
    assert [word in bram for word in ("Alleen school", "Alleen regio", "Voor beide")] == [False, True, True]


def test_another_school_reads_nothing(visit, world, now):
    report(world, now)
    other = save(Institution(name="Andere school")).id
    stranger = make_member("Vera", COORDINATOR, institution_id=other)
    assert SAID not in visit(stranger).get("/meldingen").text
    with transaction() as work:
        work.query(Membership).filter_by(person_id=world.fatima).one().ended_at = now
    assert visit(world.fatima).get("/meldingen").status_code == 404


# ---- what was done with it ----


def test_who_reads_it_says_what_was_done_and_by_whom(visit, world, now, confidant):
    report_id = report(world, now, text="Voor beide", readers=["school", "region"])
    other = report(world, now, text="Nog open")
    fatima, bram = visit(world.fatima), visit(world.bram)
    page = fatima.post(f"/meldingen/{report_id}/school", {"words": "Met haar gepraat", "key": "k"}).text
    still_open, handled = page.split("Eerder afgehandeld")
    assert "Nog open" in still_open
    assert "Voor beide" not in still_open
    assert "Voor beide" in handled
    assert "De school, Fatima Tester" in handled
    assert f'id="words-school-{other}"' in still_open
    page = bram.get("/meldingen").text
    assert "Met haar gepraat" in page
    assert "Eerder afgehandeld" not in page
    page = bram.post(f"/meldingen/{report_id}/region", {"words": "Werkgever gebeld"}).text
    assert "Alle meldingen zijn afgehandeld." in page
    assert "Werkgever gebeld" in fatima.get("/meldingen").text


def test_what_was_done_is_written_once(visit, world, now):
    report_id = report(world, now)
    fatima, url = visit(world.fatima), f"/meldingen/{report_id}/school"
    answer = fatima.post(url, {"words": " "})
    assert answer.status_code == 409
    assert "Schrijf op wat u deed." in answer.text
    for _twice in range(2):
        assert "Gedaan" in fatima.post(url, {"words": "Gedaan", "key": "one"}).text
    answer = fatima.post(url, {"words": "Nog eens", "key": "two"})
    assert "Een collega heeft net" in answer.text
    assert "Nog eens" not in answer.text.split("Eerder afgehandeld")[1]
    row = {"report_id": report_id, "side": "school", "words": "Nog eens", "decided_at": now}
    with pytest.raises(IntegrityError, match="report_step"), transaction() as work:
        work.add(ReportStep(**row))


def test_who_does_not_read_it_decides_nothing(visit, world, now):
    report_id = report(world, now)
    said = {"words": "Van mij"}
    for person_id, side in [
        (world.bram, "region"),
        (world.bram, "school"),
        (world.fatima, "region"),
        (world.yara, "school"),
        (world.sanne, "school"),
    ]:
        assert visit(person_id).post(f"/meldingen/{report_id}/{side}", said).status_code == 404
    assert visit(world.fatima).post(f"/meldingen/{report_id}/elders", said).status_code == 404
    assert db.session.query(ReportStep).count() == 0


def test_what_was_done_outlives_the_account_of_who_did_it(visit, world, now):
    report_id = report(world, now)
    with transaction() as work:
        work.add(ReportStep(report_id=report_id, side="school", words="Gebeld", decided_at=now))
    assert "iemand die er niet meer is" in visit(world.fatima).get("/meldingen").text


def test_organisers_see_a_number_and_no_small_one(visit, world, now):
    bram = visit(world.bram)
    report(world, now - timedelta(days=200))
    for _each in range(4):
        report(world, now)
    assert "minder dan 5" in bram.get("/meldingen").text
    report(world, now)
    page = bram.get("/meldingen").text
    assert "<dd>5</dd>" in page
    assert SAID not in page
    assert queries.number(datetime(2026, 7, 31, 22, tzinfo=UTC), now) == 0


def test_strangers_find_no_page(visit, world, now):
    report(world, now)
    for who in (world.yara, world.sanne, world.daan):
        assert visit(who).get("/meldingen").status_code == 404
    assert visit().get("/meldingen").status_code == 302


def test_more_reports_take_no_more_questions(visit, world, now, count_queries):
    fatima = visit(world.fatima)
    report(world, now, about_kind="stand", about_id=world.care_booth, organisation_id=world.care)
    fatima.get("/meldingen")
    few = count_queries(lambda: fatima.get("/meldingen"))
    for employer in (world.care, world.tech):
        report(world, now, about_kind="stand", about_id=world.care_booth, organisation_id=employer)
    assert count_queries(lambda: fatima.get("/meldingen")) == few <= 12


def test_the_database_keeps_no_report_without_a_reader(world, now):
    row = Report(
        institution_id=world.institution, text=SAID, to_school=False, to_region=False, reported_at=now
    )
    with pytest.raises(IntegrityError), transaction() as work:
        work.add(row)


def test_a_report_outlives_the_account(world, now):
    student = make_student("Kort", world.programme_mbo3)
    report_id = report(world, now, person_id=student)
    with transaction() as work:
        work.delete(work.get(Person, student))
    assert db.session.get(Report, report_id).reporter_id is None


# ---- who reads for the region ----


def test_an_operator_makes_and_ends_a_confidant(world, app, visit, now):
    email = {name: db.session.get(Person, getattr(world, name)).email for name in ("bram", "sanne")}
    run = app.test_cli_runner().invoke
    assert run(args=["confidant", email["bram"]]).exit_code == 0
    assert run(args=["confidant", email["bram"]]).exit_code == 0
    assert queries.readers(world.institution) == {"school", "region"}
    report(world, now, readers=["region"])
    assert SAID in visit(world.bram).get("/meldingen").text
    for wrong in (email["sanne"], "niemand@nergens.example"):
        said = run(args=["confidant", wrong])
        assert said.exit_code == 1
        assert "Maak deze persoon eerst organisator" in said.output
    assert run(args=["confidant", "--stop", email["bram"]]).exit_code == 0
    for wrong in (email["bram"], "niemand@nergens.example"):
        assert run(args=["confidant", "--stop", wrong]).exit_code == 1
    assert SAID not in visit(world.bram).get("/meldingen").text
    assert queries.readers(world.institution) == {"school"}
