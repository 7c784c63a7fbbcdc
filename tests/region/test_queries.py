"""What is asked about people's roles and places."""

from datetime import datetime

import pytest

from app.db import db, transaction
from region import queries
from region.models import COORDINATOR, ORGANISER, STAFF, Membership, Programme
from tests.factories import World, make_member, make_person


def end(person_id: int, now: datetime) -> None:
    """End all roles of a person."""
    with transaction() as work:
        for membership in work.query(Membership).filter_by(person_id=person_id):
            membership.ended_at = now


def test_roles_come_from_memberships_and_the_student_profile(world: World) -> None:
    assert queries.roles(world.yara) == {"student"}
    assert queries.roles(world.sanne) == {STAFF}
    assert queries.roles(world.fatima) == {COORDINATOR}
    assert queries.roles(world.bram) == {ORGANISER}
    assert queries.roles(make_person()) == set()


def test_a_role_that_ended_is_no_role(world: World, now: datetime) -> None:
    for person_id in (world.sanne, world.fatima, world.bram):
        assert queries.roles(person_id)
        end(person_id, now)
        assert queries.roles(person_id) == set()
    assert not queries.is_organiser(world.bram)
    assert not queries.is_staff(world.sanne, world.care)
    assert queries.organisation_ids(world.sanne) == []


def test_staff_belong_to_their_own_organisation(world: World) -> None:
    assert queries.is_staff(world.sanne, world.care)
    assert not queries.is_staff(world.sanne, world.tech)
    assert not queries.is_staff(None, world.care)
    assert queries.organisation_ids(world.sanne) == [world.care]
    assert [each.person_id for each in queries.staff_of(world.care)] == [world.sanne, world.omar]


def test_only_organisers_organise(world: World) -> None:
    assert queries.is_organiser(world.bram)
    assert not queries.is_organiser(world.sanne)
    assert not queries.is_organiser(None)


def test_a_coordinator_looks_after_a_school_or_one_programme(world: World) -> None:
    care, other = (
        db.session.get(Programme, world.programme_mbo3),
        db.session.get(Programme, world.programme_hbo),
    )
    assert care
    assert other
    one = make_member("Ina", COORDINATOR, institution_id=world.institution, programme_id=world.programme_mbo3)
    assert queries.coordinates(world.fatima, care)
    assert queries.coordinates(world.fatima, other)
    assert queries.coordinates(one, care)
    assert not queries.coordinates(one, other)
    assert not queries.coordinates(None, care)


@pytest.mark.parametrize("who", ["yara", "sanne"])
def test_only_students_have_a_profile(world: World, who: str) -> None:
    profile = queries.student(getattr(world, who))
    assert bool(profile) == (who == "yara")


def test_a_place_is_there_or_not(world: World) -> None:
    place = queries.place(world.place)
    assert place
    assert place.organisation_id == world.care
    assert queries.place(0) is None
