"""The pages of the register, as each party and a stranger find them."""

from datetime import date

import pytest

from app.db import db, transaction
from region.models import (
    COORDINATOR,
    Area,
    Establishment,
    Institution,
    Place,
    Recognition,
    StudentProfile,
)
from register import queries
from register.models import Pledge, Target
from tests.factories import make_member, make_place, make_student


def said(page, *texts):
    for text in texts:
        assert text in page.text, page.text


def test_the_three_parties_see_the_placement_and_nobody_else(world, visit, propose):
    url = f"/plaatsingen/{propose()}"
    for person in (world.yara, world.sanne, world.omar, world.fatima):
        said(
            visit(person).get(url),
            "Meelopen in de wijk",
            "Zorggroep Rijnoever",
            "Sanne stelde deze stage voor.",
        )
    for stranger in (world.milan, world.daan, world.bram):
        assert visit(stranger).get(url).status_code == 404
        assert visit(stranger).get(f"{url}/intrekken").status_code == 404
    assert "/inloggen" in visit().get(url).headers["Location"]
    for nothing in (999, 99999999999999999999):
        assert visit(world.yara).get(f"/plaatsingen/{nothing}").status_code == 404


def test_who_is_asked_says_no_and_need_not_withdraw(world, visit, propose, bring):
    url = f"/plaatsingen/{propose()}"
    yara, sanne = visit(world.yara).get(url).text, visit(world.sanne).get(url).text
    assert f"{url}/antwoord" in yara
    assert f"{url}/intrekken" not in yara
    assert f"{url}/intrekken" in sanne
    assert "Laatst gewijzigd</dt><dd>26 november 2026" in yara
    assert "Versie" not in yara


def test_without_a_socket_the_whole_way_goes_by_ordinary_forms(world, visit, propose, placement):
    number = propose()
    url = f"/plaatsingen/{number}"
    yara, sanne, fatima = visit(world.yara), visit(world.sanne), visit(world.fatima)
    said(yara.get(url), "Jij bent aan de beurt", "Ja, dit wil ik", "Reageer voor vrijdag 4 december")
    form = {"placement_id": number, "version": 1}
    said(yara.post(f"{url}/antwoord", form | {"answer": "yes", "key": "a"}), "Je antwoord is verstuurd.")
    said(fatima.get(url), "U bent aan de beurt", "Keur goed", "Weten we niet")
    said(fatima.post(f"{url}/goedkeuren", form | {"key": "b"}), "De plek is goedgekeurd.")
    for visitor, key in ((yara, "c"), (sanne, "d"), (fatima, "e")):
        said(visitor.get(url), "Teken</button>" if visitor is yara else "Teken versie 1")
        said(visitor.post(f"{url}/tekenen", form | {"key": key}), "De handtekening is vastgelegd.")
    assert placement(number).state == "agreed"
    said(sanne.get(url), "Student, werkgever en school hebben getekend.", "Annuleer deze stage")


def test_a_no_goes_by_a_page_that_says_what_it_means(world, visit, propose, placement):
    number = propose()
    yara = visit(world.yara)
    said(yara.get(f"/plaatsingen/{number}/antwoord"), "Nee zeggen tegen deze stage?", "Waarom niet?")
    answer = {"placement_id": number, "version": 1, "answer": "no", "reason": "Te ver"}
    said(yara.post(f"/plaatsingen/{number}/antwoord", answer), "Afgewezen", "Te ver")
    assert placement(number).state == "declined"


def test_a_missing_reason_keeps_the_page(world, visit, bring, placement):
    number = bring("in_review")
    fatima = visit(world.fatima)
    empty = {"placement_id": number, "reason": "  "}
    said(fatima.post(f"/plaatsingen/{number}/terugsturen", empty), "Geef een reden")
    asked = {"placement_id": number, "reason": "Graag 24 uur"}
    said(fatima.post(f"/plaatsingen/{number}/terugsturen", asked), "De werkgever ziet wat u vraagt.")
    said(
        visit(world.sanne).get(f"/plaatsingen/{number}"), "De school vraagt om een aanpassing", "Graag 24 uur"
    )


