"""The side door of the demo."""

import pytest
from sqlalchemy import select

from app import cli
from app.db import db
from app.people import Person
from region.seeds import plant_everybody, plant_region
from region.seeds.cast import CAST


@pytest.fixture
def demo(app, monkeypatch):
    """Demo mode."""
    monkeypatch.setitem(app.config, "DEMO", True)
    monkeypatch.setitem(app.jinja_env.globals, "demo", True)


@pytest.fixture
def people(app, now):
    """The people of the demo world."""
    plant_region(now)
    plant_everybody(now)


def test_every_button_leads_in(visit, demo, now):
    cli.plant(now)
    for member in CAST:
        visitor = visit()
        page = visitor.post(f"/demo/als/{member.slug}")
        assert page.status_code == 200, member.slug
        assert page.request.path != f"/demo/als/{member.slug}"
        assert visitor.get("/welkom").status_code == 302


def test_becoming_somebody_else_hangs_up_the_first(visit, demo, people):
    yara = db.session.scalars(select(Person.id).where(Person.email == CAST[0].email)).one()
    visitor = visit()
    visitor.post("/demo/als/student-mbo3")
    assert visitor.open_line(f"person:{yara}") == []
    visitor.post("/demo/als/organisator")
    assert not visitor.is_connected
    assert visitor.open_line(f"person:{yara}") == [f"person:{yara}"]


def test_the_sign_in_page_offers_the_cast(visit, demo):
    page = visit().get("/inloggen").text
    assert all(f"/demo/als/{member.slug}" in page for member in CAST)


def test_outside_demo_mode_there_is_no_door(app, visit, people, monkeypatch):
    assert visit().post("/demo/als/student-mbo3").status_code == 404
    assert "/demo/als" not in visit().get("/inloggen").text
    monkeypatch.setitem(app.config, "DEMO", True)
    assert visit().post("/demo/als/student-mbo3").status_code == 200  # the same press, in demo mode


def test_nobody_is_there_yet_or_at_all(visit, demo):
    assert visit().post("/demo/als/student-mbo3").status_code == 404
    assert visit().post("/demo/als/burgemeester").status_code == 404
    assert visit().get("/demo/als/student-mbo3").status_code == 405


def test_the_door_wants_a_token_like_every_form(app, visit, demo, people, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert visit().post("/demo/als/organisator").status_code == 400
