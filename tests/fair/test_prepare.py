"""Students prepare: profile, menu card, favourites; and the desk that may read a card, or may not."""

import re

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db, transaction
from fair.actions import booking as bookings
from fair.actions import prepare as actions
from fair.live import booking as live_booking
from fair.models import DECLINED, Booking, Booth, Favourite, SharedCard
from fair.queries import prepare as queries
from region.actions.profile import save_card
from region.models import Establishment, Recognition, StudentProfile
from tests.factories import make_booth, make_organisation, make_place

CARD = {"can": "Koken voor tien", "wants": "Wassen", "must": "Bloeddruk meten"}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The square is told by hand in its own tests."""
    monkeypatch.setattr(live_booking.squares, "add", lambda number: None)


def order(world, person_id=None):
    db.session.expire_all()
    return queries.kept(person_id or world.yara, world.fair)


def keep(world, now, *booths):
    for booth_id in booths:
        actions.add_favourite(booth_id=booth_id, person_id=world.yara, now=now)


def book(world, now, person_id=None):
    slot_id, who = world.sanne_slots[1], person_id or world.yara
    return bookings.book_slot(slot_id=slot_id, person_id=who, question="", now=now)


def write_card(world, now):
    save_card(person_id=world.yara, now=now, **CARD)


# ---- the profile ----


def test_a_student_says_what_she_looks_for(visit, world):
    yara = visit(world.yara)
    said = {
        "wanted_from": "2027-02-01",
        "wanted_until": "2027-07-01",
        "days_per_week": "3",
        "wish": "In de wijk werken",
        "languages": ["nl", "ar", "nl"],
    }
    page = yara.post("/mijn/profiel", said).text
    assert "Bewaard." in page
    assert 'value="2027-02-01"' in page
    assert "In de wijk werken" in page
    profile = db.session.get(StudentProfile, world.yara)
    assert (profile.days_per_week, profile.languages) == (3, ["nl", "ar"])
    assert "Verzorgende IG" in page
    assert "Oefenschool Leiden" in page


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"wanted_from": "2027-07-01", "wanted_until": "2027-02-01"}, "De einddatum moet na de startdatum"),
        ({"days_per_week": "6"}, "1 tot en met 5"),
        ({"wish": "Mijn nummer is 123456782"}, "burgerservicenummer"),
        ({"wish": "x" * 301}, "korter dan 300 tekens"),
    ],
)
def test_a_wrong_profile_comes_back_with_what_was_typed(visit, world, said, words):
    answer = visit(world.yara).post("/mijn/profiel", {"wish": "Zorgen", **said})
    assert answer.status_code == 409
    assert words in answer.text
    assert all(value in answer.text for value in said.values())
    assert db.session.get(StudentProfile, world.yara).wish == ""


def test_an_unknown_language_is_refused(visit, world):
    assert visit(world.yara).post("/mijn/profiel", {"languages": "klingon"}).status_code == 409


# ---- the menu card ----


def test_a_card_is_written_and_shown(visit, world):
    yara = visit(world.yara)
    page = yara.post("/mijn/menukaart", {**CARD, "can": "- Koken voor tien\n\n- Bakken"}).text
    assert "Bewaard." in page
    assert "<li>Koken voor tien</li><li>Bakken</li>" in page
    assert "telefoonnummer in je tekst" not in page
    page = yara.post("/mijn/menukaart", {"can": "Bel mij: 06 12345678 of y@x.nl"}).text
    assert "Er staat een telefoonnummer in je tekst." in page
    assert "Er staat een e-mailadres in je tekst." in page


def test_a_card_with_a_bsn_is_refused_at_its_field(visit, world):
    answer = visit(world.yara).post("/mijn/menukaart", {"wants": "123456782"})
    assert answer.status_code == 409
    assert 'href="#wants"' in answer.text
    answer = visit(world.yara).post("/mijn/menukaart", {"must": "x" * 1501})
    assert "korter dan 1500 tekens" in answer.text


# ---- sharing it ----


def test_a_card_is_closed_until_it_is_shared_and_after_it_is_taken_back(visit, world, now):
    write_card(world, now)
    booking_id = book(world, now)
    yara, sanne = visit(world.yara), visit(world.sanne)
    desk = f"/balie/{world.care_booth}?gesprek={booking_id}"
    ticket = yara.get(f"/afspraken/{booking_id}").text
    assert "Alleen jij ziet je menukaart nu." in ticket
    assert "Koken voor tien" not in sanne.get(desk).text
    page = yara.post(f"/afspraken/{booking_id}/menukaart").text
    assert "Zorggroep Rijnoever kan je menukaart lezen." in page
    assert "Koken voor tien" in sanne.get(desk).text
    yara.post(f"/afspraken/{booking_id}/menukaart")
    page = yara.post(f"/afspraken/{booking_id}/menukaart-terug").text
    assert "De stand kan je menukaart niet meer lezen." in page
    assert "Koken voor tien" not in sanne.get(desk).text


def test_the_desk_sees_the_card_come_change_and_go(visit, world, now):
    write_card(world, now)
    booking_id = book(world, now)
    yara, sanne, daan = visit(world.yara), visit(world.sanne), visit(world.daan)
    assert sanne.open_line(f"booth-desk:{world.care_booth}") == []
    assert daan.open_line(f"booth-desk:{world.care_booth}") == [f"booth-desk:{world.care_booth}"]
    yara.open_line(f"person:{world.yara}")
    assert yara.send("card:share", booking_id=booking_id)["ok"]
    assert any(f'id="card-{booking_id}"' in drawn and "Koken voor tien" in drawn for drawn in sanne.patches())
    assert any("Niet meer delen" in drawn for drawn in yara.patches())
    save_card(person_id=world.yara, now=now, can="Bakken", wants="", must="")
    assert any("Bakken" in drawn for drawn in sanne.patches())
    assert yara.send("card:take-back", booking_id=booking_id)["ok"]
    drawn = sanne.patches()
    assert any(f'id="card-{booking_id}"' in each for each in drawn)
    assert not any("Bakken" in each for each in drawn)
    save_card(person_id=world.yara, now=now, can="Wassen", wants="", must="")
    assert sanne.patches() == []
    assert daan.patches() == []


def test_a_drawing_of_the_open_talk_holds_the_shared_card(visit, world, now, monkeypatch):
    write_card(world, now)
    booking_id = book(world, now)
    actions.share_card(booking_id=booking_id, person_id=world.yara, now=now)
    sanne = visit(world.sanne)
    sanne.open_line(f"booth-desk:{world.care_booth}")
    bookings.move_booking(booking_id=booking_id, slot_id=world.sanne_slots[2], person_id=world.yara, now=now)
    opened = [drawn for drawn in sanne.patches() if f'id="open-{booking_id}"' in drawn]
    assert opened
    assert all("Koken voor tien" in drawn for drawn in opened)


def test_a_cancelled_talk_closes_the_card(visit, world, now):
    write_card(world, now)
    booking_id = book(world, now)
    actions.share_card(booking_id=booking_id, person_id=world.yara, now=now)
    bookings.cancel_booking(booking_id=booking_id, person_id=world.yara, now=now)
    assert queries.shared_card(booking_id) is None
    yara = visit(world.yara)
    page = yara.post(f"/afspraken/{booking_id}/menukaart").text
    assert "Dit gesprek staat niet meer gepland." in page


def test_an_empty_card_cannot_be_shared(visit, world, now):
    booking_id = book(world, now)
    yara = visit(world.yara)
    assert "Schrijf je menukaart" in yara.get(f"/afspraken/{booking_id}").text
    yara.open_line()
    assert "nog leeg" in yara.send("card:share", booking_id=booking_id)["error"]
    assert db.session.query(SharedCard).count() == 0


def test_nobody_shares_for_another(visit, world, now):
    write_card(world, now)
    booking_id = book(world, now)
    for stranger in (world.milan, world.sanne):
        visitor = visit(stranger)
        assert visitor.post(f"/afspraken/{booking_id}/menukaart").status_code == 404
        assert visitor.post(f"/afspraken/{booking_id}/menukaart-terug").status_code == 404
        visitor.open_line()
        assert "error" in visitor.send("card:share", booking_id=booking_id)
        assert "error" in visitor.send("card:take-back", booking_id=booking_id)
    assert db.session.query(SharedCard).count() == 0


# ---- favourites ----


def test_keep_order_and_remove_with_ordinary_forms(visit, world, now):
    yara = visit(world.yara)
    page = yara.post(f"/stands/{world.care_booth}/favoriet", {"back": "booth"}).text
    assert "Haal uit favorieten" in page
    yara.post(f"/stands/{world.tech_booth}/favoriet", {"back": "lobby"})
    assert order(world) == [world.care_booth, world.tech_booth]
    answer = yara.http.post(f"/stands/{world.tech_booth}/volgorde", data={"direction": "up"})
    assert answer.location == f"/mijn/favorieten#up-{world.tech_booth}"
    assert order(world) == [world.tech_booth, world.care_booth]
    page = yara.get("/mijn/favorieten").text
    assert page.index("Van Duin Techniek") < page.index("Zorggroep Rijnoever")
    assert "Nog 8 plekken." in page
    yara.post(f"/stands/{world.tech_booth}/geen-favoriet")
    assert order(world) == [world.care_booth]
    page = yara.post(f"/stands/{world.care_booth}/geen-favoriet").text
    assert "Je hebt nog geen favorieten" in page
    assert order(world) == []


@pytest.mark.parametrize(("back", "there"), [("lobby", "/beurs"), ("booth", "/stands/"), ("", "/mijn/favo")])
def test_who_has_no_line_comes_back_where_she_was(visit, world, back, there):
    answer = visit(world.yara).http.post(f"/stands/{world.care_booth}/favoriet", data={"back": back})
    assert answer.location.startswith(there)
    assert str(world.care_booth) in answer.location


def test_the_square_shows_the_stars_of_students_only(visit, world, now):
    keep(world, now, world.care_booth)
    page = visit(world.yara).get("/beurs").text
    assert page.count("Haal uit favorieten") == 1
    assert page.count("Bewaar als favoriet") == 1
    for other in (world.sanne, world.bram, None):
        assert "favoriet" not in visit(other).get("/beurs").text


def test_favourites_over_the_line(visit, world):
    yara, milan = visit(world.yara), visit(world.milan)
    assert yara.open_line(f"person:{world.yara}", f"favourites:{world.yara}") == []
    shut = milan.open_line(f"person:{world.yara}", f"favourites:{world.yara}")
    assert len(shut) == 2
    assert yara.send("favourite:add", booth_id=world.care_booth)["ok"]
    drawn = yara.patches()
    assert any(f'id="star-{world.care_booth}"' in each and "Haal uit favorieten" in each for each in drawn)
    assert any('id="favourites"' in each for each in drawn)
    yara.send("favourite:add", booth_id=world.tech_booth)
    said = yara.send("favourite:move", booth_id=world.tech_booth, direction="up")
    assert said["notice"] == "Nu op plaats 1."
    assert yara.send("favourite:remove", booth_id=world.care_booth)["ok"]
    assert order(world) == [world.tech_booth]
    assert milan.patches() == []


def test_the_eleventh_is_refused_in_words(visit, world, now):
    booths = [make_booth(world.fair, make_organisation(f"Bedrijf {n}")) for n in range(11)]
    keep(world, now, *booths[:10])
    yara = visit(world.yara)
    answer = yara.post(f"/stands/{booths[10]}/favoriet")
    assert "Je hebt al 10 favorieten. Haal er eerst een weg." in answer.text
    yara.open_line()
    assert "al 10 favorieten" in yara.send("favourite:add", booth_id=booths[10])["error"]
    keep(world, now, booths[3])
    assert order(world) == booths[:10]


def test_the_database_has_no_room_for_more(world, now):
    keep(world, now, world.care_booth)
    for position, booth_id in ((11, world.tech_booth), (1, world.tech_booth), (2, world.care_booth)):
        row = Favourite(person_id=world.yara, fair_id=world.fair, position=position, booth_id=booth_id)
        with pytest.raises(IntegrityError), transaction() as work:
            work.add(row)


def test_a_booth_that_is_gone_takes_no_place(visit, world, now):
    keep(world, now, world.care_booth, world.tech_booth)
    with transaction() as work:
        work.get(Booth, world.care_booth).state = DECLINED
    assert order(world) == [world.tech_booth]
    yara = visit(world.yara)
    assert "Zorggroep Rijnoever" not in yara.get("/mijn/favorieten").text
    assert yara.post(f"/stands/{world.care_booth}/favoriet").status_code == 404


def test_strangers_keep_nothing(visit, world):
    sanne = visit(world.sanne)
    for verb in ("favoriet", "geen-favoriet", "volgorde"):
        assert sanne.post(f"/stands/{world.care_booth}/{verb}", {"direction": "up"}).status_code == 404
    sanne.open_line()
    for verb in ("add", "remove"):
        assert "error" in sanne.send(f"favourite:{verb}", booth_id=world.care_booth)
    for page in ("profiel", "menukaart", "favorieten"):
        assert sanne.get(f"/mijn/{page}").status_code == 404
        assert visit().get(f"/mijn/{page}").status_code == 302
    assert db.session.query(Favourite).count() == 0


@pytest.mark.parametrize("said", [{"direction": "sideways"}, {}])
def test_what_makes_no_sense_is_not_there(visit, world, now, said):
    keep(world, now, world.care_booth)
    yara = visit(world.yara)
    assert yara.post(f"/stands/{world.care_booth}/volgorde", said).status_code == 404
    assert yara.post(f"/stands/{world.tech_booth}/volgorde", {"direction": "up"}).status_code == 404
    assert yara.post(f"/stands/{world.tech_booth}/favoriet", {"back": "//evil"}).status_code == 404
    assert yara.post("/afspraken/99999999999/menukaart").status_code == 404


# ---- what fits ----


def test_what_fits_is_named_with_reasons(visit, world, now):
    with transaction() as work:
        address = work.query(Establishment).filter_by(organisation_id=world.care).one()
        work.add(Recognition(establishment_id=address.id, programme_code="25491", state="valid"))
    make_place(world.care, "Verzorgende in de wijk", programme_code="25491")
    yara = visit(world.yara)
    page = yara.get("/mijn/favorieten").text
    fitting = page[page.index('id="fitting"') :]
    assert "Zorggroep Rijnoever" in fitting
    for reason in (
        "Past bij jouw niveau: mbo 3.",
        "Erkend voor Verzorgende IG.",
        "net als je school.",
    ):
        assert reason in fitting
        assert reason in yara.get(f"/stands/{world.care_booth}").text
    assert "Van Duin Techniek" not in fitting
    assert "Past deze stand bij jou?" not in visit(world.sanne).get(f"/stands/{world.care_booth}").text
    keep(world, now, world.care_booth)
    page = yara.get("/mijn/favorieten").text
    assert "Wij vonden geen andere stands" in page


def test_without_a_fair_there_is_nothing_to_choose(visit, world, now):
    with transaction() as work:
        for booth in work.query(Booth).all():
            booth.fair.state = "draft"
    assert "Je hebt nog geen favorieten" in visit(world.yara).get("/mijn/favorieten").text


def test_more_booths_take_no_more_questions(visit, world, now, count_queries):
    keep(world, now, world.care_booth)
    yara = visit(world.yara)
    yara.get("/mijn/favorieten")
    few = count_queries(lambda: yara.get("/mijn/favorieten"))
    for number in range(8):
        booth_id = make_booth(world.fair, make_organisation(f"Zorg {number}"))
        keep(world, now, *[booth_id] * (number % 2))
    assert count_queries(lambda: yara.get("/mijn/favorieten")) == few <= 13


def test_a_booth_page_stays_within_its_questions(visit, world, now, count_queries):
    keep(world, now, world.care_booth)
    book(world, now)
    yara, url = visit(world.yara), f"/stands/{world.care_booth}?tijd={world.sanne_slots[1]}"
    yara.get(url)
    found = re.findall("Haal uit favorieten", yara.get(url).text)
    assert len(found) == 1
    assert count_queries(lambda: yara.get(url)) <= 12
    assert db.session.query(Booking).count() == 1