def test_the_employer_changes_the_terms(world, visit, propose, placement):
    number = propose()
    sanne = visit(world.sanne)
    url = f"/plaatsingen/{number}/aanpassen"
    said(sanne.get(url), 'value="2027-02-01"', 'value="24"')
    terms = {
        "placement_id": number,
        "starts_on": "2027-03-01",
        "ends_on": "2027-07-02",
        "hours_per_week": "60",
    }
    said(sanne.post(url, terms), "Vul 1 tot en met 40 uur in.", 'value="2027-03-01"')
    said(
        sanne.post(url, terms | {"hours_per_week": "16"}),
        "De student ziet de nieuwe afspraken.",
        "16 per week",
    )
    assert placement(number).version == 2


def test_a_step_that_is_not_yours_is_refused_in_words(world, visit, propose):
    number = propose()
    page = visit(world.sanne).get(f"/plaatsingen/{number}/goedkeuren")
    assert page.status_code == 409
    said(page, "Iemand anders beslist hierover.")
    page = visit(world.sanne).get(f"/plaatsingen/{number}/tekenen")
    said(page, "Er is nu niets om te tekenen.")
    form = {"placement_id": number, "version": 1}
    said(visit(world.fatima).post(f"/plaatsingen/{number}/goedkeuren", form), "Dit kan niet meer.")


@pytest.mark.parametrize("state", ["proposed", "in_review", "signing", "agreed"])
def test_every_state_has_its_pages(world, visit, bring, state):
    number = bring(state)
    for person in (world.yara, world.sanne, world.fatima):
        visitor = visit(person)
        for path in ("", "/annuleren" if state == "agreed" else "/intrekken"):
            assert visitor.get(f"/plaatsingen/{number}{path}").status_code == 200


def test_a_completed_placement_stays_readable(world, visit, bring, placement):
    number = bring("agreed")
    for state in ("active", "completed", "cancelled"):
        with transaction() as work:
            work.get(type(placement(number)), number).state = state
        assert visit(world.yara).get(f"/plaatsingen/{number}").status_code == 200


def test_an_employer_lists_its_own_placements(world, visit, propose):
    propose()
    said(visit(world.omar).get("/plaatsingen"), "Yara", "Voorgesteld")
    assert "Yara" not in visit(world.daan).get("/plaatsingen").text
    said(visit(world.daan).get("/plaatsingen"), "Nog geen plaatsingen")
    assert visit(world.yara).get("/plaatsingen").status_code == 404


def test_a_coordinator_sees_who_must_act_and_who_has_no_place(world, visit, bring):
    bring("signing")
    page = visit(world.fatima).get("/werk")
    said(
        page,
        "Teken de overeenkomst van Yara",
        "U moet nog",
        "Milan Tester",
        "Noor Tester",
        "Oefenschool Leiden",
    )
    assert visit(world.sanne).get("/werk").status_code == 404
    assert visit(world.yara).get("/werk/studenten").status_code == 404


def test_a_coordinator_of_one_programme_sees_only_that(world, visit, bring):
    bring("in_review")
    els = make_member("Els", COORDINATOR, institution_id=world.institution, programme_id=world.programme_hbo)
    page = visit(els).get("/werk")
    said(page, "Opleiding tot Verpleegkundige", "Noor Tester")
    assert "Yara" not in page.text
    assert "Milan" not in visit(els).get("/werk/studenten").text


def test_recognition_is_shown_to_the_school(world, visit, bring):
    number = bring("in_review")
    with transaction() as work:
        place = work.get(Place, world.place)
        work.add(
            Recognition(establishment_id=place.establishment_id, programme_code="25491", state="withdrawn")
        )
    said(visit(world.fatima).get(f"/plaatsingen/{number}"), "Klopt niet", "Erkenning voor deze opleiding")


def agree(world, bring, number, programme="programme_mbo3"):
    for index in range(number):
        place = make_place(world.care, f"Plek {index}", levels=["mbo2", "mbo3", "hbo"])
        bring("agreed", student_id=make_student(f"S{index}", getattr(world, programme)), place_id=place)


