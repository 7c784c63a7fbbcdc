"""Staff manage the places they offer; students see what is published, and nobody else comes near."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from app.db import db, transaction
from app.errors import NotFound, Refused
from fair.queries.desk import places_on_offer
from region.actions import places as actions
from region.facts import PlaceChanged
from region.models import STAFF, Establishment, Membership, Place
from register.actions import propose_placement
from register.models import Placement
from tests.factories import World, make_member, make_organisation, make_place, save
from tests.visitor import Visitor


def terms(**changes: Any) -> dict[str, Any]:
    """The form of a place, filled in."""
    filled = {
        "title": "Helpen in de keuken",
        "tasks": "Je kookt met de bewoners.",
        "levels": ["mbo2", "mbo3"],
        "sector": "gastvrij",
        "programme_code": "",
        "seats": "2",
        "starts_on": "2027-02-01",
        "ends_on": "2027-07-02",
        "hours_per_week": "24",
        "allowance": "geen",
        "work_mode": "on_site",
        "form": "regular",
    }
    return filled | changes


def places_of(organisation_id: int) -> list[Place]:
    """The places of an employer as they are kept."""
    db.session.rollback()
    return db.session.query(Place).filter_by(organisation_id=organisation_id).order_by(Place.id).all()


def kept(place_id: int) -> Place:
    """A place as it is kept."""
    db.session.rollback()
    return db.session.get_one(Place, place_id)


@pytest.fixture
def sanne(world: World, visit: Callable) -> Visitor:
    """Staff of the care group."""
    return visit(world.sanne)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The facts that are announced."""
    facts: list[object] = []
    announce = actions.announce
    monkeypatch.setattr(actions, "announce", lambda fact: (facts.append(fact), announce(fact)))
    return facts


def test_a_new_place_is_a_draft_until_it_is_published(sanne: Visitor, visit: Callable, world: World) -> None:
    assert 'href="/stageplekken/nieuw?werkgever=' in sanne.get("/stageplekken").text
    page = sanne.post("/stageplekken/nieuw", terms(key="een"))
    assert "De stageplek is bewaard." in page.text
    place = places_of(world.care)[-1]
    assert page.request.path == f"/stageplekken/{place.id}"
    assert (place.title, place.levels, place.seats) == ("Helpen in de keuken", ["mbo2", "mbo3"], 2)
    assert (place.starts_on, place.ends_on) == (date(2027, 2, 1), date(2027, 7, 2))
    assert (place.sector, place.programme_code, place.allowance) == ("gastvrij", None, "geen")
    assert place.establishment.organisation_id == world.care
    assert not place.published
    booth = f"/stands/{world.care_booth}"
    assert place.title not in visit(world.yara).get(booth).text
    assert place not in places_on_offer(world.care)

    page = sanne.post(f"/stageplekken/{place.id}/publiceren")
    assert "De stageplek is gepubliceerd." in page.text
    assert "Haal terug" in page.text
    assert place.title in visit(world.yara).get(booth).text
    assert [each.id for each in places_on_offer(world.care)] == [place.id, world.place]


def test_the_same_form_twice_makes_one_place(sanne: Visitor, world: World) -> None:
    first = sanne.post("/stageplekken/nieuw", terms(key="een")).request.path
    assert sanne.post("/stageplekken/nieuw", terms(key="een")).request.path == first
    assert len(places_of(world.care)) == 2
    sanne.post("/stageplekken/nieuw", terms(key="twee"))
    assert len(places_of(world.care)) == 3


