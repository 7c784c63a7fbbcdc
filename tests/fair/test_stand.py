"""A stand as people meet it: writing a draft, showing it, and who sees what."""

import re

import pytest

from app import clock
from app.db import db
from app.errors import NotFound
from fair.actions import stand as actions
from fair.live import booking as live_booking
from fair.models import DECLINED, Booth, Fair
from region.models import Organisation
from tests.factories import make_booth, make_fair, make_organisation
from tests.fair.stands import TEXTS, kept, png, post, upload


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def test_the_editor_begins_with_what_is_known(visit, world):
    with db.session.begin_nested():
        db.session.get(Organisation, world.care).about = "Wij zorgen al jaren."
    db.session.commit()
    page = visit(world.sanne).get("/mijn-stand", follow_redirects=True).text
    assert "Uw stand" in page
    assert "Wij zorgen al jaren." in page
    assert "Nog niets gepubliceerd" in page
    assert "Een logo</a>" in page


def test_a_draft_is_seen_by_staff_only_until_it_is_published(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    page = post(sanne, booth, question_0="Waarom zorg?").text
    assert "Het concept is bewaard" in page
    assert "Concept, nog niet te zien" in page
    assert "<strong>zorgen</strong>" in page
    assert "Bewaard om 11.42 uur door Sanne" in page
    shown = visit().get(f"/stands/{booth}").text
    assert "Waarom zorg?" not in shown
    assert "Leer zorgen." not in shown
    page = post(sanne, booth, "publish", question_0="Waarom zorg?").text
    assert "Gepubliceerd. Dit is wat studenten zien." in page
    shown = visit().get(f"/stands/{booth}").text
    for said in ("Waarom zorg?", "Leer zorgen.", "<strong>zorgen</strong>"):
        assert said in shown
    assert kept(booth) is None
    assert (db.session.get(Booth, booth).slogan, db.session.get(Booth, booth).levels) == (
        "Leer zorgen.",
        ["mbo3", "hbo"],
    )
    assert "Leer zorgen." in visit().get(f"/beurs/{world.fair}").text


def test_what_was_published_stays_while_a_new_draft_is_written(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, "publish")
    post(sanne, booth, slogan="Een nieuwe zin.")
    assert "Een nieuwe zin." not in visit().get(f"/stands/{booth}").text
    page = sanne.get(f"/stands/{booth}/bewerken").text
    assert "Een nieuwe zin." in page
    assert "Wijzigingen nog niet gepubliceerd" in page
    assert "Concept, nog niet te zien" not in page
    assert kept(booth).version == kept(booth, published=True).version + 1 == 2


def test_changes_are_thrown_away_after_asking(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(sanne, booth, "publish")
    post(sanne, booth, slogan="Weg ermee.")
    assert "Uw concept van 11.42 uur gaat weg" in sanne.get(f"/stands/{booth}/weggooien").text
    assert kept(booth)
    page = sanne.post(f"/stands/{booth}/weggooien").text
    assert "weggegooid" in page
    assert "Weg ermee." not in page
    assert kept(booth) is None
    assert kept(booth, published=True).slogan == "Leer zorgen."
    assert "Er is geen concept" in sanne.get(f"/stands/{booth}/weggooien").text
    sanne.post(f"/stands/{booth}/weggooien")


def test_all_of_it_stands_on_the_booth(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    post(
        sanne,
        booth,
        "publish",
        colour="purple",
        video="https://film.example/abc?x=1",
        link_label_0="Werken bij ons",
        link_url_0="https://www.zorg.example/werk",
        link_url_3="https://kaal.example/pad",
        person_name_0="Sanne Tester",
        person_role_0="Begeleider",
        person_name_4="Kees",
        question_1="Wat wil je leren?",
    )
    page = visit(world.yara).get(f"/stands/{booth}").text
    for said in (
        'data-colour="purple"',
        'href="https://film.example/abc?x=1"',
        "Werken bij ons",
        'href="https://kaal.example/pad"',
        "kaal.example</a>",
        "Begeleider",
        "Kees",
        "Wat wil je leren?",
        "Omar Tester",
    ):
        assert said in page
    assert page.count("<b>Sanne Tester</b>") == 1, "who is named is not listed again"
    assert "<iframe" not in page
    assert [row["name"] for row in kept(booth, published=True).people] == ["Sanne Tester", "Kees"]


def test_a_text_is_clean_when_it_is_kept_and_when_it_is_drawn(visit, world):
    sanne, booth = visit(world.sanne), world.care_booth
    about = "Wij. <script>alert(1)</script> [x](javascript:alert(1)) ![y](https://spy.example/y.png)"
    post(sanne, booth, "publish", about=about)
    assert "<script" not in kept(booth, published=True).about
    kept(booth, published=True).about = "<script>alert(2)</script><img src=x onerror=alert(3)>"
    db.session.commit()
    page = visit().get(f"/stands/{booth}").text.partition("<main")[2]
    for bad in ("<script", "javascript:", "<img", "spy.example"):
        assert bad not in page


def test_all_that_is_wrong_is_said_at_once_from_top_to_bottom(visit, world):
    wrong = {"slogan": "", "levels": [], "link_url_0": "ftp://x", "person_role_0": "Baas", "video": "x"}
    page = post(visit(world.sanne), world.care_booth, "publish", **wrong)
    summary = page.text.split('class="errsum', 1)[1].split("</ul>", 1)[0]
    faults = re.findall(r'href="#([^"]+)"', summary)
    assert faults == ["slogan", "levels", "person_name_0", "video", "link_url_0"]
    places = [page.text.index(f'id="{each}"') for each in faults]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"slogan": ""}, "Schrijf één zin"),
        ({"levels": []}, "minstens één niveau"),
        ({"slogan": "x" * 85}, "84"),
        ({"about": "x" * 4001}, "4000"),
        ({"sector": "vis"}, "sector"),
        ({"colour": "#ff0000"}, "kleur"),
        ({"video": "http://film.example/x"}, "https://"),
        ({"video": "javascript:alert(1)"}, "https://"),
        ({"link_url_0": "https://gebruiker@host.example/"}, "https://"),
        ({"link_label_0": "Zonder adres"}, "begint met https://"),
        ({"person_role_2": "Baas"}, "Vul een naam in"),
        ({"question_0": "x" * 161}, "160"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visit, world, wrong, reason):
    page = post(visit(world.sanne), world.care_booth, "publish", **{"about": "Wij zorgen."} | wrong)
    assert "Er gaat nog iets mis" in page.text
    assert reason in page.text.partition("<main")[2]
    assert "Wij zorgen." in page.text or "about" in wrong
    assert kept(world.care_booth) is None
    assert kept(world.care_booth, published=True) is None


def test_a_draft_may_be_half_done(visit, world):
    post(visit(world.sanne), world.care_booth, slogan="", levels=[])
    assert (kept(world.care_booth).slogan, kept(world.care_booth).levels) == ("", [])


def test_levels_and_sectors_are_those_of_the_fair(visit, world):
    fair = db.session.get(Fair, world.fair)
    fair.levels, fair.sectors = ["mbo3"], ["ict"]
    db.session.commit()
    page = visit(world.sanne).get(f"/stands/{world.care_booth}/bewerken").text
    assert 'value="hbo"' not in page
    assert 'value="ict"' in page
    assert "Not a valid choice" not in page
    post(visit(world.sanne), world.care_booth, sector="zorg", levels=["mbo3"])
    assert kept(world.care_booth) is None
    post(visit(world.sanne), world.care_booth, "publish", sector="ict", levels=["mbo3"])
    assert db.session.get(Organisation, world.care).sector == "ict"


def test_a_level_that_is_sent_twice_stands_there_once(visit, world):
    post(visit(world.sanne), world.care_booth, levels=["mbo3", "hbo", "mbo3"])
    assert kept(world.care_booth).levels == ["mbo3", "hbo"]


def test_publishing_answers_the_organisers(visit, world):
    booth = make_booth(make_fair(clock.now()), world.care, state=DECLINED, remark="Waarom?")
    post(visit(world.sanne), booth)
    assert db.session.get(Booth, booth).remark == "Waarom?"
    page = visit(world.sanne).get(f"/stands/{booth}/bewerken").text
    assert "Publiceer en vraag om goedkeuring" in page
    post(visit(world.sanne), booth, "publish")
    db.session.rollback()
    assert (db.session.get(Booth, booth).state, db.session.get(Booth, booth).remark) == ("requested", "")


def test_a_colleague_hears_first_and_replaces_knowingly(visit, world):
    sanne, omar, booth = visit(world.sanne), visit(world.omar), world.care_booth
    post(sanne, booth, seen="0", slogan="Van Sanne.")
    page = post(omar, booth, seen="0", slogan="Van Omar.").text
    assert "Iemand anders veranderde deze stand om 11.42 uur" in page
    assert "Van Omar." in page
    assert kept(booth).slogan == "Van Sanne."
    seen = re.search(r'name="seen"[^>]* value="(\d+)"', page)[1]
    post(omar, booth, seen=seen, slogan="Van Omar.")
    assert kept(booth).slogan == "Van Omar."


def test_a_preview_without_javascript_keeps_nothing(visit, world):
    page = post(visit(world.sanne), world.care_booth, "preview", about="Even **kijken**.").text
    assert "<strong>kijken</strong>" in page
    assert "<noscript><button" in page
    assert kept(world.care_booth) is None


# ---- who may ----


def test_strangers_find_nothing(visit, world):
    url = f"/stands/{world.care_booth}"
    for stranger in (visit(world.daan), visit(world.yara), visit(world.fatima)):
        assert post(stranger, world.care_booth).status_code == 404
        for page in ("bewerken", "weggooien"):
            assert stranger.get(f"{url}/{page}").status_code == 404
            assert stranger.post(f"{url}/{page}").status_code == 404
    assert visit(world.yara).get("/mijn-stand").status_code == 404
    assert visit().get(f"{url}/bewerken").status_code == 302
    assert kept(world.care_booth) is None


def test_the_organiser_writes_along(visit, world):
    bram = visit(world.bram)
    assert bram.get(f"/stands/{world.care_booth}/bewerken").status_code == 200
    post(bram, world.care_booth, slogan="Van Bram.")
    assert kept(world.care_booth).slogan == "Van Bram."


def test_the_verbs_are_for_the_own_staff(world, now):
    for verb, more in (
        (actions.save, {"content": {}, "received": [], "seen": 0, "publish": False}),
        (actions.discard, {}),
    ):
        with pytest.raises(NotFound):
            verb(booth_id=world.care_booth, person_id=world.daan, now=now, **more)


# ---- live ----


def test_the_preview_follows_who_types_and_nobody_else(visit, world):
    sanne, omar = visit(world.sanne), visit(world.omar)
    assert sanne.open_line(f"person:{world.sanne}") == []
    omar.open_line(f"person:{world.omar}", f"booth:{world.care_booth}")
    half = {"about": "Wij **typen**", "link_url_0": "https:/", "question_0": "Klaar?", "seen": "x"}
    assert sanne.send("stand:preview", booth_id=world.care_booth, **TEXTS | half) == {"ok": True}
    (drawing,) = sanne.patches()
    assert f'id="stand-preview-{world.care_booth}"' in drawing
    assert "<strong>typen</strong>" in drawing
    assert "Klaar?" in drawing
    assert "https:/<" not in drawing
    assert omar.patches() == []
    assert kept(world.care_booth) is None


def test_a_preview_of_nonsense_is_drawn_without_it(visit, world):
    sanne = visit(world.sanne)
    sanne.open_line(f"person:{world.sanne}")
    nonsense = {
        "sector": "vis",
        "levels": "mbo9",
        "colour": "x",
        "logo_kept": "../etc",
        "slogan": "x" * 99,
    }
    assert sanne.send("stand:preview", booth_id=world.care_booth, **nonsense)["ok"]
    (drawing,) = sanne.patches()
    assert not {"etc", "mbo9", "xxx"} & set(re.findall(r"\w+", drawing))


def test_a_preview_is_for_the_own_staff(visit, world):
    daan = visit(world.daan)
    daan.open_line(f"person:{world.daan}")
    assert "niet van jou" in daan.send("stand:preview", booth_id=world.care_booth, **TEXTS)["error"]
    assert "error" in daan.send("stand:preview", **TEXTS)
    assert daan.patches() == []


def test_watchers_see_what_is_published_at_once(visit, world):
    sanne, yara, milan = visit(world.sanne), visit(world.yara), visit(world.milan)
    yara.open_line(f"booth:{world.care_booth}")
    milan.open_line(f"fair:{world.fair}")
    post(sanne, world.care_booth, slogan="Alleen een concept.")
    assert yara.patches() == milan.patches() == []
    post(sanne, world.care_booth, "publish", about="Nu te **lezen**.")
    plate, who = yara.patches()
    assert 'id="plate"' in plate
    assert "Leer zorgen." in plate
    assert 'id="who"' in who
    assert "<strong>lezen</strong>" in who
    (card,) = milan.patches()
    assert f'id="card-{world.care_booth}"' in card
    assert "Leer zorgen." in card


def test_a_booth_that_is_not_shown_is_drawn_for_nobody(visit, world):
    booth = make_booth(world.fair, make_organisation("Bakkerij Vlo"), state="requested")
    yara = visit(world.yara)
    assert yara.open_line(f"booth:{booth}", f"fair:{world.fair}") == [f"booth:{booth}"]
    post(visit(world.bram), booth, "publish")
    assert kept(booth, published=True)
    assert yara.patches() == []


def test_the_square_asks_no_more_for_more_stands(visit, world, count_queries):
    sanne, daan, yara = visit(world.sanne), visit(world.daan), visit(world.yara)
    post(sanne, world.care_booth, "publish", logo=upload(png(), "x.png"))
    yara.get("/beurs")
    one = count_queries(lambda: yara.get("/beurs"))
    post(daan, world.tech_booth, "publish", sector="techniek", levels=["mbo2"], logo=upload(png(), "x.png"))
    assert count_queries(lambda: yara.get("/beurs")) == one
