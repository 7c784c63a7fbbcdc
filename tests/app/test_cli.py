"""The demo world: renewed when it is old, and never over real people."""

import pytest
from sqlalchemy import select

from app import cli
from app.db import db
from app.people import Person
from region.models import Area


@pytest.fixture
def planted(monkeypatch):
    """Moments at which the demo world was planted, with a world that never fits today."""
    moments = []
    monkeypatch.setattr(cli, "_is_current", [lambda now: False])
    monkeypatch.setattr(cli, "_steps", [("All", moments.append)])
    return moments


def add_person(email):
    db.session.add(Person(email=email, first_name="Iemand", last_name="Anders", password=None))
    db.session.commit()


def test_an_old_demo_world_is_planted_anew(app, now, planted):
    add_person("yara@leerweg.example")
    cli.seed_when_needed()
    assert planted == [now]
    assert db.session.scalars(select(Person)).all() == []


def test_a_demo_world_that_fits_stays(app, planted, monkeypatch):
    monkeypatch.setattr(cli, "_is_current", [lambda now: True])
    add_person("yara@leerweg.example")
    cli.seed_when_needed()
    assert planted == []


def test_a_database_with_other_people_is_left_alone(app, planted):
    add_person("somebody@school.invalid")
    cli.seed_when_needed()
    assert planted == []
    assert db.session.scalars(select(Person)).all()


def test_the_seed_command_refuses_other_people(app, planted, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
    add_person("somebody@school.invalid")
    answer = app.test_cli_runner().invoke(args=["seed"])
    assert answer.exit_code == 1
    assert "outside the demo" in answer.output
    assert planted == []


def test_the_seed_command_wants_demo_mode(app, planted):
    answer = app.test_cli_runner().invoke(args=["seed"])
    assert answer.exit_code == 1
    assert "STAGEPACT_DEMO=1" in answer.output


def test_rows_that_belong_to_nobody_yet_are_left_alone_too(app, planted):
    db.session.add(Area(name="Leiden"))
    db.session.commit()
    cli.seed_when_needed()
    assert planted == []


def test_an_empty_database_is_planted(app, now, planted):
    cli.seed_when_needed()
    assert planted == [now]


def test_a_demo_world_that_fails_half_way_leaves_the_old_one(app, planted, monkeypatch):
    def fail(now):
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_steps", [("Fails", fail)])
    add_person("yara@leerweg.example")
    with pytest.raises(ZeroDivisionError):
        cli.seed_when_needed()
    assert db.session.scalars(select(Person)).all()


def test_seeding_tells_how_to_sign_in(app, planted, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", True)
    monkeypatch.setenv("PORT", "8071")
    answer = app.test_cli_runner().invoke(args=["seed"])
    assert answer.exit_code == 0, answer.output
    assert "Sign in: http://127.0.0.1:8071/inloggen" in answer.output
    assert "zonnebloem-rijn-071" in answer.output