def test_each_page_has_a_fresh_key_and_starts_with_the_employers_sector(sanne: Visitor) -> None:
    page = sanne.get("/stageplekken/nieuw").text
    assert '<option selected value="zorg">' in page
    assert 'name="key"' in page
    assert 'name="establishment_id"' not in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": " "}, "Geef de stageplek een naam."),
        ({"tasks": ""}, "Vertel wat een student bij u doet."),
        ({"levels": []}, "Kies minstens één niveau."),
        ({"programme_code": "2549"}, "Een opleidingscode heeft vijf cijfers"),
        ({"seats": "0"}, "Vul het aantal plekken in: 1 tot en met 99."),
        ({"seats": "100"}, "Vul het aantal plekken in: 1 tot en met 99."),
        ({"seats": "veel"}, "Vul het aantal plekken in: 1 tot en met 99."),
        ({"hours_per_week": "41"}, "Vul de uren per week in: 1 tot en met 40."),
        ({"starts_on": ""}, "Kies een startdatum."),
        ({"ends_on": "31-02-2027"}, "Kies een einddatum."),
        ({"ends_on": "2027-02-01"}, "De einddatum moet na de startdatum liggen."),
        ({"starts_on": "2026-01-01", "ends_on": "2026-11-25"}, "Deze periode is voorbij."),
        ({"ends_on": "2029-07-02"}, "Een stage duurt hoogstens twee jaar."),
        ({"allowance": ""}, "Vul de stagevergoeding in"),
        ({"sector": "iets"}, "errsum"),
        ({"work_mode": "iets"}, "errsum"),
        ({"form": "iets"}, "errsum"),
        ({"levels": ["vwo"]}, "errsum"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_what_was_typed_stays(
    sanne: Visitor, world: World, wrong: dict[str, Any], sentence: str
) -> None:
    (field,) = wrong if len(wrong) == 1 else ("ends_on",)
    for url in ("/stageplekken/nieuw", f"/stageplekken/{world.place}"):
        page = sanne.post(url, terms(allowance="tien euro") | wrong).text
        assert sentence in page
        assert f'id="{field}-e"' in page
        assert field == "tasks" or "Je kookt met de bewoners." in page
    assert [place.title for place in places_of(world.care)] == ["Meelopen in de wijk"]


def test_a_programme_code_may_be_printed_with_a_dot(sanne: Visitor, world: World) -> None:
    sanne.post("/stageplekken/nieuw", terms(programme_code="25.491"))
    assert places_of(world.care)[-1].programme_code == "25491"


def test_staff_change_a_place(sanne: Visitor, world: World) -> None:
    shown = sanne.get(f"/stageplekken/{world.place}").text
    assert 'value="Meelopen in de wijk"' in shown
    assert 'value="2027-02-01"' in shown
    page = sanne.post(
        f"/stageplekken/{world.place}", terms(seats="5", work_mode="hybrid", form="alternative")
    )
    assert "De stageplek is bewaard." in page.text
    place = kept(world.place)
    assert (place.title, place.seats) == ("Helpen in de keuken", 5)
    assert (place.work_mode, place.form, place.published) == ("hybrid", "alternative", True)


def test_words_that_may_keep_people_away_get_a_hint_and_are_saved(sanne: Visitor, world: World) -> None:
    page = sanne.post("/stageplekken/nieuw", terms(tasks="Een jong team zoekt jou."))
    assert "Kijk nog eens naar: jong." in page.text
    assert places_of(world.care)[-1].tasks == "Een jong team zoekt jou."
    assert "Kijk nog eens naar" not in sanne.post("/stageplekken/nieuw", terms()).text


def test_a_place_that_is_taken_back_gets_no_new_proposals_and_loses_nothing(
    sanne: Visitor, world: World, now: datetime
) -> None:
    who = {"place_id": world.place, "person_id": world.sanne, "starts_on": date(2027, 2, 1), "now": now}
    placement = propose_placement(student_id=world.yara, **who)
    page = sanne.post(f"/stageplekken/{world.place}/terughalen")
    assert "De stageplek is teruggehaald." in page.text
    assert "Publiceer" in page.text
    assert places_on_offer(world.care) == {}
    with pytest.raises(Refused):
        propose_placement(student_id=world.noor, **who)
    assert db.session.get_one(Placement, placement).state == "proposed"
    assert "Niet gepubliceerd" in sanne.get("/stageplekken").text


def test_other_terms_leave_an_earlier_proposal_as_it_was(sanne: Visitor, world: World, now: datetime) -> None:
    placement = propose_placement(
        place_id=world.place,
        student_id=world.yara,
        person_id=world.sanne,
        starts_on=date(2027, 2, 1),
        now=now,
    )
    sanne.post(f"/stageplekken/{world.place}", terms(hours_per_week="8", allowance="geen"))
    row = db.session.get_one(Placement, placement)
    assert (row.hours_per_week, row.allowance) == (24, "250 euro per maand")
    assert "250 euro per maand" in sanne.get(f"/plaatsingen/{placement}").text


def test_what_is_over_is_not_published(sanne: Visitor, world: World) -> None:
    old = make_place(world.care, starts_on=date(2026, 2, 1), ends_on=date(2026, 7, 3), published=False)
    assert "Voorbij" in sanne.get("/stageplekken").text
    page = sanne.post(f"/stageplekken/{old}/publiceren")
    assert page.status_code == 409
    assert 'id="ends_on-e"' in page.text
    assert 'value="Meelopen in de wijk"' in page.text
    assert not kept(old).published


def test_an_employer_without_places_gets_one_button(visit: Callable, world: World) -> None:
    page = visit(world.daan).get("/stageplekken").text
    assert "Nog geen stageplekken" in page
    assert page.count("/stageplekken/nieuw") == 1


def test_who_works_for_two_employers_chooses(sanne: Visitor, world: World) -> None:
    shop = make_organisation("Bakkerij Vlo", "gastvrij")
    save(Membership(person_id=world.sanne, role=STAFF, organisation_id=shop))
    assert f'href="/stageplekken?werkgever={world.care}"' in sanne.get("/stageplekken").text
    assert "Meelopen in de wijk" in sanne.get(f"/stageplekken?werkgever={world.care}").text
    assert '<option selected value="gastvrij">' in sanne.get(f"/stageplekken/nieuw?werkgever={shop}").text
    sanne.post(f"/stageplekken/nieuw?werkgever={shop}", terms())
    assert len(places_of(shop)) == 1


def test_with_several_addresses_staff_choose_one_of_their_own(sanne: Visitor, world: World) -> None:
    second = save(Establishment(organisation_id=world.care, address="Rijnkade 12", town="Leiden")).id
    nameless = save(Establishment(organisation_id=world.care, number="000012345678")).id
    page = sanne.get("/stageplekken/nieuw").text
    assert "Rijnkade 12, Leiden" in page
    assert "000012345678" in page
    assert "Kies een adres." in sanne.post("/stageplekken/nieuw", terms()).text
    elsewhere = kept(make_place(world.tech)).establishment_id
    assert "errsum" in sanne.post("/stageplekken/nieuw", terms(establishment_id=elsewhere)).text
    for address in (second, nameless):
        sanne.post("/stageplekken/nieuw", terms(establishment_id=address))
        assert places_of(world.care)[-1].establishment_id == address


def test_strangers_find_nothing_there(visit: Callable, world: World) -> None:
    with transaction() as work:
        left = Membership(person_id=make_member("Els", STAFF, organisation_id=world.tech), role=STAFF)
        left.organisation_id, left.ended_at = world.care, datetime.fromisoformat("2026-01-01T00:00Z")
        work.add(left)
    page, verbs = f"/stageplekken/{world.place}", ("publiceren", "terughalen")
    for who in (world.daan, left.person_id, world.yara, world.fatima, world.bram):
        stranger = visit(who)
        for url in (
            page,
            f"/stageplekken?werkgever={world.care}",
            f"/stageplekken/nieuw?werkgever={world.care}",
        ):
            assert stranger.get(url).status_code == 404
        assert stranger.post(page, terms()).status_code == 404
        assert stranger.post(f"/stageplekken/nieuw?werkgever={world.care}", terms()).status_code == 404
        assert [stranger.post(f"{page}/{verb}").status_code for verb in verbs] == [404, 404]
    for who in (world.yara, world.fatima, world.bram):
        assert visit(who).get("/stageplekken").status_code == 404
        assert visit(who).get("/stageplekken/nieuw").status_code == 404
    visitor = visit()
    assert visitor.get("/stageplekken").location == "/inloggen?next=/stageplekken"
    assert visitor.get(page).status_code == 302
    (place,) = places_of(world.care)
    assert (place.title, place.published) == ("Meelopen in de wijk", True)


def test_what_is_not_there_is_not_there(sanne: Visitor, world: World) -> None:
    for number in (99, 2**40, 10**30):
        assert sanne.get(f"/stageplekken/{number}").status_code == 404
        assert sanne.get(f"/stageplekken?werkgever={number}").status_code == 404
    assert sanne.get("/stageplekken?werkgever=iets").status_code == 200


def test_an_address_of_another_employer_is_not_there_for_the_verbs(world: World, now: datetime) -> None:
    elsewhere = kept(make_place(world.tech)).establishment_id
    values: dict[str, Any] = terms(starts_on=date(2027, 2, 1), ends_on=date(2027, 7, 2))
    for address in (elsewhere, 99):
        with pytest.raises(NotFound):
            actions.add_place(
                organisation_id=world.care,
                person_id=world.sanne,
                now=now,
                **values | {"establishment_id": address},
            )
    assert len(places_of(world.care)) == 1


def test_every_change_is_told(sanne: Visitor, world: World, told: list[object]) -> None:
    sanne.post("/stageplekken/nieuw", terms())
    added = places_of(world.care)[-1].id
    sanne.post(f"/stageplekken/{world.place}", terms())
    sanne.post(f"/stageplekken/{added}/publiceren")
    sanne.post(f"/stageplekken/{added}/terughalen")
    sanne.post(f"/stageplekken/{added}", terms(seats="0"))
    numbers = [added, world.place, added, added]
    assert told == [PlaceChanged(number, world.care) for number in numbers]


def test_many_places_ask_no_more_of_the_database(
    sanne: Visitor, world: World, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    sanne.get("/stageplekken")
    one = count_queries(lambda: sanne.get("/stageplekken"))
    for number in range(3):
        address = save(Establishment(organisation_id=world.care, town=f"Dorp {number}")).id
        make_place(world.care, f"Plek {number}")
        save_address(world.care, address)
    assert count_queries(lambda: sanne.get("/stageplekken")) == one


def save_address(organisation_id: int, establishment_id: int) -> None:
    """Let the newest place be at this address."""
    with transaction() as work:
        places = work.query(Place).filter_by(organisation_id=organisation_id).order_by(Place.id.desc())
        places.first().establishment_id = establishment_id
