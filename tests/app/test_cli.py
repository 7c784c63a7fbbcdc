"""The demo world: renewed when it is old, and never over real people."""

import pytest
from sqlalchemy import select

from app import cli
from app.db import db
from app.people import Person


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
