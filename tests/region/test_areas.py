"""The region on the map: towns, schools, and the addresses that lie in it."""

import pytest

from app.db import db
from app.errors import NotFound
from region.actions.areas import draw_region
from region.models import Area, Establishment, Institution
from region.queries import areas
from tests.factories import make_organisation, save


def draw(world, towns, schools=(), name="Economie071"):
    area_id = draw_region(name=name, towns=list(towns), school_ids=list(schools), person_id=world.bram)
    db.session.expire_all()
    return area_id


def address_in(town):
    employer = make_organisation("Bakker Bol", "gastvrij")
    address = db.session.query(Establishment).filter_by(organisation_id=employer).one()
    address.town = town
    db.session.commit()
    return address.id


def test_addresses_that_were_there_find_their_town(world):
    address, elsewhere = address_in("KATWIJK aan Zee"), address_in("Delft")
    area = draw(world, ["Leiden", "Katwijk aan Zee"])
    found = db.session.get(Establishment, address)
    assert (found.area.name, found.area.parent_id) == ("Katwijk aan Zee", area)
    assert db.session.get(Establishment, elsewhere).area is None


def test_a_town_that_leaves_keeps_its_addresses_but_not_its_region(world):
    address = address_in("Katwijk")
    area = draw(world, ["Leiden", "Katwijk"])
    assert draw(world, ["Leiden", "Leiden"], name="economie071") == area
    assert [town.name for town in areas.towns_in(area)] == ["Leiden"]
    assert db.session.get(Establishment, address).area.parent_id is None


def test_a_region_that_is_one_town(world):
    area = draw(world, ["leiden"], name="Leiden")
    assert areas.towns_in(area) == []
    assert db.session.query(Area).count() == 1


def test_schools_come_and_go(world):
    other = save(Institution(name="Duinschool")).id
    area = draw(world, ["Leiden"], [world.institution, other])
    assert {school.id for school in areas.schools_in(area)} == {world.institution, other}
    draw(world, ["Leiden"], [other])
    assert [school.id for school in areas.schools_in(area)] == [other]


def test_only_organisers_draw(world):
    with pytest.raises(NotFound):
        draw_region(name="Economie071", towns=["Leiden"], school_ids=[], person_id=world.sanne)
