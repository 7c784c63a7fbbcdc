"""Roles by membership: which menu one gets, and which doors are there at all."""

from collections.abc import Callable

import pytest
from flask import Flask, g

from app.db import transaction
from region import people
from region.models import COORDINATOR, ORGANISER, STAFF, Membership
from tests.factories import World, make_person


def roles_of(app: Flask, world: World, person_id: int | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The menu of a person, as on a request of their own."""
    from app.db import db
    from app.people import Person

    with app.test_request_context():
        monkeypatch.setattr(people, "current_person", lambda: db.session.get(Person, person_id or 0))
        g.pop("roles", None)
        return people.menu_role()


def test_the_menu_follows_the_role(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    menus = {
        world.yara: "student",
        world.sanne: "employer",
        world.fatima: "coordinator",
        world.bram: "organiser",
        make_person(): "guest",
        None: "guest",
    }
    assert {each: roles_of(app, world, each, monkeypatch) for each in menus} == menus


def test_who_has_several_roles_gets_the_busiest_menu(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction() as work:
        work.add(Membership(person_id=world.yara, role=STAFF, organisation_id=world.care))
    assert roles_of(app, world, world.yara, monkeypatch) == "employer"
    with transaction() as work:
        work.add(Membership(person_id=world.yara, role=COORDINATOR, institution_id=world.institution))
    assert roles_of(app, world, world.yara, monkeypatch) == "coordinator"
    with transaction() as work:
        work.add(Membership(person_id=world.yara, role=ORGANISER))
    assert roles_of(app, world, world.yara, monkeypatch) == "organiser"


def test_a_door_of_another_role_is_not_there(world: World, visit: Callable) -> None:
    assert visit(world.bram).get("/inlezen").status_code == 200
    for stranger in (world.yara, world.sanne, world.fatima):
        assert visit(stranger).get("/inlezen").status_code == 404


def test_a_visitor_signs_in_first_and_comes_back(world: World, visit: Callable) -> None:
    answer = visit().get("/inlezen")
    assert answer.status_code == 302
    assert answer.location == "/inloggen?next=/inlezen"


def test_every_role_has_a_name(app: Flask) -> None:
    assert set(app.jinja_env.globals["role_labels"]) == {
        "visitor",
        "guest",
        "student",
        *people.ROLE_NAMES.values(),
    }
