"""Organisers set the target on a page; the counter follows."""

from html import unescape

from app.db import db
from register.models import Target

FORM = {
    "number": "250",
    "starts_on": "2026-09-01",
    "ends_on": "2027-08-31",
    "levels": ["mbo3"],
    "counted_forms": ["regular"],
    "region": "Duinstreek",
    "towns": "Leiden\r\n\r\n  Katwijk   aan Zee \r\n",
}
PAGE = "/organisatie/doel"


def said(answer, *texts):
    page = unescape(answer.text)
    for text in texts:
        assert text in page, page


def without_target():
    db.session.query(Target).delete()
    db.session.commit()


def test_the_first_target(world, visit):
    without_target()
    bram = visit(world.bram)
    said(bram.get("/teller"), "Er is nog geen doel", PAGE)
    assert PAGE not in visit().get("/teller").text
    said(bram.post(PAGE, FORM), "Het doel staat vast", "Samen naar 250 stages", "in Duinstreek")
    said(bram.get(PAGE), 'value="250"', "Duinstreek", "Katwijk aan Zee\nLeiden")


def test_an_agreement_counts_when_its_employer_is_in_the_region(world, visit, bring):
    without_target()
    bring("agreed")
    bram = visit(world.bram)
    said(bram.post(PAGE, FORM | {"towns": "Katwijk"}), '<p class="big-n sun-ink">0</p>')
    said(bram.post(PAGE, FORM), '<p class="big-n sun-ink">1</p>')
    said(bram.post(PAGE, FORM | {"towns": "Katwijk"}), '<p class="big-n sun-ink">0</p>')
    inside = FORM | {"towns": "Katwijk", "school_ids": [str(world.institution)]}
    said(bram.post(PAGE, inside), '<p class="big-n sun-ink">1</p>')


def test_a_target_changes_in_place(world, visit):
    bram = visit(world.bram)
    said(bram.get(PAGE), 'value="1000"')
    bram.post(PAGE, FORM)
    assert [target.number for target in db.session.query(Target)] == [250]


def test_after_the_window_comes_a_new_target(world, visit):
    target = db.session.get(Target, world.target)
    target.starts_on, target.ends_on = target.starts_on.replace(2024), target.ends_on.replace(2025)
    db.session.commit()
    bram = visit(world.bram)
    assert 'value="1000"' not in bram.get(PAGE).text
    said(bram.post(PAGE, FORM), "Samen naar 250 stages")
    db.session.expire_all()
    assert db.session.query(Target).count() == 2


def test_what_is_wrong_stands_at_its_field(world, visit):
    bram = visit(world.bram)
    wrong = {"number": "0", "levels": [], "counted_forms": [], "region": " ", "towns": ""}
    said(
        bram.post(PAGE, FORM | wrong),
        "Vul een getal in van 1 tot en met 1.000.000.",
        "Kies minstens één niveau.",
        "Kies minstens één vorm.",
        "Vul de naam van de regio in.",
        "Schrijf minstens één plaats op.",
    )
    said(bram.post(PAGE, FORM | {"towns": "x" * 81}), "Schrijf op elke regel één plaats.")
    said(bram.post(PAGE, FORM | {"ends_on": "2026-09-01"}), "De laatste dag moet na de eerste dag liggen.")
    assert db.session.get(Target, world.target).number == 1000


def test_a_window_that_no_page_can_draw_is_refused(world, visit):
    bram = visit(world.bram)
    for window in ({"starts_on": "0026-09-01"}, {"starts_on": "9999-08-01", "ends_on": "9999-12-31"}):
        said(bram.post(PAGE, FORM | window), "Een doel loopt hoogstens tien jaar. Kies andere dagen.")
    assert db.session.get(Target, world.target).number == 1000


def test_a_region_and_a_town_that_change_places_do_not_stop_the_counter(world, visit):
    bram = visit(world.bram)
    bram.post(PAGE, FORM | {"region": "Duinstreek", "towns": "Leiden"})
    said(bram.post(PAGE, FORM | {"region": "Leiden", "towns": "Duinstreek"}), "in Leiden")


def test_a_level_that_is_sent_twice_counts_once(world, visit):
    visit(world.bram).post(PAGE, FORM | {"levels": ["mbo3", "mbo3"], "counted_forms": ["regular"] * 3})
    target = db.session.get(Target, world.target)
    assert (target.levels, target.counted_forms) == (["mbo3"], ["regular"])


def test_the_page_is_for_organisers(world, visit):
    assert visit(world.sanne).get(PAGE).status_code == 404
    assert visit().get(PAGE).status_code == 302