def test_the_counter_counts_agreements_and_hides_small_groups(world, visit, bring):
    agree(world, bring, 6)
    agree(world, bring, 1, "programme_hbo")
    with transaction() as work:
        pledge = {
            "organisation_id": world.care,
            "pledged_on": date(2026, 9, 1),
            "starts_on": date(2027, 2, 1),
        }
        work.add(Pledge(level="mbo3", number=20, **pledge))
    page = visit().get("/teller")
    said(page, "Samen naar 1000 stages", '<p class="big-n sun-ink">7</p>', "Nog 993 te gaan", "minder dan 5")
    said(
        page,
        "zegden werkgevers 20 plekken toe",
        "niet getoond",
        "26 november, 11.42 uur",
    )


def test_the_figures_come_as_a_safe_file(world, visit, bring):
    agree(world, bring, 5)
    page = visit().get("/teller.csv")
    assert page.data.startswith(b"\xef\xbb\xbf")
    assert page.mimetype == "text/csv"
    rows = page.data.decode("utf-8-sig").splitlines()
    assert rows[:2] == ['"Soort";"Groep";"Overeengekomen";"Toegezegd"', '"Totaal";"";"5";"0"']
    assert '"Niveau";"mbo 2";"minder dan 5";"minder dan 5"' in rows


def test_without_a_target_the_counter_says_so(app, visit):
    said(visit().get("/teller"), "Er is nog geen doel")
    assert visit().get("/teller.csv").status_code == 200


def tally(target_id):
    db.session.expire_all()
    return queries.tally(db.session.get(Target, target_id))


def change(kind, number, **fields):
    with transaction() as work:
        row = work.get(kind, number)
        for name, value in fields.items():
            setattr(row, name, value)
    queries.forget_tallies()


def test_host_or_school_must_lie_in_the_area_or_below_it(world, bring):
    agree(world, bring, 1)
    assert tally(world.target).agreed == 1
    with transaction() as work:
        region, far = Area(name="Regio"), Area(name="Ver weg")
        work.add_all([region, far])
        work.flush()
        ids = region.id, far.id
    leiden = db.session.get(Institution, world.institution).area_id
    change(Institution, world.institution, area_id=ids[1])
    assert tally(world.target).agreed == 0
    place = db.session.query(Establishment).filter_by(organisation_id=world.care).one()
    change(Establishment, place.id, area_id=leiden)
    assert tally(world.target).agreed == 1
    change(Area, leiden, parent_id=ids[0])
    change(Target, world.target, area_id=ids[0])
    assert tally(world.target).agreed == 1


def test_window_levels_and_forms_decide_what_counts(world, bring):
    agree(world, bring, 1)
    for fields in ({"levels": ["mbo2"]}, {"counted_forms": ["alternative"]}, {"starts_on": date(2027, 2, 2)}):
        before = {name: getattr(db.session.get(Target, world.target), name) for name in fields}
        change(Target, world.target, **fields)
        assert tally(world.target).agreed == 0
        change(Target, world.target, **before)
    assert tally(world.target).agreed == 1


def test_what_has_not_changed_is_not_counted_again(world, bring, count_queries):
    agree(world, bring, 1)
    first = tally(world.target)
    assert tally(world.target) is first
    assert count_queries(lambda: queries.tally(db.session.get(Target, world.target))) <= 3
    bring("in_review")
    assert tally(world.target).in_talks == 1


def test_the_target_of_today_then_the_next_then_the_last(world):
    for day in (date(2026, 11, 26), date(2025, 1, 1), date(2030, 1, 1)):
        assert queries.current_target(day).id == world.target


@pytest.mark.parametrize("url", ["/teller", "/werk", "/plaatsingen", "/werk/studenten"])
def test_longer_lists_ask_no_more(world, visit, bring, count_queries, url):
    visitor = visit({"/teller": None, "/plaatsingen": world.sanne}.get(url, world.fatima))
    bring("signing")
    with_one = count_queries(lambda: visitor.get(url))
    for state in ("signing", "in_review"):
        bring(state, student_id=make_student("Extra", world.programme_mbo3))
    assert count_queries(lambda: visitor.get(url)) == with_one


def test_a_coordinator_sees_for_whom_it_is_urgent(visit, world):
    fatima = visit(world.fatima)
    assert "dringend" not in fatima.get("/werk/studenten").text
    with transaction() as work:
        work.get(StudentProfile, world.yara).urgent = True
    assert fatima.get("/werk/studenten").text.count("dringend") == 1
